import re
from datetime import timedelta

import pytest
from django.core import mail

from maillage.activities import operations
from maillage.activities.models import Application, BootcampEdition, BootcampSeries
from maillage.activities.tests.camps import (
    AFTER,
    again,
    applied,
    at,
    camp,
    chosen,
    coordinator_of,
    draft,
    link_to,
    marked,
    reader,
)
from maillage.activities.tests.factories import NOON, ItemFactory
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, OrganisationFactory
from maillage.initiatives.tests.factories import InitiativeFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SOON = AFTER + timedelta(days=1)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """The clock of the pages; a test moves it by setting `now["is"]`."""
    moment = {"is": NOON}
    monkeypatch.setattr(clock, "now", lambda: moment["is"])
    monkeypatch.setattr(clock, "today", lambda: clock.now().date())
    return moment


def form_of(edition, party, **changes):
    answers = {f"answer_{rank}": "Voilà." for rank in range(len(edition.questions))}
    return {"name": "Direction", "firm": "Atelier", "party": party.pk, "consents": "on"} | answers | changes


def test_the_page_of_an_edition_says_its_call_to_anybody(client):
    edition = camp(conditions=({"fact": "employees", "at_most": 50},))

    page = client.get(edition.activity.get_absolute_url()).content.decode()

    assert "Présenter une candidature" in page
    assert "50 personnes employées ou moins" in page
    assert f"{edition.here.name}\u00a0: une place réservée" in page
    assert "Tableau de l’édition" not in page
    assert edition.series.name in client.get(edition.series.get_absolute_url()).content.decode()


def test_applying_goes_through_ones_own_mail_and_says_nothing_of_others(client, run_jobs):
    edition = camp()
    applied(edition, edition.here, "connue@exemple.test")
    run_jobs()
    mail.outbox.clear()
    apply = at("apply", edition.activity.slug)

    answers = [
        client.post(apply, {"email": email}).content.decode()
        for email in ("connue@exemple.test", "neuve@exemple.test")
    ]
    run_jobs()

    assert answers[0] == answers[1]
    address = re.search(r"/fr-ca/candidature/\S+", mail.outbox[-1].body).group()
    assert client.post(address, form_of(edition, edition.there, do="send")).status_code == 302
    row = Application.objects.get(email="neuve@exemple.test")
    assert (row.state, row.party) == ("submitted", edition.there)
    assert edition.activity.title in row.consent_text
    assert "est envoyée" in client.get(address).content.decode()


def test_looking_at_a_link_changes_nothing_and_a_forged_one_opens_nothing(client):
    row = draft(camp())

    assert client.get(link_to(row)).status_code == 200
    assert again(row).confirmed_at is None
    forged = client.get(link_to(row)[:-3] + "x/")
    assert (forged.status_code, forged["X-Robots-Tag"]) == (404, "noindex")


def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(client):
    edition = camp()
    row = draft(edition)

    answer = client.post(link_to(row), form_of(edition, edition.here, do="send", firm="", name="Claude"))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Il manque une réponse" in page
    assert 'href="#id_firm"' in page
    assert (again(row).name, again(row).state) == ("Claude", "draft")


def test_an_application_after_the_close_is_told_and_its_draft_stays(client, now):
    edition = camp()
    row = draft(edition)
    address = link_to(row)
    now["is"] = AFTER

    answer = client.post(address, form_of(edition, edition.here, do="send"))

    assert "gardé comme brouillon" in answer.content.decode()
    assert (again(row).state, again(row).firm) == ("draft", "Atelier")
    assert "L’appel est fermé" in client.get(at("apply", edition.activity.slug)).content.decode()


def test_a_double_submission_is_told(client):
    edition = camp()
    row = draft(edition)
    send = form_of(edition, edition.here, do="send")
    client.post(link_to(row), send)

    answer = client.post(link_to(row), send, follow=True)

    assert "déjà envoyée" in answer.content.decode()


def test_a_place_is_taken_by_the_link_and_a_reader_never_sees_names(client, now):
    edition = camp()
    rows = chosen(edition, (edition.here, 5), (edition.there, 4))
    now["is"] = SOON

    assert "Je prends la place" in client.get(link_to(rows[0])).content.decode()
    client.post(link_to(rows[0]), {"do": "confirm"})
    client.post(link_to(rows[1]), {"do": "decline"})

    assert [again(row).state for row in rows] == ["confirmed", "declined"]
    assert "Votre place est confirmée" in client.get(link_to(rows[0])).content.decode()


