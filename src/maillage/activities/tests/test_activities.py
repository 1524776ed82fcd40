from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from maillage.activities.errors import (
    AlreadyCancelled,
    ChangedMeanwhile,
    NoReason,
    OutsideTheActivity,
)
from maillage.activities.models import Activity
from maillage.activities.operations import (
    add_item,
    add_participant,
    announce_activity,
    cancel_activity,
    cancel_item,
    change_activity,
    change_item,
    create_activity,
)
from maillage.activities.permissions import may_coordinate
from maillage.activities.queries import activities_open_to
from maillage.activities.tests.factories import NOON, ActivityFactory, ItemFactory, ParticipantFactory
from maillage.agreements.tests.factories import TODAY, StrandFactory, agreement_between
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
STRANGER = Viewer(day=TODAY)
NINE = datetime(2027, 5, 10, 13, 0, tzinfo=UTC)
TEN = datetime(2027, 5, 10, 14, 0, tzinfo=UTC)


def seen_by(viewer):
    return list(activities_open_to(viewer))


def test_a_draft_is_seen_by_its_coordinators_alone_then_by_its_network():
    activity = create_activity(
        organisation=OrganisationFactory(),
        network=NetworkFactory(),
        kind="visit",
        slug="mission",
        title="Mission",
        starts_on=date(2027, 5, 10),
        ends_on=date(2027, 5, 12),
        time_zone="America/Toronto",
        now=NOON,
    )
    member = Viewer(day=TODAY, user_id=1, network_ids=frozenset({activity.network_id}))
    coordinator = replace(member, coordinated_network_ids=member.network_ids)
    assert (seen_by(member), seen_by(coordinator)) == ([], [activity])

    announce_activity(activity_id=activity.pk, now=NOON)

    assert (seen_by(member), seen_by(STRANGER)) == ([activity], [])


def test_whoever_takes_part_sees_it_until_she_withdraws():
    part = ParticipantFactory(user=UserFactory())
    viewer = Viewer(day=TODAY, user_id=part.user_id)
    assert seen_by(viewer) == [part.activity]

    part.state = "withdrawn"
    part.save()

    assert seen_by(viewer) == []


def test_both_shores_of_its_agreement_coordinate_it():
    here, there = NetworkFactory(), NetworkFactory()
    agreement = agreement_between(here, there, strands=[StrandFactory()])
    activity = ActivityFactory(network=here, agreement=agreement)

    for network, may in [(here, True), (there, True), (NetworkFactory(), False)]:
        viewer = Viewer(day=TODAY, user_id=1, coordinated_network_ids=frozenset({network.pk}))
        assert may_coordinate(viewer, activity) is may


def test_the_second_of_two_people_who_change_it_is_told():
    activity = ActivityFactory()
    change_activity(activity_id=activity.pk, seen=0, now=NOON, title="Mission de mai")

    with pytest.raises(ChangedMeanwhile):
        change_activity(activity_id=activity.pk, seen=0, now=NOON, title="Mission de juin")
    assert Activity.objects.get().title == "Mission de mai"


def test_days_that_run_backwards_and_unknown_clocks_are_refused():
    activity = ActivityFactory()
    for field, value in [("ends_on", date(2027, 5, 1)), ("time_zone", "Mauricie/Shawinigan")]:
        with pytest.raises(ValidationError):
            change_activity(activity_id=activity.pk, seen=0, now=NOON, **{field: value})


def test_a_cancelled_activity_says_why_and_changes_no_more():
    activity = ActivityFactory()
    with pytest.raises(NoReason):
        cancel_activity(activity_id=activity.pk, reason=" ", now=NOON)
    cancel_activity(activity_id=activity.pk, reason="Tempête de neige.", now=NOON)

    with pytest.raises(AlreadyCancelled):
        add_item(activity_id=activity.pk, now=NOON, title="Accueil", starts_at=NINE, ends_at=TEN)
    with pytest.raises(AlreadyCancelled):
        announce_activity(activity_id=activity.pk, now=NOON)


def test_a_moment_stands_within_the_days_of_its_place():
    activity = ActivityFactory()
    add_item(activity_id=activity.pk, now=NOON, title="Accueil", starts_at=NINE, ends_at=TEN)
    last_evening = datetime(2027, 5, 13, 2, 0, tzinfo=UTC), datetime(2027, 5, 13, 3, 0, tzinfo=UTC)
    add_item(
        activity_id=activity.pk, now=NOON, title="Souper", starts_at=last_evening[0], ends_at=last_evening[1]
    )

    with pytest.raises(OutsideTheActivity):
        add_item(
            activity_id=activity.pk,
            now=NOON,
            title="Trop tôt",
            starts_at=datetime(2027, 5, 10, 3, 0, tzinfo=UTC),
            ends_at=TEN,
        )
    with pytest.raises(ValidationError):
        add_item(activity_id=activity.pk, now=NOON, title="À rebours", starts_at=TEN, ends_at=NINE)


def test_a_moment_moved_or_cancelled_tells_calendars_and_its_second_author():
    item = ItemFactory()
    moved = change_item(item_id=item.pk, seen=0, now=NOON, room="B-12")
    assert (moved.room, moved.sequence) == ("B-12", 1)
    with pytest.raises(ChangedMeanwhile):
        change_item(item_id=item.pk, seen=0, now=NOON, room="B-14")

    assert cancel_item(item_id=item.pk, now=NOON).sequence == 2
    assert cancel_item(item_id=item.pk, now=NOON).sequence == 2


def test_nobody_takes_part_twice():
    activity = ActivityFactory()
    add_participant(activity_id=activity.pk, now=NOON, name="Mairie", email="mairie@example.org")

    with pytest.raises(ValidationError):
        add_participant(activity_id=activity.pk, now=NOON, name="Mairie", email="mairie@example.org")
