"""The book of contributions. Each operation locks the contribution: two who write at once take turns.

`read_revision` is the book's page that a person had before her eyes; when the contribution changed since,
ChangedMeanwhile is raised and nothing is written. None, for imports, takes it as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from maillage.common.zones import day_of
from maillage.initiatives.errors import (
    AlreadyEnded,
    AlreadyGiven,
    AlreadyPlaced,
    ChangedMeanwhile,
    InitiativeIsOver,
    OtherBook,
    ReasonNeeded,
    RestrictedElsewhere,
    TooMuch,
)
from maillage.initiatives.models import Allocation, Contribution, Initiative, Instalment
from maillage.initiatives.rules import InstalmentTold, checked_instalment
from maillage.ui.formats import money, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from maillage.agreements.models import Agreement, Strand
    from maillage.directory.models import Network, Organisation
    from maillage.people.models import User


@dataclass(frozen=True, kw_only=True)
class ContributionTold:
    """What a contribution says, but for its instalments."""

    funder: Organisation
    kind: str
    purpose: str
    title: str
    currency: str
    promised_on: date
    restricted_to: Initiative | None = None
    source: str = ""
    is_published: bool = False
    is_fictitious: bool = False


@dataclass(frozen=True, kw_only=True)
class StrandOf:
    """A strand of an agreement, that money may be given to."""

    agreement: Agreement
    strand: Strand

    def __str__(self) -> str:
        return f"{self.agreement} – {self.strand}"


@transaction.atomic
def record_contribution(
    *,
    network: Network,
    told: ContributionTold,
    instalments: Sequence[InstalmentTold],
    by: User | None,
    now: datetime,
) -> Contribution:
    """Raises ValidationError for what the model or an instalment refuses: an unknown currency, nothing given."""
    contribution = Contribution(network=network, created_at=now, **vars(told))
    contribution.full_clean()
    contribution.save()
    for each in instalments:
        _record(contribution, each, by, now)
    contribution.refresh_from_db(fields=["total"])
    return contribution


@transaction.atomic
def change_contribution(
    *, contribution_id: int, told: ContributionTold, read_revision: int | None
) -> Contribution:
    """Its words, never its money: currency and kind stay once something was recorded. Raises as `record_contribution`."""
    contribution = _locked(contribution_id, read_revision)
    if contribution.instalments.exists():
        told = replace(told, currency=contribution.currency, kind=contribution.kind)
    for name, value in vars(told).items():
        setattr(contribution, name, value)
    contribution.full_clean()
    elsewhere = (
        Allocation.objects.current().filter(contribution=contribution).exclude(initiative=told.restricted_to)
    )
    if told.restricted_to is not None and elsewhere.exists():
        raise RestrictedElsewhere(initiative=told.restricted_to)
    contribution.save()
    return contribution


@transaction.atomic
def add_instalment(
    *,
    contribution_id: int,
    told: InstalmentTold,
    read_revision: int | None,
    by: User | None,
    now: datetime,
) -> Instalment:
    """Raises ValidationError by field."""
    return _record(_locked(contribution_id, read_revision), told, by, now)


@transaction.atomic
def correct_instalment(
    *,
    instalment_id: int,
    told: InstalmentTold,
    reason: str,
    read_revision: int | None,
    by: User | None,
    now: datetime,
) -> Instalment:
    """End the row and record what it should say; invoiced and received are told so too.

    Raises AlreadyEnded, ReasonNeeded, AlreadyGiven when what is left would not cover what is given.
    """
    row = _open_instalment(instalment_id, reason, read_revision)
    checked = checked_instalment(told, in_kind=row.contribution.is_in_kind, today=day_of(now))
    _covers(row.contribution, row.contribution.total - row.amount + checked["amount"])
    # the new one first: what is given stays covered between the two
    said = Instalment.objects.create(
        contribution=row.contribution, recorded_at=now, recorded_by=by, **checked
    )
    Instalment.objects.filter(pk=row.pk).end(now=now, by=by, reason=reason)
    return said


@transaction.atomic
def withdraw_instalment(
    *, instalment_id: int, reason: str, read_revision: int | None, by: User | None, now: datetime
) -> None:
    """It will not come. Raises AlreadyEnded, ReasonNeeded, AlreadyGiven."""
    row = _open_instalment(instalment_id, reason, read_revision)
    _covers(row.contribution, row.contribution.total - row.amount)
    Instalment.objects.filter(pk=row.pk).end(now=now, by=by, reason=reason)


@transaction.atomic
def allocate(
    *,
    contribution_id: int,
    target: Initiative | StrandOf,
    amount: Decimal,
    note: str = "",
    read_revision: int | None,
    by: User | None,
    now: datetime,
) -> Allocation:
    """Give a part of it. Raises TooMuch with what is left, RestrictedElsewhere, OtherBook, InitiativeIsOver, ValidationError for nothing."""
    contribution = _locked(contribution_id, read_revision)
    _may_receive(contribution, target, day_of(now))
    if amount > contribution.left:
        raise TooMuch(left=_said(contribution.left, contribution))
    given = {"initiative": target} if isinstance(target, Initiative) else vars(target)
    allocation = Allocation(
        contribution=contribution, amount=amount, note=note, recorded_at=now, recorded_by=by, **given
    )
    allocation.full_clean(exclude=["contribution", "recorded_by"])
    allocation.save()
    return allocation


@transaction.atomic
def release(
    *, allocation_id: int, reason: str, read_revision: int | None, by: User | None, now: datetime
) -> None:
    """Take back what was given. Raises AlreadyEnded, ReasonNeeded, AlreadyPlaced while activities take of it."""
    found = Allocation.objects.get(pk=allocation_id)
    contribution = _locked(found.contribution_id, read_revision)
    row = Allocation.objects.select_for_update(of=("self",)).get(pk=allocation_id)
    _still_open(row, reason)
    if row.placed:
        raise AlreadyPlaced(placed=_said(row.placed, contribution))
    Allocation.objects.filter(pk=row.pk).end(now=now, by=by, reason=reason)


@transaction.atomic
def change_allocation(
    *, allocation_id: int, amount: Decimal, note: str, reason: str, by: User | None, now: datetime
) -> Allocation:
    """Give more or less to the same thing. Raises as `release` and `allocate`."""
    row = Allocation.objects.select_related("initiative", "agreement", "strand").get(pk=allocation_id)
    release(allocation_id=allocation_id, reason=reason, read_revision=None, by=by, now=now)
    return allocate(
        contribution_id=row.contribution_id,
        target=target_of(row),
        amount=amount,
        note=note,
        read_revision=None,
        by=by,
        now=now,
    )


def target_of(row: Allocation) -> Initiative | StrandOf:
    """What it is given to."""
    if row.initiative is not None:
        return row.initiative
    assert row.agreement is not None  # one or the other, says the database
    assert row.strand is not None
    return StrandOf(agreement=row.agreement, strand=row.strand)


def _locked(contribution_id: int, read_revision: int | None) -> Contribution:
    """The contribution, for this transaction alone; its book is one page further."""
    contribution = (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("network", "restricted_to")
        .get(pk=contribution_id)
    )
    if read_revision not in {None, contribution.revision}:
        raise ChangedMeanwhile
    contribution.revision += 1
    contribution.save(update_fields=["revision"])
    return contribution


def _record(contribution: Contribution, told: InstalmentTold, by: User | None, now: datetime) -> Instalment:
    checked = checked_instalment(told, in_kind=contribution.is_in_kind, today=day_of(now))
    return Instalment.objects.create(contribution=contribution, recorded_at=now, recorded_by=by, **checked)


def _open_instalment(instalment_id: int, reason: str, read_revision: int | None) -> Instalment:
    found = Instalment.objects.get(pk=instalment_id)
    contribution = _locked(found.contribution_id, read_revision)
    row = Instalment.objects.get(pk=instalment_id)
    row.contribution = contribution
    _still_open(row, reason)
    return row


def _still_open(row: Instalment | Allocation, reason: str) -> None:
    if row.ended_at is not None:
        raise AlreadyEnded
    if not reason.strip():
        raise ReasonNeeded


def _covers(contribution: Contribution, total: Decimal) -> None:
    if total < contribution.allocated:
        raise AlreadyGiven(given=_said(contribution.allocated, contribution))


def _may_receive(contribution: Contribution, target: Initiative | StrandOf, day: date) -> None:
    reserved = contribution.restricted_to
    if reserved is not None and reserved != target:
        raise RestrictedElsewhere(initiative=reserved)
    holders = target.holders if isinstance(target, Initiative) else target.agreement.parties
    if not holders.filter(network=contribution.network_id).exists():
        raise OtherBook(target=target)
    if isinstance(target, Initiative) and target.ends_on is not None and target.ends_on < day:
        raise InitiativeIsOver(initiative=target, day=plain_day(target.ends_on, spoken()))


def _said(amount: Decimal, contribution: Contribution) -> str:
    return money(amount, contribution.currency, spoken())