def test_a_reader_sees_answers_without_name_firm_community_nor_other_marks(client):
    edition = camp()
    row = applied(edition, edition.here, "secrete@exemple.test", name="Solange Secrète", firm="Firme Secrète")
    first, second = reader(edition), reader(edition)
    marked(first, row, 2, comment="Trop vague à mon goût")
    client.force_login(second.user)
    desk = client.get(at("review_desk", edition.activity.slug)).content.decode()
    page = client.get(at("review", edition.activity.slug, row.pk)).content.decode()

    for hidden in ("Secrète", "secrete@", edition.here.name, "Trop vague", str(first.user)):
        assert hidden not in desk + page
    assert "Voilà." in page

    marks = {f"value_{criterion.pk}": "5" for criterion in edition.criteria.order_by("pk")}
    client.post(at("review", edition.activity.slug, row.pk), marks)
    assert row.reviews.get(reviewer=second).marks.count() == 2
    client.post(at("review", edition.activity.slug, row.pk), {"do": "conflict"})
    assert row.reviews.get(reviewer=second).has_conflict


def test_a_reader_who_forgets_a_mark_keeps_the_others(client):
    edition = camp()
    row, reviewer = applied(edition, edition.here, "elle@exemple.test"), reader(edition)
    client.force_login(reviewer.user)
    first = edition.criteria.order_by("position").first()

    answer = client.post(at("review", edition.activity.slug, row.pk), {f"value_{first.pk}": "4"})

    assert answer.status_code == 422
    assert "Il manque cette note" in answer.content.decode()
    assert not row.reviews.exists()


PAGES = ("board", "draw_up", "camp_sheet", "edition_edit")


def test_both_shores_coordinate_readers_applicants_and_strangers_do_not(client):
    edition = camp()
    row = applied(edition, edition.here, "elle@exemple.test")
    slug = edition.activity.slug
    closed = [UserFactory(email="elle@exemple.test"), reader(edition).user, UserFactory()]
    open_to = [coordinator_of(edition.here.network), coordinator_of(edition.there.network)]

    for people, status in [(closed, 404), (open_to, 200)]:
        for person in people:
            client.force_login(person)
            for name in PAGES:
                assert client.get(at(name, slug)).status_code == status, (name, status)
            assert client.get(at("application_file", slug, row.pk)).status_code == status


def test_a_reader_who_comes_to_coordinate_reads_blind_no_more(client):
    edition = camp()
    reviewer = reader(edition)
    client.force_login(reviewer.user)
    desk = at("review_desk", edition.activity.slug)
    assert client.get(desk).status_code == 200

    MembershipFactory(
        user=reviewer.user, network=edition.there.network, organisation=None, role="coordinator"
    )

    assert client.get(desk).status_code == 404


@pytest.mark.parametrize("stage", ["call", "scoring", "selection", "confirmations", "edition", "follow_up"])
def test_each_stage_of_the_board_costs_the_same_for_one_and_three(
    client, stage, assert_constant_queries, now
):
    edition = camp(quotas=(5, 5))
    reviewer = reader(edition)
    client.force_login(coordinator_of(edition.there.network))
    number = iter(range(9))

    def make_row():
        row = applied(edition, edition.here, f"elle{next(number)}@exemple.test")
        marked(reviewer, row, 4)

    assert_constant_queries(client, f"{at('board', edition.activity.slug)}?etape={stage}", make_row)
    now["is"] = AFTER
    operations.draw_up_list(edition_id=edition.pk, now=AFTER)
    for row in Application.objects.order_by("pk"):
        operations.confirm_place(application_id=row.pk, now=AFTER)
    assert client.get(f"{at('board', edition.activity.slug)}?etape={stage}").status_code == 200


def test_lists_of_camps_and_of_readings_cost_the_same_for_one_and_three(client, assert_constant_queries):
    assert_constant_queries(client, at("camps"), camp)
    edition = camp()
    reviewer = reader(edition)
    client.force_login(reviewer.user)
    number = iter(range(9))
    assert_constant_queries(
        client,
        at("review_desk", edition.activity.slug),
        lambda: applied(edition, edition.here, f"elle{next(number)}@exemple.test"),
    )


