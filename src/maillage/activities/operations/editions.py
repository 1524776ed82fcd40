"""Bootcamps: a series, its editions, and the call of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from maillage.activities.enums import ActivityKind, ActivityState
from maillage.activities.errors import AlreadyCancelled, CallClosesTooLate, CallStarted, ChangedMeanwhile
from maillage.activities.models import Activity, BootcampEdition, BootcampSeries, Criterion, Quota
from maillage.activities.operations.activities import create_activity
from maillage.activities.rules.calls import has_started
from maillage.agreements.enums import Visibility
from maillage.common.zones import instant

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.activities.rules.calls import Plan

OF_THE_ACTIVITY = ("starts_on", "ends_on", "time_zone", "place", "initiative")
OF_THE_EDITION = ("call_time_zone", "places", "passes_on", "confirm_days")


def create_series(**fields: Any) -> BootcampSeries:
    """A bootcamp that will return under an agreement. Raises ValidationError for what a model refuses."""
    series = BootcampSeries(**fields)
    series.full_clean()
    series.save()
    return series


@transaction.atomic
def create_edition(
    *, series_id: int, number: int, title: str, plan: Plan, now: datetime, is_fictitious: bool = False
) -> BootcampEdition:
    """Write an edition and its call, as a draft. Raises the refusals of `Plan.check`, ValidationError."""
    plan.check()
    series = BootcampSeries.objects.get(pk=series_id)
    activity = create_activity(
        now=now,
        kind=ActivityKind.BOOTCAMP,
        slug=f"{series.slug}-{number}",
        title=title,
        summary=series.summary,
        organisation=series.organisation,
        network=series.network,
        agreement=series.agreement,
        strand=series.strand,
        visibility=Visibility.PUBLIC,
        is_fictitious=is_fictitious,
        **{name: getattr(plan, name) for name in OF_THE_ACTIVITY},
    )
    edition = BootcampEdition(activity=activity, series=series, number=number)
    _write(edition, plan)
    return edition


@transaction.atomic
def change_edition(*, edition_id: int, seen: int, plan: Plan, now: datetime) -> BootcampEdition:
    """Rewrite an edition whose call nobody could answer yet. `seen`: the sequence that the person had before her eyes.

    Raises CallStarted, ChangedMeanwhile, AlreadyCancelled, the refusals of `Plan.check`, ValidationError.
    """
    plan.check()
    edition = locked_edition(pk=edition_id)
    activity = edition.activity
    if activity.sequence != seen:
        raise ChangedMeanwhile
    if edition.applications.exists() or has_started(edition, now):
        raise CallStarted
    for name in OF_THE_ACTIVITY:
        setattr(activity, name, getattr(plan, name))
    activity.full_clean()
    _touch(activity, now)
    edition.quotas.all().delete()
    edition.criteria.all().delete()
    _write(edition, plan)
    return edition


@transaction.atomic
def extend_call(*, edition_id: int, closes: datetime, now: datetime) -> BootcampEdition:
    """Leave more time to apply. `closes`: what the clocks of the call will show.

    Raises CallClosesTooLate when it is not later than now, or after the first day; CallStarted once the list is drawn up.
    """
    edition = locked_edition(pk=edition_id)
    if edition.decided_at is not None:
        raise CallStarted
    moment = instant(closes, ZoneInfo(edition.call_time_zone))
    if moment <= max(now, edition.opens_at) or closes.date() >= edition.activity.starts_on:
        raise CallClosesTooLate
    edition.closes_at = moment
    edition.save(update_fields=["closes_at"])
    _touch(edition.activity, now)
    return edition


def locked_edition(**named: int) -> BootcampEdition:
    """The edition so named, held until the transaction ends, with its activity. Raises AlreadyCancelled.

    Whatever gives, takes or leaves a place begins here: two of them never run at once for one edition.
    """
    edition = BootcampEdition.objects.select_for_update(of=("self",)).select_related("activity").get(**named)
    if edition.activity.state == ActivityState.CANCELLED:
        raise AlreadyCancelled
    return edition


def _write(edition: BootcampEdition, plan: Plan) -> None:
    zone = ZoneInfo(plan.call_time_zone)
    edition.opens_at, edition.closes_at = instant(plan.opens, zone), instant(plan.closes, zone)
    edition.questions = list(plan.questions)
    edition.conditions = [dict(condition) for condition in plan.conditions]
    for name in OF_THE_EDITION:
        setattr(edition, name, getattr(plan, name))
    edition.full_clean()
    edition.save()
    for party, places in plan.quotas.items():
        Quota.objects.create(edition=edition, party_id=party, places=places)
    for position, (name, weight) in enumerate(plan.criteria, 1):
        Criterion.objects.create(edition=edition, position=position, name=name, weight=weight)


def _touch(activity: Activity, now: datetime) -> None:
    activity.sequence += 1
    activity.updated_at = now
    activity.save()
