from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.urls import reverse
from pypdf import PdfReader

from maillage.activities.models import Activity, Minutes, ProgrammeItem
from maillage.activities.operations import add_delegate, place_item, write_minutes, write_needs
from maillage.activities.tests.factories import (
    NOON,
    ActivityFactory,
    FollowUpFactory,
    ItemFactory,
    ParticipantFactory,
    VisitHostFactory,
)
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"activities:{name}", args=args)


@pytest.fixture
def world(client, monkeypatch):
    """A visit under an agreement, the coordinator of each shore, somebody who travels; it is the eve of the visit."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 5, 9, 15, 0, tzinfo=UTC))
    here, there = NetworkFactory(), NetworkFactory()
    agreement = agreement_between(here, there, strands=[StrandFactory()])
    host = OrganisationFactory(name="DigiHub", networks=[here])
    visit = ActivityFactory(
        network=here, organisation=host, agreement=agreement, visibility="organisation", slug="mission"
    )
    VisitHostFactory(activity=visit, organisation=host)
    traveller = ParticipantFactory(activity=visit, user=UserFactory(), name="Mairie")
    coordinators = [
        MembershipFactory(network=network, organisation=OrganisationFactory(), role="coordinator").user
        for network in (here, there)
    ]

    def sign_in(user):
        client.force_login(user)
        return client

    return SimpleNamespace(
        visit=visit,
        agreement=agreement,
        host=host,
        traveller=traveller,
        coordinators=coordinators,
        as_=sign_in,
    )


MOMENT = {
    "kind": "meeting",
    "title": "Pôle numérique",
    "day": "2027-05-10",
    "starts": "09:00",
    "ends": "10:30",
    "time_zone": "America/Toronto",
    "seen": "0",
}


def test_a_coordinator_of_either_shore_prepares_a_visit_and_announces_it(world):
    for coordinator in world.coordinators:
        client = world.as_(coordinator)
        answer = client.post(
            address("visit_new"),
            {
                "agreement": world.agreement.pk,
                "organisation": coordinator.memberships.get().organisation_id,
                "title": "Mission d’octobre",
                "starts_on": "2027-10-04",
                "ends_on": "2027-10-06",
                "time_zone": "Europe/Paris",
                "visibility": "network",
            },
        )
        visit = Activity.objects.latest("pk")
        assert (answer.url, visit.state) == (address("visit_people", visit.slug), "draft")

        client.post(address("announce", visit.slug))
        assert Activity.objects.latest("pk").state == "announced"


def test_a_visit_that_ends_before_it_starts_comes_back_filled_in(world):
    answer = world.as_(world.coordinators[0]).post(
        address("visit_new"), {"title": "Mission", "starts_on": "2027-10-04", "ends_on": "2027-10-01"}
    )

    assert answer.status_code == 422
    assert "Le dernier jour ne peut pas précéder le premier." in answer.text
    assert 'value="2027-10-04"' in answer.text


FOLLOWED = ["visit_day", "visit_programme", "visit_people", "visit_follow_ups"]
COORDINATED = [
    "edit",
    "cancel",
    "visit_delegate_add",
    "visit_host",
    "visit_way",
    "visit_moment_new",
]


def test_who_travels_reads_and_who_coordinates_writes(world):
    for user, reads, writes in [
        (world.coordinators[0], 200, 200),
        (world.coordinators[1], 200, 200),
        (world.traveller.user, 200, 404),
        (MembershipFactory().user, 404, 404),
    ]:
        client = world.as_(user)
        assert {client.get(address(name, "mission")).status_code for name in FOLLOWED} == {reads}
        assert {client.get(address(name, "mission")).status_code for name in COORDINATED} == {writes}


def test_a_traveller_writes_no_minutes(world):
    item = ItemFactory(activity=world.visit)
    url = address("visit_minutes", "mission", item.pk)
    client = world.as_(world.traveller.user)

    assert client.get(url).status_code == 200
    assert client.post(url, {"text": "Moi", "seen": "0"}).status_code == 404
    assert not Minutes.objects.exists()


def test_conflicts_are_told_while_typing_and_at_save(world):
    ItemFactory(activity=world.visit, title="Accueil")  # from nine to ten, for everybody
    client = world.as_(world.coordinators[0])

    typed = client.post(address("visit_moment_check", "mission", 0), MOMENT)
    assert "Tout le monde est déjà attendu à" in typed.text
    assert ProgrammeItem.objects.count() == 1

    saved = client.post(address("visit_moment_new", "mission"), MOMENT)
    assert saved.status_code == 422
    assert "Tout le monde est déjà attendu à" in saved.text
    digest = saved.context["digest"]

    assert client.post(address("visit_moment_new", "mission"), MOMENT | {"kept": digest}).status_code == 302
    programme = client.get(address("visit_programme", "mission"))
    assert "2 moments en gênent d’autres" in programme.text


def test_a_local_time_that_does_not_exist_is_refused_while_typing_and_at_save(world):
    Activity.objects.filter(pk=world.visit.pk).update(starts_on="2027-03-14", ends_on="2027-03-16")
    skipped = MOMENT | {"day": "2027-03-14", "starts": "02:30", "ends": "04:00"}
    client = world.as_(world.coordinators[0])

    for url in (address("visit_moment_check", "mission", 0), address("visit_moment_new", "mission")):
        answer = client.post(url, skipped | {"kept": "x"})
        assert "Cette heure n’existe pas à cet endroit" in answer.text
    assert 'value="Pôle numérique"' in answer.text
    assert 'value="02:30"' in answer.text
    assert not ProgrammeItem.objects.exists()


def test_an_end_before_the_start_is_refused_except_for_a_journey_by_night(world):
    client = world.as_(world.coordinators[0])
    by_night = MOMENT | {"starts": "22:00", "ends": "07:00"}

    assert client.post(address("visit_moment_new", "mission"), by_night).status_code == 422
    assert (
        client.post(address("visit_moment_new", "mission"), by_night | {"kind": "travel"}).status_code == 302
    )
    assert ProgrammeItem.objects.get().ends_there.day == 11


def test_the_second_coordinator_to_save_a_moment_is_told_and_keeps_what_she_typed(world):
    item = ItemFactory(activity=world.visit)
    url = address("visit_moment", "mission", item.pk)
    world.as_(world.coordinators[0]).post(url, MOMENT | {"title": "Première version"})

    second = world.as_(world.coordinators[1]).post(url, MOMENT | {"title": "Seconde version"})
    assert second.status_code == 422
    assert "Première version" in second.text
    assert 'value="Seconde version"' in second.text

    again = MOMENT | {"title": "Seconde version", "seen": second.context["form"]["seen"].value()}
    assert world.as_(world.coordinators[1]).post(url, again).status_code == 302
    item.refresh_from_db()
    assert item.title == "Seconde version"


def test_the_second_coordinator_to_save_minutes_is_told_and_keeps_what_she_typed(world):
    item = ItemFactory(activity=world.visit)
    write_minutes(item_id=item.pk, seen=0, text="Première version", decisions="", by=None, now=NOON)

    answer = world.as_(world.coordinators[1]).post(
        address("visit_minutes", "mission", item.pk), {"text": "Seconde version", "seen": "0"}
    )

    assert answer.status_code == 422
    assert answer.text.count("Première version") == 2  # as kept, and beside what she typed
    assert "Seconde version" in answer.text


def test_needs_are_read_by_coordinators_alone(world):
    traveller = world.as_(world.traveller.user)
    url = address("visit_needs", "mission")
    assert traveller.post(url, {"diet": "Sans arachide"}).status_code == 422
    assert traveller.post(url, {"diet": "Sans arachide", "consents": "on"}).status_code == 302
    assert "Sans arachide" in traveller.get(url).text

    assert "Sans arachide" not in traveller.get(address("visit_people", "mission")).text
    coordinator = world.as_(world.coordinators[1])
    assert "Sans arachide" in coordinator.get(address("visit_people", "mission")).text
    assert coordinator.get(url).status_code == 404  # she does not travel: nothing to say


def test_a_day_shows_what_comes_next_to_whom_it_concerns(world):
    ItemFactory(activity=world.visit, title="Pour tous")
    ItemFactory(activity=world.visit, title="Pour d’autres").people.add(
        ParticipantFactory(activity=world.visit)
    )
    client = world.as_(world.traveller.user)

    answer = client.get(address("visit_day", "mission"))
    assert answer.context["next"]["item"].title == "Pour tous"
    assert "Pour d’autres" not in answer.text
    assert client.get(address("visit_day", "mission") + "?jour=2027-05-11").context["next"] is None


def test_moments_show_the_clocks_of_their_place(world):
    ItemFactory(activity=world.visit, time_zone="Europe/Paris")
    text = world.as_(world.traveller.user).get(address("visit_programme", "mission")).text

    assert "15\u00a0h" in text
    assert "heure de Paris" in text


def test_a_follow_up_becomes_a_need_and_says_where(world):
    follow_up = FollowUpFactory(item=ItemFactory(activity=world.visit), text="Trouver un étanchéiste")
    client = world.as_(world.coordinators[0])
    page = client.get(follow_up.get_absolute_url())
    assert f"{reverse('matching:need_new')}?q=Trouver+un+%C3%A9tanch%C3%A9iste" in page.text

    close = address("visit_follow_up_close", follow_up.pk)
    for wrong in ("https://ailleurs.example/", reverse("matching:needs"), "n’importe quoi"):
        assert client.post(close, {"address": wrong, "do": "done"}).status_code == 422
    client.post(
        close, {"address": f"https://maillage.example{reverse('matching:need', args=[3])}", "do": "done"}
    )

    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.became, follow_up.became_path) == ("done", "need", "besoins/3/")
    assert reverse("matching:need", args=[3]) in client.get(follow_up.get_absolute_url()).text


def test_a_follow_up_is_closed_by_its_owner_and_not_by_other_travellers(world):
    owner = UserFactory()
    follow_up = FollowUpFactory(item=ItemFactory(activity=world.visit), user=owner)
    close = address("visit_follow_up_close", follow_up.pk)

    assert world.as_(world.traveller.user).post(close, {"do": "done"}).status_code == 404
    assert world.as_(owner).post(close, {"do": "drop"}).status_code == 302
    follow_up.refresh_from_db()
    assert follow_up.state == "dropped"


def printed(client, sheet):
    answer = client.get(address("visit_paper", "mission", sheet))
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content)).pages


def test_the_whole_programme_goes_on_a4(world):
    ItemFactory(activity=world.visit, title="Accueil")
    pages = printed(world.as_(world.traveller.user), "programme")

    assert "Accueil" in pages[0].extract_text()
    assert round(pages[0].mediabox.width) == 595


def test_the_booklet_is_made_of_whole_sheets_of_a5(world):
    ItemFactory(activity=world.visit)
    pages = printed(world.as_(world.traveller.user), "livret")

    assert len(pages) == 4
    assert {round(page.mediabox.width) for page in pages} == {420}


def test_each_person_has_her_own_page_and_reads_no_other(world):
    other = ParticipantFactory(activity=world.visit, name="Bibliothèques")
    ItemFactory(activity=world.visit, title="Confidences").people.add(other)

    both = printed(world.as_(world.coordinators[0]), "personnes")
    assert [("Confidences" in page.extract_text()) for page in both] == [True, False]
    hers = printed(world.as_(world.traveller.user), "personnes")
    assert len(hers) == 1
    assert "Mairie" in hers[0].extract_text()


def test_there_is_no_other_sheet(world):
    url = address("visit_paper", "mission", "affiche")

    assert world.as_(world.traveller.user).get(url).status_code == 404


def moment_of(world):
    item = place_item(
        activity_id=world.visit.pk,
        item_id=None,
        seen=0,
        kept="",
        now=NOON,
        hosts=[world.host],
        people=[ParticipantFactory(activity=world.visit)],
        title="Rencontre",
        kind="meeting",
        starts_at=datetime(2027, 5, 10, 13 + ProgrammeItem.objects.count(), tzinfo=UTC),
        ends_at=datetime(2027, 5, 10, 14 + ProgrammeItem.objects.count(), tzinfo=UTC),
    )
    FollowUpFactory(item=item, user=UserFactory())
    return item


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_page_costs_as_much_for_three_moments_as_for_one(world, name, assert_constant_queries):
    client = world.as_(world.coordinators[0])

    assert_constant_queries(client, address(name, "mission"), lambda: moment_of(world))


def test_the_page_of_the_visit_shows_its_hosts_to_readers_and_its_verbs_to_coordinators(world):
    url = address("activity", "mission")
    coordinator = world.as_(world.coordinators[0]).get(url).text
    traveller = world.as_(world.traveller.user).get(url).text

    assert ("DigiHub" in traveller, "Annuler l’activité" in traveller) == (True, False)
    assert "Annuler l’activité" in coordinator


def test_no_need_is_kept_for_whoever_has_no_account(world):
    part = add_delegate(activity_id=world.visit.pk, now=NOON, name="Mairie", email="inconnue@exemple.test")
    assert part.user is None

    assert world.as_(UserFactory()).get(address("visit_needs", "mission")).status_code == 404
    needs = write_needs(
        participant_id=world.traveller.pk,
        by=world.traveller.user,
        language="fr-ca",
        now=NOON,
        diet="",
        access="",
    )
    assert needs is None