def test_a_coordinator_writes_a_series_and_an_edition_and_reads_what_is_wrong(client):
    edition = camp()
    user = coordinator_of(edition.here.network)
    firm = OrganisationFactory(networks=[edition.here.network])
    MembershipFactory(user=user, organisation=firm, network=edition.here.network)
    client.force_login(user)
    series = {
        "name": "Camp d’hiver",
        "slug": "camp-d-hiver",
        "summary": "Cinq jours.",
        "agreement": edition.series.agreement_id,
        "organisation": firm.pk,
        "strand": edition.series.strand_id,
    }
    answer = client.post(at("camp_new"), series)
    assert answer.url == at("edition_new", "camp-d-hiver")

    plan = {
        "number": 1,
        "starts_on": "2027-02-01",
        "ends_on": "2027-02-05",
        "place": "Shawinigan",
        "time_zone": "America/Toronto",
        "opens": "2026-11-01T09:00",
        "closes": "2026-12-01T17:00",
        "call_time_zone": "America/Toronto",
        "places": 6,
        "passes_on": "on",
        "confirm_days": 7,
        "questions": "Votre projet ?",
        "criterion_1": "Projet",
        f"quota_{edition.here.pk}": 4,
        f"quota_{edition.there.pk}": 3,
        "initiative": InitiativeFactory(network=edition.here.network, slug="plus").pk,
    } | {f"weight_{rank}": 1 for rank in range(1, 6)}
    for wrong, sentence in [
        ({}, "7 places réservées, pour 6 places"),
        ({"places": 7, "closes": "2026-10-01T09:00"}, "fermer après son ouverture"),
        ({"places": 7, "opens": "2026-03-08T02:30"}, "Cette heure n’existe pas"),
        (
            {"places": 7, "initiative": InitiativeFactory(is_published=True).pk},
            "Sélectionnez un choix valide",
        ),
    ]:
        refused = client.post(answer.url, plan | wrong)
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True), sentence
        assert 'value="Shawinigan"' in refused.content.decode()

    made = client.post(answer.url, plan | {"places": 7})
    edition = BootcampEdition.objects.get(series__slug="camp-d-hiver")
    assert made.url == at("board", edition.activity.slug)
    assert edition.activity.initiative.slug == "plus"
    changed = client.get(at("edition_edit", edition.activity.slug)).context["form"]
    assert changed["initiative"].value() == edition.activity.initiative_id
    client.post(at("announce", edition.activity.slug))
    assert BootcampSeries.objects.get(slug="camp-d-hiver").network == edition.activity.network
    assert BootcampEdition.objects.get(pk=edition.pk).activity.state == "announced"


def test_a_decision_and_its_reason_are_written_on_the_application(client, now):
    edition = camp(quotas=(1, 0), places=1)
    rows = [applied(edition, edition.here, f"{name}@exemple.test") for name in ("une", "deux")]
    reviewer = reader(edition)
    for row, value in zip(rows, (5, 2), strict=True):
        marked(reviewer, row, value)
    client.force_login(coordinator_of(edition.there.network))
    address = at("application_file", edition.activity.slug, rows[1].pk)

    assert client.post(address, {"outcome": "selected", "reason": ""}).status_code == 422
    client.post(address, {"outcome": "selected", "reason": "Secteur jamais venu."})
    board = client.get(f"{at('board', edition.activity.slug)}?etape=selection").content.decode()
    assert "Une place, par décision" in board
    now["is"] = AFTER
    client.post(at("draw_up", edition.activity.slug))

    assert [again(row).state for row in rows] == ["waiting", "offered"]


def test_presences_are_noted_one_by_one(client, now):
    edition = camp()
    rows = chosen(edition, (edition.here, 5), (edition.there, 4))
    for row in rows:
        operations.confirm_place(application_id=row.pk, now=SOON)
    item = ItemFactory(activity=edition.activity, kind="session")
    client.force_login(coordinator_of(edition.here.network))
    address = at("attendance", edition.activity.slug, item.pk)
    people = [again(row).participant_id for row in rows]

    client.post(address, {"participant": people[0], "there": "yes"})
    client.post(address, {"participant": people[1], "there": "no"})
    client.post(address, {"participant": people[1], "there": "yes"})
    stranger = client.post(address, {"participant": "0", "there": "yes"}, follow=True)

    assert set(item.attendances.values_list("participant", "was_there")) == {
        (people[0], True),
        (people[1], True),
    }
    assert "n’est pas de ce camp" in stranger.content.decode()
    assert "présente" in client.get(at("camp_sheet", edition.activity.slug)).content.decode()
