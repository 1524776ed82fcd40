"""A cohort: opened on a path, joined, followed. Whoever has a place follows the path; leaving a cohort is not leaving the path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.activities.enums import ActivityKind, Audience, PartRole, PartState
from maillage.activities.operations import add_participant, register, write_activity
from maillage.agreements.enums import Visibility
from maillage.common.zones import day_of
from maillage.directory.models import Membership
from maillage.learning.errors import NoPlace, NotAFacilitator, PathIsWithdrawn
from maillage.learning.models import Cohort, Counting, PathVersion
from maillage.learning.operations.following import begin_path
from maillage.learning.queries.cohorts import seated_without_enrolment

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.activities.models import Participant
    from maillage.directory.models import Organisation, Territory
    from maillage.people.models import User


@transaction.atomic
def open_cohort(
    *,
    version: PathVersion,
    territory: Territory,
    places: int,
    now: datetime,
    organiser: Organisation,
    organisation: Organisation | None = None,
    facilitator: User | None = None,
    closes_on: date | None = None,
    visibility: str = Visibility.NETWORK,
    **fields: Any,
) -> Cohort:
    """A draft, seen by the coordination until it is announced. One for an `organisation` is seen by its people alone.

    `fields`: the others of its activity. Raises PathIsWithdrawn, NoPlace, NotAFacilitator, ValidationError.
    """
    version = PathVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.withdrawn_at is not None:
        raise PathIsWithdrawn
    if places < 1:
        raise NoPlace
    activity = write_activity(
        now=now,
        kind=ActivityKind.COHORT,
        organisation=organisation or organiser,
        visibility=Visibility.ORGANISATION if organisation else visibility,
        registration={"audience": Audience.MEMBERS, "places": places, "closes_on": closes_on},
        **fields,
    )
    cohort = Cohort(
        activity=activity,
        version=version,
        territory=territory,
        organisation=organisation,
        facilitator=facilitator,
    )
    cohort.full_clean()
    cohort.save()
    if facilitator is not None:
        _seat_facilitator(cohort, facilitator, now)
    return cohort


def _seat_facilitator(cohort: Cohort, facilitator: User, now: datetime) -> None:
    """She takes part without taking a place. Raises NotAFacilitator for somebody of another network."""
    hers = Membership.objects.on(day_of(now)).filter(user=facilitator, network=cohort.activity.network_id)
    if not hers.exists():
        raise NotAFacilitator
    add_participant(
        activity_id=cohort.activity_id,
        now=now,
        user=facilitator,
        name=str(facilitator),
        role=PartRole.FACILITATOR,
        state=PartState.CONFIRMED,
        is_fictitious=facilitator.is_fictitious,
    )


@transaction.atomic
def join_cohort(*, cohort_id: int, user: User, counts: bool, now: datetime, day: date) -> Participant:
    """Take a place, or stand last on the waiting list; with a place, follow the path. A second time changes only `counts`.

    Raises RegistrationClosed, AlreadyCancelled.
    """
    cohort = Cohort.objects.get(pk=cohort_id)
    part = register(activity_id=cohort.activity_id, user=user, now=now, day=day)
    choose_counting(cohort_id=cohort_id, user=user, counts=counts, now=now)
    enrol_seated(now=now, cohort_id=cohort_id)
    return part


@transaction.atomic
def choose_counting(*, cohort_id: int, user: User, counts: bool, now: datetime) -> None:
    """Whether what her assessments say is counted with the cohort; she may change her mind at any time."""
    if counts:
        Counting.objects.get_or_create(cohort_id=cohort_id, person=user, defaults={"agreed_at": now})
    else:
        Counting.objects.filter(cohort=cohort_id, person=user).delete()


@transaction.atomic
def enrol_seated(*, now: datetime, cohort_id: int | None = None) -> int:
    """Whoever has a place follows the path, in the version of the cohort unless she follows another already. Returns how many began.

    Without `cohort_id`, in every cohort: the waiting list moves on without anybody here.
    """
    waiting = list(seated_without_enrolment(cohort_id))
    for part in waiting:
        version = part.activity.cohort.version
        begin_path(version=version, person=part.user, now=now)  # type: ignore[arg-type] # she has an account
    return len(waiting)
