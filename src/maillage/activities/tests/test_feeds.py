"""Feeds: what each shows, to whom, and how little it costs to come back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from maillage.activities.models import CalendarFeed
from maillage.activities.operations import (
    cancel_activity,
    cancel_item,
    change_activity,
    change_item,
    make_feed,
    withdraw,
)
from maillage.activities.rules.feeds import feed_token
from maillage.activities.tests.factories import NOON, ActivityFactory, ItemFactory, ParticipantFactory
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SOON = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=30)


def soon(**facts):
    days = {"starts_on": SOON.date(), "ends_on": (SOON + timedelta(days=2)).date()}
    return ActivityFactory(**{"visibility": "public"} | days | facts)


def moment(activity, **facts):
    return ItemFactory(
        **{"activity": activity, "starts_at": SOON, "ends_at": SOON + timedelta(hours=1)} | facts
    )


def private(user):
    feed = CalendarFeed.objects.filter(user=user).first() or make_feed(user_id=user.pk, now=NOON)
    return reverse("activities:feed", args=[feed_token(feed.seed)])


def public(network):
    return reverse("activities:network_feed", args=[network.slug])


def read(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return {
        str(event["UID"]).split("@")[0]: event for event in Calendar.from_ical(answer.content).walk("VEVENT")
    }


def titles(client, url):
    return sorted(str(event["SUMMARY"]) for event in read(client, url).values())


def test_a_private_feed_shows_what_she_takes_part_in_or_coordinates_and_nothing_else(client):
    user, network = UserFactory(), NetworkFactory()
    MembershipFactory(user=user, network=network, role="coordinator")
    soon(title="Coordonnée", network=network, visibility="organisation", state="draft")
    ParticipantFactory(user=user, activity=soon(title="Prise", visibility="organisation"))
    ParticipantFactory(user=user, activity=soon(title="Attendue"), state="waiting")
    ParticipantFactory(user=user, activity=soon(title="Quittée"), state="withdrawn")
    ParticipantFactory(user=user, activity=soon(title="Brouillon d’ailleurs", state="draft"))
    soon(title="Publique")

    assert titles(client, private(user)) == [
        "Brouillon\N{NO-BREAK SPACE}: Coordonnée",
        "En liste d’attente\N{NO-BREAK SPACE}: Attendue",
        "Prise",
    ]


def test_a_private_feed_ends_with_its_membership(client):
    user, network = UserFactory(), NetworkFactory()
    part = MembershipFactory(user=user, network=network, role="coordinator")
    soon(network=network)
    assert len(read(client, private(user))) == 1

    part.ends_on = NOON.date() - timedelta(days=2)
    part.starts_on = part.ends_on
    part.save()

    assert read(client, private(user)) == {}


def test_a_moment_for_others_is_not_in_her_feed(client):
    part = ParticipantFactory(user=UserFactory(), activity=soon())
    moment(part.activity, title="Pour tous")
    moment(part.activity, title="Pour elle").people.add(part)
    moment(part.activity, title="Pour d’autres").people.add(ParticipantFactory(activity=part.activity))

    assert [title.rpartition(" – ")[2] for title in titles(client, private(part.user))] == [
        "Pour elle",
        "Pour tous",
    ]


def test_a_wrong_a_changed_and_a_stopped_address_do_not_exist(client):
    user = UserFactory()
    former = private(user)
    assert client.get(former).status_code == 200
    assert client.get(former[:-6] + "x.ics").status_code == 404
    seed = CalendarFeed.objects.get().seed
    assert client.get(reverse("activities:feed", args=[seed])).status_code == 404

    client.force_login(user)
    client.post(reverse("activities:subscribe"))
    assert client.get(former).status_code == 404
    assert client.get(private(user)).status_code == 200

    current = private(user)
    client.post(reverse("activities:subscribe"), {"do": "stop"})
    assert client.get(current).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_the_feed_of_a_closed_account_does_not_exist(client):
    user = UserFactory()
    url = private(user)
    user.is_active = False
    user.save()

    assert client.get(url).status_code == 404


def test_the_address_opens_nothing_else(client):
    user = UserFactory()
    part = ParticipantFactory(user=user, activity=soon(visibility="organisation"))
    client.get(private(user))

    assert client.get(part.activity.get_absolute_url()).status_code == 404
    assert "_auth_user_id" not in client.session


def test_whoever_sends_the_form_without_an_account_is_asked_to_sign_in(client):
    assert client.post(reverse("activities:subscribe")).status_code == 302
    assert not CalendarFeed.objects.exists()


def test_a_public_feed_shows_what_is_public_and_leaks_nothing(client):
    network, there, strand = NetworkFactory(), NetworkFactory(), StrandFactory()
    agreement = agreement_between(network, there, strands=[strand])
    shown = soon(title="Publique", network=network, online_url="https://visio.test/secret")
    moment(shown, title="Accueil", online_url="https://visio.test/autre")
    ParticipantFactory(activity=shown, name="Odile Tremblay", email="odile@exemple.test")
    soon(title="De la jumelle", network=there, agreement=agreement)
    for visibility in ("network", "partners", "organisation"):
        soon(title="Cachée", network=network, visibility=visibility)
    soon(title="Cachée", network=network, state="draft")
    soon(title="Ailleurs")

    member = UserFactory()
    MembershipFactory(user=member, network=network, role="coordinator")
    client.force_login(member)  # who asks changes nothing
    said = client.get(public(network)).content.decode().replace("\r\n ", "")

    assert titles(client, public(network)) == ["De la jumelle", "Publique – Accueil"]
    assert titles(client, reverse("activities:agreement_feed", args=[agreement.slug])) == ["De la jumelle"]
    assert "Cachée" not in said
    assert "Odile" not in said
    assert "odile@" not in said
    assert "visio.test" not in said


def test_the_online_link_is_for_those_who_have_a_place(client):
    activity = soon(online_url="https://visio.test/salle")
    url = reverse("activities:calendar", args=[activity.slug])
    coming, waiting = (
        ParticipantFactory(user=UserFactory(), activity=activity, state=state)
        for state in ("confirmed", "waiting")
    )

    seen = {}
    for name, user in [("coming", coming.user), ("waiting", waiting.user), ("stranger", None)]:
        if user:
            client.force_login(user)
        else:
            client.logout()
        seen[name] = b"visio.test/salle" in client.get(url).content
    assert seen == {"coming": True, "waiting": False, "stranger": False}


def test_identity_is_stable_and_each_change_counts(client):
    network = NetworkFactory()
    item = moment(soon(network=network))
    name = f"moment-{item.pk}"
    first = read(client, public(network))[name]

    change_activity(
        activity_id=item.activity_id, seen=0, now=NOON + timedelta(days=1), title="Autre", slug="autre"
    )
    second = read(client, public(network))[name]
    change_item(item_id=item.pk, seen=0, now=NOON + timedelta(days=2), room="B-12")
    third = read(client, public(network))[name]

    assert [event["SEQUENCE"] for event in (first, second, third)] == [0, 1, 2]
    assert third["LAST-MODIFIED"].dt == NOON + timedelta(days=2)
    assert first["UID"] == second["UID"] == third["UID"]


def test_a_cancelled_moment_and_a_cancelled_activity_stay_and_say_so(client):
    network = NetworkFactory()
    activity = soon(network=network, title="Atelier")
    kept, off = moment(activity, title="Accueil"), moment(activity, title="Visite")
    cancel_item(item_id=off.pk, now=NOON)

    events = read(client, public(network))
    assert {uid: str(event["STATUS"]) for uid, event in events.items()} == {
        f"moment-{kept.pk}": "CONFIRMED",
        f"moment-{off.pk}": "CANCELLED",
    }
    assert str(events[f"moment-{off.pk}"]["SUMMARY"]) == "Annulé\N{NO-BREAK SPACE}: Atelier – Visite"

    cancel_activity(activity_id=activity.pk, reason="Neige.", now=NOON)
    assert {str(event["STATUS"]) for event in read(client, public(network)).values()} == {"CANCELLED"}
    assert "Neige." in str(read(client, public(network))[f"moment-{kept.pk}"]["DESCRIPTION"])


def test_the_hour_of_the_place_is_said_and_the_moment_is_universal(client):
    network = NetworkFactory()
    day = SOON.date() + timedelta(days=1)
    item = moment(
        soon(network=network),
        time_zone="Europe/Paris",
        starts_at=datetime(day.year, day.month, day.day, 15, 0, tzinfo=UTC),
        ends_at=datetime(day.year, day.month, day.day, 16, 0, tzinfo=UTC),
    )

    event = read(client, public(network))[f"moment-{item.pk}"]

    assert event.to_ical().decode().count("Z\r\n") >= 4  # DTSTART, DTEND, DTSTAMP, LAST-MODIFIED
    assert "(heure de Paris)" in str(event["DESCRIPTION"])


def test_coming_back_for_nothing_new_costs_nothing_and_what_leaves_is_new(client):
    part = ParticipantFactory(user=UserFactory(), activity=soon())
    url = private(part.user)
    tag = client.get(url)["ETag"]

    again = client.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(url).status_code == 200

    withdraw(participant_id=part.pk, now=NOON, day=NOON.date())
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_one_moment_has_its_own_file(client):
    activity = soon()
    first, second = moment(activity), moment(activity)

    assert list(read(client, reverse("activities:item_calendar", args=[activity.slug, first.pk]))) == [
        f"moment-{first.pk}"
    ]
    assert len(read(client, reverse("activities:calendar", args=[activity.slug]))) == 2
    elsewhere = reverse("activities:item_calendar", args=[soon().slug, second.pk])
    assert client.get(elsewhere).status_code == 404


def test_what_ended_more_than_a_year_ago_left_the_feed(client):
    network = NetworkFactory()
    old = (SOON - timedelta(days=30 + 400)).date()
    soon(network=network, starts_on=old, ends_on=old)

    assert read(client, public(network)) == {}


def test_a_feed_costs_as_many_queries_for_three_activities_as_for_one(client, assert_constant_queries):
    user, network = UserFactory(), NetworkFactory()
    MembershipFactory(user=user, network=network, role="coordinator")

    def row():
        item = moment(soon(network=network))
        item.people.add(ParticipantFactory(activity=item.activity, user=user))

    assert_constant_queries(client, private(user), row)
    assert_constant_queries(client, public(network), row)
