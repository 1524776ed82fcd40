"""Pages of activities: written, changed by two, listed, joined; by whom, and by nobody else."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.activities.models import Activity, Participant, ProgrammeItem, Registration
from maillage.activities.operations import change_activity, change_item, close_registration, open_registration
from maillage.activities.rules.addresses import free_slug
from maillage.activities.tests.factories import NOON, ActivityFactory, ItemFactory, ParticipantFactory
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FILLED = {
    "title": "Atelier IA", "kind": "workshop", "starts_on": "2027-05-10", "time_zone": "America/Toronto",
    "visibility": "public", "audience": "anyone", "places": "2", "summary": "Pour débuter.",
}  # fmt: skip
MOMENT = {
    "title": "Accueil", "kind": "session", "starts": "2027-05-10T09:00", "ends": "2027-05-10T10:00",
    "time_zone": "America/Toronto",
}  # fmt: skip


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def coordinator(network):
    organisation = OrganisationFactory(networks=[network])
    user = member_of(organisation, network, role="coordinator")
    user.fields = FILLED | {"network": network.pk, "organisation": organisation.pk}
    return user


@pytest.fixture
def signed(client, coordinator):
    client.force_login(coordinator)
    return client


def url(name, *args):
    return reverse(f"activities:{name}", args=args)


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


def test_a_coordinator_writes_a_draft_its_programme_and_announces_it(signed, coordinator, client):
    answer = signed.post(url("new"), coordinator.fields)
    activity = Activity.objects.get()
    assert (answer.url, activity.state) == (activity.get_absolute_url(), "draft")
    assert (activity.slug, activity.ends_on) == ("atelier-ia-2027-05-10", date(2027, 5, 10))
    assert Registration.objects.get().places == 2

    other_zone = {"starts": "2027-05-10T15:30", "ends": "2027-05-10T16:00", "time_zone": "Europe/Paris"}
    signed.post(url("item_new", activity.slug), MOMENT | other_zone)
    item = ProgrammeItem.objects.get()
    assert (item.starts_at.hour, item.starts_at.minute) == (13, 30)

    signed.post(url("announce", activity.slug))
    signed.logout()
    assert "Atelier IA" in text(client.get(url("activities")))
    assert "S’inscrire" in text(client.get(activity.get_absolute_url()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": "x" * 10_000}, "160"),
        ({"ends_on": "2027-05-09"}, "ne peut pas précéder le premier"),
        ({"time_zone": "Mauricie/Shawinigan"}, "choix valide"),
        ({"starts_on": "2027-02-30"}, "date valide"),
        ({"places": "0"}, "supérieure ou égale à 1"),
        ({"visibility": "partners"}, "Choisissez le volet"),
        ({"visibility": "network"}, "tout le monde doit la voir"),
    ],
)
def test_what_cannot_be_is_refused_and_the_form_is_kept(signed, coordinator, change, said):
    answer = signed.post(url("new"), coordinator.fields | change)

    assert answer.status_code == 422
    assert said in text(answer)
    assert "Pour débuter." in text(answer)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"starts": "2027-03-14T02:30", "ends": "2027-03-14T04:00"},
            "Cette heure n’existe pas à cet endroit",
        ),
        ({"ends": "2027-05-10T08:00"}, "La fin ne peut pas précéder le début"),
        ({"starts": "demain"}, "Donnez un jour et une heure"),
        ({"starts": "2027-05-11T09:00", "ends": "2027-05-11T10:00"}, "en dehors des jours"),
        ({"time_zone": "Lune/Tranquillité"}, "choix valide"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_the_form_is_kept(signed, network, change, said):
    start = date(2027, 3, 14) if "03-14" in change.get("starts", "") else date(2027, 5, 10)
    activity = ActivityFactory(network=network, starts_on=start, ends_on=start)

    answer = signed.post(url("item_new", activity.slug), MOMENT | {"note": "Gardez-moi."} | change)

    assert answer.status_code == 422
    assert said in text(answer)
    assert "Gardez-moi." in text(answer)
    assert not ProgrammeItem.objects.exists()


def test_the_second_of_two_who_change_an_activity_is_told_and_keeps_her_words(signed, coordinator):
    signed.post(url("new"), coordinator.fields)
    activity = Activity.objects.get()
    change_activity(activity_id=activity.pk, seen=0, now=NOON, title="Atelier de l’autre")

    hers = coordinator.fields | {"title": "Atelier à moi", "seen": "0"}
    answer = signed.post(url("edit", activity.slug), hers)
    assert answer.status_code == 422
    assert "Une autre personne a changé" in text(answer)
    assert "Atelier à moi" in text(answer)
    assert "Atelier de l’autre" in text(answer)
    assert 'name="seen" value="1"' in text(answer)

    signed.post(url("edit", activity.slug), hers | {"seen": "1"})
    assert Activity.objects.get().title == "Atelier à moi"


def test_the_second_of_two_who_move_a_moment_is_told_and_keeps_her_words(signed, network):
    item = ItemFactory(activity__network=network)
    change_item(item_id=item.pk, seen=0, now=NOON, room="B-12")

    answer = signed.post(url("item_edit", item.activity.slug, item.pk), MOMENT | {"room": "C-1", "seen": "0"})

    assert answer.status_code == 422
    assert "B-12" in text(answer)
    assert "C-1" in text(answer)
    assert (
        signed.post(url("item_edit", item.activity.slug, item.pk), MOMENT | {"seen": "abc"}).status_code
        == 422
    )


def test_days_that_would_leave_moments_outside_are_refused(signed, coordinator, network):
    item = ItemFactory(activity__network=network, activity__kind="workshop")
    fields = coordinator.fields | {"starts_on": "2027-05-11", "ends_on": "2027-05-12", "seen": "0"}

    answer = signed.post(url("edit", item.activity.slug), fields)

    assert "hors de ces jours" in text(answer)
    assert Activity.objects.get().starts_on == date(2027, 5, 10)


def test_a_form_opens_with_what_is_stored(signed, network):
    item = ItemFactory(activity__network=network, activity__time_zone="America/Whitehorse")

    page = text(signed.get(url("edit", item.activity.slug)))
    assert '<option value="America/Whitehorse" selected>' in page
    assert 'value="2027-05-10T09:00"' in text(signed.get(url("item_edit", item.activity.slug, item.pk)))


def test_coordinators_alone_change_things(client, network):
    item = ItemFactory(activity__network=network, activity__visibility="public")
    slug, pages = item.activity.slug, ["edit", "cancel", "item_new", "participants"]
    member, participant = member_of(OrganisationFactory(networks=[network]), network), UserFactory()
    ParticipantFactory(activity=item.activity, user=participant)

    for user in (member, participant, UserFactory()):
        client.force_login(user)
        assert "Coordonner" not in text(client.get(item.activity.get_absolute_url()))
        assert {client.get(url(page, slug)).status_code for page in pages} == {404}
        assert client.post(url("announce", slug)).status_code == 404
        assert client.get(url("new")).status_code == 404
        assert client.post(url("item_cancel", slug, item.pk)).status_code == 404


def test_a_cancellation_asks_why_then_writes(signed, network, run_jobs):
    part = ParticipantFactory(activity__network=network, email="a@exemple.test")
    address = url("cancel", part.activity.slug)
    assert signed.post(address, {"reason": " "}).status_code == 422

    signed.post(address, {"reason": "Neige."})
    run_jobs()

    assert Activity.objects.get().state == "cancelled"
    assert [letter.to for letter in mail.outbox] == [["a@exemple.test"]]


def workshop(**facts):
    activity = ActivityFactory(**{"kind": "workshop", "visibility": "public"} | facts)
    open_registration(activity_id=activity.pk, audience="anyone", places=1, closes_on=None, now=NOON)
    return activity


def test_a_visitor_takes_a_place_by_the_link_that_she_receives_and_not_before(client, run_jobs):
    activity = workshop()
    form = {"name": "Odile", "email": "Odile@exemple.test", "office": "Direction"}

    first = client.post(url("register", activity.slug), form, follow=True)
    second = client.post(url("register", activity.slug), form, follow=True)
    run_jobs()

    assert "Regardez votre courrier" in text(first)
    assert "Regardez votre courrier" in text(second)  # whether the address was known is nobody's business
    assert not Participant.objects.exists()
    (letter,) = mail.outbox  # one, however often she asks
    link = re.search(r"/fr-ca/inscription/\S+", letter.body).group()
    assert "odile@exemple.test" in text(client.get(link))
    assert not Participant.objects.exists()  # a program that opens links takes no place

    assert "Vous avez une place" in text(client.post(link, follow=True))
    part = Participant.objects.get()
    assert (part.name, part.email, part.state) == ("Odile", "odile@exemple.test", "confirmed")
    run_jobs()
    assert [m.subject.split(" :")[0].split("\u00a0:")[0] for m in mail.outbox[1:]] == ["Vous avez une place"]
    for again in (client.get(link), client.post(link)):
        assert again.status_code == 404
        assert "n’ouvre rien" in text(again)


def test_a_place_given_meanwhile_leaves_her_first_on_the_list(client, run_jobs):
    activity = workshop()
    client.post(url("register", activity.slug), {"name": "Odile", "email": "odile@exemple.test"})
    run_jobs()
    ParticipantFactory(activity=activity, role="participant")
    link = re.search(r"/fr-ca/inscription/\S+", mail.outbox[0].body).group()

    assert "rang 1 de la liste d’attente" in text(client.post(link, follow=True))


def test_a_link_to_a_closed_registration_says_so(client, run_jobs):
    activity = workshop()
    client.post(url("register", activity.slug), {"name": "Odile", "email": "odile@exemple.test"})
    run_jobs()
    close_registration(activity_id=activity.pk)
    link = re.search(r"/fr-ca/inscription/\S+", mail.outbox[0].body).group()

    assert "Les inscriptions sont fermées" in text(client.post(link, follow=True))
    assert not Participant.objects.exists()


def test_a_visitor_without_a_name_keeps_what_she_typed(client):
    answer = client.post(url("register", workshop().slug), {"email": "a@exemple.test", "office": "Direction"})

    assert answer.status_code == 422
    assert "Direction" in text(answer)


def test_a_member_registers_sees_her_rank_and_withdraws_in_one_click(client):
    activity, user = workshop(), UserFactory()
    ParticipantFactory(activity=activity, role="participant")
    client.force_login(user)

    client.post(url("register", activity.slug), {"do": "register"})
    part = Participant.objects.get(user=user)
    page = text(client.get(activity.get_absolute_url()))
    assert "rang 1 de la liste d’attente" in page

    link = re.search(r'/fr-ca/desistement/[^"]+', page).group()  # signed with the second it was made
    assert "Rendre votre place" in text(client.get(link))
    part.refresh_from_db()
    assert part.state == "waiting"  # reading a message gives nothing back
    assert "Votre place est rendue" in text(client.post(link, follow=True))


def test_registration_of_what_one_may_not_see_does_not_exist(client):
    assert client.get(url("register", workshop(visibility="network").slug)).status_code == 404
    assert client.get(url("register", ActivityFactory(visibility="public").slug)).status_code == 404


def test_the_coordination_taps_adds_and_removes(signed, network):
    part = ParticipantFactory(activity__network=network, role="participant")
    slug = part.activity.slug
    signed.post(url("presence", slug, part.pk), {"was_there": "yes"})
    part.refresh_from_db()
    assert part.was_there is True

    line = signed.post(url("presence", slug, part.pk), {"was_there": "no"}, headers={"HX-Request": "true"})
    assert text(line).count("<li") == 1
    assert 'aria-pressed="true"' in text(line)

    signed.post(url("participants", slug), {"name": "Sans courriel"})
    assert Participant.objects.get(name="Sans courriel").state == "confirmed"
    signed.post(url("remove", slug, part.pk))
    part.refresh_from_db()
    assert part.state == "withdrawn"


def test_participants_of_another_activity_are_out_of_reach(signed, network):
    mine, other = ActivityFactory(network=network), ParticipantFactory()

    assert signed.post(url("presence", mine.slug, other.pk), {"was_there": "yes"}).status_code == 404
    assert signed.post(url("remove", mine.slug, other.pk)).status_code == 404


def listed(client, **asked):
    return {link["label"] for link in client.get(url("activities"), asked).context["links"]}


def test_the_list_is_narrowed_by_network_agreement_strand_and_kind(client):
    here, there, strand = NetworkFactory(), NetworkFactory(), StrandFactory()
    agreement = agreement_between(here, there, strands=[strand])
    public = {"visibility": "public"}
    ActivityFactory(title="Ici", network=here, kind="workshop", **public)
    ActivityFactory(title="Ensemble", network=there, agreement=agreement, strand=strand, **public)
    ActivityFactory(title="Cachée", network=here)

    assert listed(client, reseau=here.slug) == {"Ici", "Ensemble"}
    assert listed(client, entente=agreement.slug) == {"Ensemble"}
    assert listed(client, volet=strand.slug) == {"Ensemble"}
    assert listed(client, genre="workshop") == {"Ici"}
    assert listed(client, reseau="inconnu", genre="<script>") == {"Ici", "Ensemble"}


def test_what_took_place_is_found_by_year_and_counts_leak_nothing(client):
    for year, facts in [(2024, {"visibility": "public"}), (2023, {"visibility": "network"})]:
        ActivityFactory(title=f"De {year}", starts_on=date(year, 5, 1), ends_on=date(year, 5, 1), **facts)

    page = client.get(url("activities"))
    assert [tab["label"] for tab in page.context["tabs"]] == ["À venir", "Par mois", "2024"]
    assert listed(client, annee="2024") == {"De 2024"}
    assert listed(client, annee="2023") == set()
    assert listed(client, annee="99999") == set()


def test_a_month_shows_each_day_of_an_activity(client):
    ActivityFactory(title="Trois jours", visibility="public")

    page = client.get(url("activities"), {"vue": "mois", "mois": "2027-05"})
    month = page.context["month"]
    days = [day["day"].day for week in month["weeks"] for day in week if day["activities"]]
    assert days == [10, 11, 12]
    assert month["weeks"][0][0]["day"].weekday() == 6  # Sunday in Québec
    assert "mois=2027-04" in month["before"]
    assert "mois=2027-06" in month["after"]
    assert client.get(url("activities"), {"vue": "mois", "mois": "2027-13"}).status_code == 200
    assert "Rien ce mois-ci" in text(client.get(url("activities"), {"vue": "mois", "mois": "2031-01"}))


def test_lists_cost_as_many_queries_for_three_as_for_one(signed, client, network, assert_constant_queries):
    ahead = localdate() + timedelta(days=20)

    def row():
        return ActivityFactory(visibility="public", network=network, starts_on=ahead, ends_on=ahead)

    assert_constant_queries(client, url("activities"), row)
    assert_constant_queries(client, url("activities") + f"?vue=mois&mois={ahead:%Y-%m}", row)
    activity = row()
    assert_constant_queries(
        client, url("participants", activity.slug), lambda: ParticipantFactory(activity=activity)
    )
    assert_constant_queries(client, activity.get_absolute_url(), lambda: ItemFactory(activity=activity))


def test_an_address_never_takes_the_place_of_a_page():
    day = date(2027, 5, 10)

    assert free_slug("Atelier IA", day, {"atelier-ia-2027-05-10"}) == "atelier-ia-2027-05-10-2"
    assert free_slug("«»", day, ()) == "activite-2027-05-10"
    assert len(free_slug("x" * 160, day, ())) <= 80
