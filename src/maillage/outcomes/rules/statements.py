"""What may be said of an outcome, by its kind and its days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.agreements.enums import Currency
from maillage.outcomes.enums import JOB_KINDS, MONEY_KINDS, WHOLE_KINDS, Certainty, Origin, OutcomeKind
from maillage.outcomes.errors import (
    BeforeWhereItComesFrom,
    CurrencyNeeded,
    CurrencyNotWanted,
    CurrencyUnknown,
    FullTimeTooMany,
    JobsOnly,
    NotMoreThanNothing,
    NotYetHappened,
    OneByOne,
)
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

OURS = "maillage:"  # how the references of what is gathered begin; no import uses it


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person says of an outcome at a moment, beside its certainty, which follows from evidence."""

    value: Decimal
    happened_on: date
    currency: str = ""
    full_time_equivalents: Decimal | None = None
    pay_band: str = ""
    words: str = ""


def check(kind: str, said: Said, *, begins: Iterable[tuple[date, str]], day: date) -> None:
    """begins: the first day of each thing that it came through, and its name.

    Raises NotMoreThanNothing, OneByOne, CurrencyNeeded, CurrencyUnknown, CurrencyNotWanted, JobsOnly, FullTimeTooMany,
    NotYetHappened, BeforeWhereItComesFrom.
    """
    if said.value <= 0:
        raise NotMoreThanNothing
    if kind in WHOLE_KINDS and said.value % 1:
        raise OneByOne(kind=OutcomeKind(kind).label)
    _check_currency(kind, said.currency)
    _check_jobs(kind, said)
    if said.happened_on > day:
        raise NotYetHappened
    for since, name in begins:
        if said.happened_on < since:
            raise BeforeWhereItComesFrom(name=name, since=plain_day(since, spoken()))


def _check_currency(kind: str, currency: str) -> None:
    if kind not in MONEY_KINDS:
        if currency:
            raise CurrencyNotWanted(kind=OutcomeKind(kind).label)
    elif not currency:
        raise CurrencyNeeded
    elif currency not in Currency.values:
        raise CurrencyUnknown(currency=currency)


def _check_jobs(kind: str, said: Said) -> None:
    full_time = said.full_time_equivalents
    if kind not in JOB_KINDS:
        if full_time is not None or said.pay_band:
            raise JobsOnly
    elif full_time is not None and not 0 < full_time <= said.value:
        raise FullTimeTooMany


def certainty_from(*, has_proof: bool, kind: str, origin: str) -> Certainty:
    """What its evidence alone says. People trained that we gather are documented by what we keep of their learning."""
    gathered = origin == Origin.GATHERED and kind == OutcomeKind.PEOPLE_TRAINED
    return Certainty.DOCUMENTED if has_proof or gathered else Certainty.CLAIMED
