"""The first answers while a need is typed: few, polite, and never what the reader may not see."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from maillage.matching.tests.factories import OfferFactory

pytestmark = pytest.mark.django_db
TEXT = "Notre tablette ne supporte pas l’humidité des égouts"


@pytest.fixture(autouse=True)
def fresh_minute():
    caches["local"].clear()
    yield
    caches["local"].clear()


@pytest.fixture
def unrelated():
    """Offers about something else, so that the others stand out."""
    for number in range(12):
        OfferFactory(text=f"Traduction et correction, formule {number}.", visibility="public")


def typed(client, text):
    return client.get(reverse("matching:instant"), {"q": text}, headers={"hx-request": "true"})


@pytest.mark.usefixtures("unrelated")
@pytest.mark.parametrize(("most", "told"), [(5, "2 premières pistes"), (1, "1 première piste")])
def test_what_is_typed_finds_a_few_offers_and_says_how_many(client, monkeypatch, most, told):
    monkeypatch.setattr("maillage.matching.web.search.FIRST", most)
    for number in range(2):
        OfferFactory(
            text="Étuis contre l’humidité pour tablette.", title=f"Étui {number}", visibility="public"
        )

    text = typed(client, TEXT).content.decode()

    assert "<html" not in text
    assert told in text
    assert text.count("<li>") == min(most, 2)
    assert "Toutes les pistes" in text


@pytest.mark.usefixtures("unrelated")
def test_a_hidden_offer_does_not_show_while_typing(client):
    OfferFactory(text="Étuis contre l’humidité pour tablette.", title="Étui secret", visibility="network")

    text = typed(client, TEXT).content.decode()

    assert "Étui secret" not in text
    assert "Rien encore qui corresponde clairement" in text


def test_a_text_too_short_costs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = typed(client, "  humidité  ")

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_text_that_says_nothing_or_too_much_is_told_why(client):
    assert "Dites en une phrase" in typed(client, "?" * 12).content.decode()
    assert "la limite est de" in typed(client, "a" * 4_001).content.decode()


def test_who_types_faster_than_a_person_waits(client):
    statuses = [typed(client, "court").status_code for _time in range(31)]

    assert statuses == [200] * 30 + [429]


def test_the_home_page_and_the_answers_ask_while_one_types(client):
    for page in (reverse("pages:home"), reverse("matching:search")):
        text = client.get(page).content.decode()
        assert f'hx-get="{reverse("matching:instant")}"' in text
        assert "ui/instant" in text
