"""A visit prepared: its hosts, its delegation, the ways between places, its moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.activities.enums import ActivityKind, PartRole, PartState
from maillage.activities.errors import ConflictsFound, NeedsAreHersToSay
from maillage.activities.models import Activity, Participant, PersonalNeeds, TravelTime, VisitHost
from maillage.activities.operations.activities import create_activity, locked_activity
from maillage.activities.operations.participants import add_participant
from maillage.activities.operations.programme import add_item, change_item
from maillage.activities.queries import frame_of, moments_of, needs_to_erase, programme_of
from maillage.activities.queries.visits import GONE
from maillage.activities.rules.addresses import free_slug
from maillage.activities.rules.conflicts import conflicts_of, digest_of
from maillage.activities.rules.visits import NEEDS_CONSENT
from maillage.people.enums import ConsentPurpose
from maillage.people.models import User
from maillage.people.operations import give_consent, withdraw_consent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from maillage.activities.models import ProgrammeItem
    from maillage.directory.models import Organisation


def create_visit(*, title: str, now: datetime, **fields: Any) -> Activity:
    """Write the draft of a visit, under a free address made from its title. Raises ValidationError."""
    taken = set(
        Activity.objects.filter(kind=ActivityKind.VISIT).order_by("pk").values_list("slug", flat=True)
    )
    slug = free_slug(title, None, taken, unnamed="mission")
    return create_activity(kind=ActivityKind.VISIT, slug=slug, title=title, now=now, **fields)


@transaction.atomic
def place_item(
    *,
    activity_id: int,
    item_id: int | None,
    seen: int,
    kept: str,
    now: datetime,
    hosts: Sequence[Organisation],
    people: Sequence[Participant],
    **fields: Any,
) -> ProgrammeItem:
    """Add a moment, or change one, unless it gets in the way of others and the person does not know it yet.

    `kept`: the digest of the conflicts that she read and keeps. One at a time for a visit: whoever comes second
    meets the conflict with the first. Raises ConflictsFound, ChangedMeanwhile, OutsideTheActivity,
    AlreadyCancelled, ValidationError.
    """
    activity = locked_activity(activity_id)
    if item_id is None:
        item = add_item(activity_id=activity_id, now=now, hosts=hosts, people=people, **fields)
    else:
        item = change_item(item_id=item_id, seen=seen, now=now, hosts=hosts, people=people, **fields)
    moments = moments_of(programme_of(activity))
    moment = next((moment for moment in moments if moment.pk == item.pk), None)
    conflicts = conflicts_of(moment, moments, frame_of(activity)) if moment else []
    if conflicts and digest_of(conflicts) != kept:
        raise ConflictsFound(conflicts=conflicts, digest=digest_of(conflicts))
    return item


@transaction.atomic
def add_delegate(*, activity_id: int, now: datetime, **fields: Any) -> Participant:
    """Count somebody in the delegation; the account that signs in with her address becomes hers here.

    Whoever had withdrawn comes back. Raises ValidationError when she takes part already, AlreadyCancelled.
    """
    activity = locked_activity(activity_id)
    email = fields.pop("email", "").strip().lower()
    user = User.objects.filter(email=email, is_active=True).first() if email else None
    said = {"state": PartState.INVITED, **fields, "role": PartRole.DELEGATE, "email": email, "user": user}
    former = activity.participants.filter(email=email, state__in=GONE).first() if email else None
    if former is None:
        return add_participant(activity_id=activity_id, now=now, **said)
    for name, value in said.items():
        setattr(former, name, value)
    former.full_clean()
    former.save()
    return former


@transaction.atomic
def withdraw_delegate(*, participant_id: int) -> Participant:
    """She does not come any more: her place in the moments stays written, her needs are erased."""
    participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant_id)
    participant.state = PartState.WITHDRAWN
    participant.save(update_fields=["state"])
    PersonalNeeds.objects.filter(participant=participant).delete()
    return participant


@transaction.atomic
def keep_host(
    *, activity_id: int, organisation: Organisation, days: Sequence[date], **fields: Any
) -> VisitHost:
    """Say that an organisation receives the visit, and when; saying it again changes it. Raises ValidationError."""
    activity = locked_activity(activity_id)
    host = VisitHost.objects.filter(activity=activity, organisation=organisation).first() or VisitHost(
        activity=activity, organisation=organisation
    )
    host.days = sorted(days)
    for name, value in fields.items():
        setattr(host, name, value)
    host.full_clean()
    host.save()
    return host


@transaction.atomic
def remove_host(*, host_id: int) -> None:
    """The organisation receives the visit no more; the audit trail keeps that it did."""
    VisitHost.objects.get(pk=host_id).delete()


@transaction.atomic
def set_travel_time(*, activity_id: int, one_place: str, other_place: str, minutes: int) -> TravelTime:
    """Say how long the way takes, either way; saying it again changes it. Raises ValidationError."""
    activity = locked_activity(activity_id)
    one, other = sorted((one_place.strip(), other_place.strip()))
    way = TravelTime.objects.filter(activity=activity, one_place=one, other_place=other).first()
    way = way or TravelTime(activity=activity, one_place=one, other_place=other)
    way.minutes = minutes
    way.full_clean()
    way.save()
    return way


@transaction.atomic
def write_needs(
    *, participant_id: int, by: User, language: str, now: datetime, diet: str, access: str
) -> PersonalNeeds | None:
    """Keep what she needs, with her consent in the words that she read; nothing written erases it all.

    Raises NeedsAreHersToSay for anybody else.
    """
    participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant_id)
    if participant.user_id != by.pk:
        raise NeedsAreHersToSay
    former = PersonalNeeds.objects.select_related("consent").filter(participant=participant).first()
    if former is not None:
        former.delete()
        if former.consent.withdrawn_at is None:
            withdraw_consent(consent_id=former.consent_id, now=now)
    if not (diet.strip() or access.strip()):
        return None
    consent = give_consent(
        user=by, purpose=ConsentPurpose.VISIT_NEEDS, text=str(NEEDS_CONSENT), language=language, now=now
    )
    return PersonalNeeds.objects.create(
        participant=participant, diet=diet.strip(), access=access.strip(), consent=consent, written_at=now
    )


def erase_needs(*, day: date) -> int:
    """Erase what is kept no longer; returns how many people's. A second run finds nothing."""
    return needs_to_erase(day).delete()[0]
