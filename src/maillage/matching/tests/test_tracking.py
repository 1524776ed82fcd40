"""Statuses given back to an organisation that holds offers, the inbox, and the terms of a network."""

import csv

import pytest
from django.urls import reverse

from maillage.matching import operations
from maillage.matching.models import AnswerTerms, Introduction
from maillage.matching.tests.factories import NOON, IntroductionFactory
from maillage.matching.tests.lives import offer_in, two_sides
from maillage.matching.web.tracking import harmless

pytestmark = pytest.mark.django_db
TERMS = {"first_reminder_days": 2, "second_reminder_days": 4, "answer_days": 6, "link_days": 20}


def test_an_organisation_reads_what_is_asked_of_it_and_nothing_of_others(client):
    ours, theirs = two_sides(), two_sides()
    client.force_login(ours.holder)

    page = client.get(reverse("matching:tracking")).content.decode()

    assert ours.need.title in page
    assert theirs.need.title not in page


def test_the_table_opens_in_a_spreadsheet_and_computes_nothing(client):
    sides = two_sides()
    sides.need.title = "=HYPERLINK(0)"
    sides.need.save()
    operations.decline_introduction(
        introduction_id=sides.introduction.pk, by=sides.holder, reason="too_far", note="", now=NOON
    )
    client.force_login(sides.holder)

    answer = client.get(reverse("matching:tracking_table"))

    text = answer.content.decode()
    assert text.startswith("\ufeff")
    (row,) = list(csv.reader(text.removeprefix("\ufeff").splitlines()))[1:]
    assert row[1:6] == [
        "'=HYPERLINK(0)",
        str(sides.need.organisation),
        sides.offer.title,
        "déclinée",
        "Trop loin, ou pas sur notre territoire",
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM", "\t=1", "\r=1"])
def test_a_cell_that_begins_like_a_formula_is_text(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"a{cell}") == f"a{cell}"


@pytest.mark.parametrize("name", ["matching:tracking", "matching:tracking_table", "matching:introductions"])
def test_what_an_organisation_holds_costs_the_same_at_one_and_three_rows(
    client, name, assert_constant_queries
):
    sides = two_sides()
    client.force_login(sides.holder)

    def make_row():
        for state in ("asked", "accepted", "expired"):
            IntroductionFactory(
                offer=sides.offer,
                state=state,
                answered_by=sides.holder,
                answer_by=sides.introduction.answer_by,
            )

    assert_constant_queries(client, reverse(name), make_row)


def test_the_inbox_shows_what_awaits_the_viewer_first_the_most_pressing_on_top(client):
    sides = two_sides()
    late = IntroductionFactory(offer=sides.offer, answer_by=sides.introduction.answer_by.replace(hour=1))
    under_way = IntroductionFactory(offer=sides.offer, state="accepted")
    ended = IntroductionFactory(offer=sides.offer, state="expired")
    client.force_login(sides.holder)

    context = client.get(reverse("matching:introductions")).context

    shown = [[row["url"] for row in context[name]] for name in ("waiting", "live", "ended")]
    expected = [[late, sides.introduction], [under_way], [ended]]
    assert shown == [[row.get_absolute_url() for row in rows] for rows in expected]


def test_both_sides_read_the_same_state_and_who_is_awaited(client):
    sides = two_sides(tries_next=True)
    said = {}
    for person in (sides.asker, sides.holder):
        client.force_login(person)
        said[person] = client.get(sides.introduction.get_absolute_url()).context["next_step"]

    assert said == {
        sides.asker: f"{sides.offer.organisation} a jusqu’au 28 novembre 2026 pour répondre ; sinon, nous demanderons à la suivante.",
        sides.holder: "Votre réponse est attendue jusqu’au 28 novembre 2026.",
    }


def test_a_meeting_and_its_end_are_noted_from_the_page(client):
    sides = two_sides()
    pk = sides.introduction.pk
    operations.accept_introduction(introduction_id=pk, by=sides.holder, note="", now=NOON)
    client.force_login(sides.asker)

    future = client.post(reverse("matching:meet", args=[pk]), {"met_on": "2999-01-01"})
    client.post(reverse("matching:meet", args=[pk]), {"met_on": "2026-11-20"})
    client.post(reverse("matching:close", args=[pk]), {"outcome": "partly", "note": "Un essai."})

    assert future.status_code == 422
    assert Introduction.objects.get().state == "partly"
    assert "Un essai." in client.get(sides.introduction.get_absolute_url()).content.decode()


def test_the_coordination_alone_sets_how_long_its_network_gives(client):
    sides = two_sides()
    address = reverse("matching:terms", args=[sides.offer.network.slug])
    codes = []
    for person in (sides.holder, sides.asker, sides.coordinator):
        client.force_login(person)
        codes.append((client.get(address).status_code, client.post(address, TERMS).status_code))

    assert codes == [(404, 404), (404, 404), (200, 302)]
    assert AnswerTerms.objects.get().answer_days == 6
    client.post(address, TERMS | {"answer_days": 9})
    assert AnswerTerms.objects.get().answer_days == 9


def test_terms_out_of_order_come_back_with_the_reason(client):
    sides = two_sides()
    client.force_login(sides.coordinator)

    answer = client.post(
        reverse("matching:terms", args=[sides.offer.network.slug]), TERMS | {"answer_days": 3}
    )

    assert answer.status_code == 422
    assert "Dans l’ordre" in answer.content.decode()
    assert not AnswerTerms.objects.exists()


def test_asking_for_the_next_one_too_is_a_choice_of_the_asker(client):
    sides = two_sides()
    offer = offer_in(sides.offer.network)
    client.force_login(sides.asker)
    address = reverse("matching:ask", args=[sides.need.pk, offer.pk])

    client.post(address, {"message": "Aidez-nous", "consents": "on", "tries_next": "on"})

    assert Introduction.objects.get(offer=offer).tries_next
