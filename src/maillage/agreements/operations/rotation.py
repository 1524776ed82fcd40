"""The calendar of who receives: years written, turns exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.agreements.enums import HostingState
from maillage.agreements.errors import (
    ChangedMeanwhile,
    HostMissing,
    NotAParty,
    NothingToSwap,
    NotYetHeld,
    SkippedWithoutReason,
    YearTwice,
)
from maillage.agreements.models import HostingSwap, HostingYear

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.agreements.models import Agreement, Party
    from maillage.people.models import User


@transaction.atomic
def write_year(
    *,
    agreement: Agreement,
    year: int,
    state: str,
    host: Party | None,
    reason: str,
    day: date,
    is_fictitious: bool = False,
) -> HostingYear:
    """Put a year on the calendar. Raises YearTwice, and what `change_year` raises."""
    hosting = HostingYear(agreement=agreement, year=year, is_fictitious=is_fictitious)
    _fill(hosting, state=state, host=host, reason=reason, day=day)
    try:
        with transaction.atomic():
            hosting.save()
    except IntegrityError as twice:
        raise YearTwice(year=year) from twice
    return hosting


@transaction.atomic
def change_year(
    *, hosting_id: int, state: str, host: Party | None, reason: str, day: date, read_revision: int
) -> HostingYear:
    """Say what became of a year. A skipped one has a reason and no host.

    Raises ChangedMeanwhile, HostMissing, SkippedWithoutReason, NotYetHeld, NotAParty.
    """
    hosting = HostingYear.objects.select_for_update(of=("self",)).get(pk=hosting_id)
    if hosting.revision != read_revision:
        raise ChangedMeanwhile
    hosting.revision += 1
    _fill(hosting, state=state, host=host, reason=reason, day=day)
    hosting.save()
    return hosting


def _fill(hosting: HostingYear, *, state: str, host: Party | None, reason: str, day: date) -> None:
    skipped = state == HostingState.SKIPPED
    if skipped and not reason.strip():
        raise SkippedWithoutReason(year=hosting.year)
    if not skipped and host is None:
        raise HostMissing(year=hosting.year)
    if host is not None and host.agreement_id != hosting.agreement_id:
        raise NotAParty(party=host.name)
    if state == HostingState.HELD and hosting.year > day.year:
        raise NotYetHeld(year=hosting.year)
    hosting.state, hosting.host, hosting.reason = (
        HostingState(state),
        None if skipped else host,
        reason.strip(),
    )


@transaction.atomic
def swap_years(*, first_id: int, second_id: int, reason: str, by: User, now: datetime) -> HostingSwap:
    """Exchange the hosts of two planned years of one agreement, and keep who did, when and why.

    Raises NothingToSwap unless both are planned and their hosts differ.
    """
    years = list(
        HostingYear.objects.select_for_update(of=("self",))
        .filter(pk__in=[first_id, second_id], state=HostingState.PLANNED)
        .order_by("year")
    )
    if len(years) != 2 or len({y.agreement_id for y in years}) != 1 or len({y.host_id for y in years}) != 2:  # noqa: PLR2004 - two
        raise NothingToSwap
    first, second = years
    assert first.host is not None
    assert second.host is not None
    first.host, second.host = second.host, first.host
    for year in years:
        year.revision += 1
        year.save(update_fields=["host", "revision"])
    return HostingSwap.objects.create(
        agreement_id=first.agreement_id,
        first=first,
        second=second,
        first_host=first.host,
        second_host=second.host,
        reason=reason,
        by=by,
        at=now,
    )
