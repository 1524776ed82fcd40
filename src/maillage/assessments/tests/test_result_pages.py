"""The result of a person: what it says, to whom it opens, what it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from maillage.assessments.enums import Origin
from maillage.assessments.models import Scale
from maillage.assessments.tests.factories import NOON, SittingFactory, result_of, scale_of_people
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(client, person):
    return client


def page(client, sitting):
    return client.get(reverse("assessments:result", args=[sitting.key])).content.decode()


def role():
    return scale_of_people().instrument.framework.roles.get()


def test_strengths_come_before_what_to_work_on(hers, person):
    text = page(hers, result_of(person, 1.5, 0.5, -1.5, -0.2))

    assert "2 points forts, 2 compétences à travailler d’abord" in text
    strong, first = text.index("Les points forts"), text.index("Par où commencer")
    assert strong < text.index("Fait 1.1 au niveau 4.") < first < text.index("Fait 1.3 au niveau 2.")
    assert "nettement au-dessous des autres résultats" in text


def test_each_bar_has_its_words_and_its_figures(hers, person):
    text = page(hers, result_of(person, 1.5, 0.5, -1.5, -0.2))

    assert "très probablement au niveau 4" in text
    assert "90\u00a0%" in text
    assert text.count('class="rng') == 4


def test_what_was_never_asked_says_so(hers, person):
    sitting = result_of(person, 1.5, 0.5)
    sitting.estimates.filter(dimension="1.2").update(asked=0)

    text = page(hers, sitting)

    assert "aucune question posée ; d’après les autres réponses, très probablement au niveau 3" in text


def test_a_role_says_how_each_level_that_it_asks_for_stands(hers, person):
    text = page(hers, result_of(person, -1.5, 0.5, role=role()))

    assert "niveau 2 : pas encore" in text
    assert "Le rôle demande le niveau 2. D’après les réponses : très probablement au niveau 1." in text


def test_questions_whose_difficulty_is_the_authors_are_said_to_be_new(hers, person):
    sitting = result_of(person, 1.5)
    first = page(hers, sitting)
    old = sitting.scale
    sitting.scale = Scale.objects.create(
        instrument=old.instrument,
        number=2,
        origin=Origin.ANSWERS,
        dimensions=old.dimensions,
        correlation=old.correlation,
        adopted_at=NOON,
    )
    sitting.save()

    assert "Questions en rodage" in first
    assert "Questions en rodage" not in page(hers, sitting)


def test_a_later_result_tells_only_what_moved_for_sure(hers, person):
    result_of(person, -1.5, 0.5, -0.2, 0.0, finished_at=NOON - timedelta(days=90))
    result_of(UserFactory(), -1.5, -1.5, -1.5, -1.5, finished_at=NOON - timedelta(days=90))

    text = page(hers, result_of(person, 0.5, 0.6, -0.2, 0.0))

    assert "plus haut ; très probablement au niveau 3" in text
    assert "Pour 3 compétences, les deux barres se recouvrent" in text


def test_an_evening_counts_for_the_day_of_whoever_reads(hers, person):
    result_of(person, 0.5, finished_at=datetime(2026, 8, 22, 2, 0, tzinfo=UTC))

    text = page(hers, result_of(person, 0.5))

    assert [f"{day}\u00a0août 2026" in text for day in (21, 22)] == [True, False]


def test_a_first_result_compares_with_nothing(hers, person):
    assert "se recouvrent : on ne peut pas dire" not in page(hers, result_of(person, 0.5))


def test_a_stranger_and_a_colleague_find_nothing(client, person):
    sitting = result_of(person, 0.5)
    network = NetworkFactory()
    colleague = MembershipFactory(network=network, organisation=None, role="coordinator").user
    MembershipFactory(user=person, network=network)

    for reader in (UserFactory(), colleague):
        client.force_login(reader)
        for name in ("result", "result_pdf", "result_json"):
            assert client.get(reverse(f"assessments:{name}", args=[sitting.key])).status_code == 404


def test_a_sitting_that_goes_on_leads_to_its_question(hers, person):
    sitting = SittingFactory(scale=scale_of_people(), person=person, organisation=None)

    answer = hers.get(reverse("assessments:result", args=[sitting.key]))

    assert answer.url == reverse("assessments:question", args=[sitting.key])
    assert hers.get(reverse("assessments:result_json", args=[sitting.key])).status_code == 404


def test_the_paper_tells_the_same(hers, person):
    sitting = result_of(person, 1.5, 0.5, role=role())

    answer = hers.get(reverse("assessments:result_pdf", args=[sitting.key]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_file_tells_the_figures_and_where_they_come_from(hers, person):
    sitting = result_of(person, 1.5, 0.5, role=role())

    told = hers.get(reverse("assessments:result_json", args=[sitting.key])).json()

    assert told["format"] == "maillage-result-1"
    assert told["framework"]["version"] == "1.0"
    assert told["scale"] == {"number": 1, "origin": "author", "unit": "logit", "cuts": [-1.0, 0.0, 1.0]}
    assert told["role"] == "employee"
    first = told["estimates"][0]
    assert (first["competence"], first["asked"], first["middle"], first["required"]) == ("1.1", 5, 1.5, 2)
    assert sum(first["chances"]) == pytest.approx(1, abs=1e-3)


def test_the_page_costs_the_same_however_many_came_before(hers, person, assert_constant_queries):
    sitting = result_of(person, 1.5, 0.5, -0.5, -1.5, role=role())
    days = iter(range(1, 9))

    assert_constant_queries(
        hers,
        reverse("assessments:result", args=[sitting.key]),
        lambda: result_of(person, 0.5, 0.5, finished_at=NOON - timedelta(days=next(days))),
    )


def test_english_is_complete(hers, person):
    sitting = result_of(person, 1.5)

    answer = hers.get(reverse("assessments:result", args=[sitting.key]).replace("/fr-ca/", "/en/"))

    assert "1.1\u00a0Compétence 1.1 (in English)" in answer.content.decode()
