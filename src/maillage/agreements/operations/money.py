"""What coordinators write of an agreement's money: projects, lines, exchange rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.agreements.errors import ChangedMeanwhile, NotAParty, ProjectTwice, RateTwice
from maillage.agreements.models import ExchangeRate, JointProject, MoneyLine

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from maillage.agreements.models import Agreement, Party


@dataclass(frozen=True, kw_only=True)
class LineTold:
    """What a line says. Without `amount`, it is not known yet; without `project`, it is the agreement's own."""

    project: JointProject | None
    party: Party
    year: int
    kind: str
    label: str
    amount: Decimal | None
    currency: str
    day: date
    source: str


@transaction.atomic
def add_project(
    *, agreement: Agreement, name: str, purpose: str, is_fictitious: bool = False
) -> JointProject:
    """Raises ProjectTwice."""
    try:
        with transaction.atomic():
            return JointProject.objects.create(
                agreement=agreement, name=name, purpose=purpose, is_fictitious=is_fictitious
            )
    except IntegrityError as twice:
        raise ProjectTwice from twice


@transaction.atomic
def add_line(*, agreement: Agreement, told: LineTold) -> MoneyLine:
    """Raises NotAParty, and ValidationError for what the model refuses: an amount of zero, an unknown currency."""
    return _stored(MoneyLine(agreement=agreement), told)


@transaction.atomic
def change_line(*, line_id: int, told: LineTold, read_revision: int) -> MoneyLine:
    """Raises ChangedMeanwhile when somebody saved the line since it was read; else as `add_line`."""
    line = MoneyLine.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=line_id)
    if line.revision != read_revision:
        raise ChangedMeanwhile
    line.revision += 1
    return _stored(line, told)


def _stored(line: MoneyLine, told: LineTold) -> MoneyLine:
    if told.party.agreement_id != line.agreement_id:
        raise NotAParty(party=told.party.name)
    assert told.project is None or told.project.agreement_id == line.agreement_id
    for name, value in vars(told).items():
        setattr(line, name, value)
    line.full_clean()
    line.save()
    return line


@transaction.atomic
def remove_line(*, line_id: int, read_revision: int) -> None:
    """Take a line out of the sums; its history stays. Raises ChangedMeanwhile; a second click does nothing."""
    line = MoneyLine.objects.select_for_update(of=("self",)).filter(pk=line_id).first()
    if line is None:
        return
    if line.revision != read_revision:
        raise ChangedMeanwhile
    line.delete()


@transaction.atomic
def note_rate(
    *,
    agreement: Agreement,
    base: str,
    quote: str,
    day: date,
    rate: Decimal,
    source: str,
    is_fictitious: bool = False,
) -> ExchangeRate:
    """Say what a currency was worth on a day. Raises RateTwice, and ValidationError for a rate of zero."""
    noted = ExchangeRate(
        agreement=agreement,
        base=base,
        quote=quote,
        day=day,
        rate=rate,
        source=source,
        is_fictitious=is_fictitious,
    )
    noted.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            noted.save()
    except IntegrityError as twice:
        raise RateTwice from twice
    return noted


@transaction.atomic
def remove_rate(*, rate_id: int) -> None:
    """Take a rate back; its history stays. A second click does nothing."""
    ExchangeRate.objects.filter(pk=rate_id).delete()
