"""Two currencies, exact to the cent: which rate serves a day, what an amount is worth, what lines add up to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from maillage.agreements.models import ExchangeRate, MoneyLine

CENT = Decimal("0.01")
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Reading:
    """A line read in a currency: its worth, or None when its amount or its rate is not known."""

    line: MoneyLine
    worth: Decimal | None
    rate: ExchangeRate | None = None  # the one that served; None when the line is in that currency already

    @property
    def lacks_a_rate(self) -> bool:
        return self.worth is None and self.line.amount is not None


@dataclass(frozen=True)
class Sum:
    """What is known to add up, and how many amounts are not known."""

    known: Decimal
    unknown: int

    @property
    def is_whole(self) -> bool:
        return self.unknown == 0


def rate_serving(
    rates: Iterable[ExchangeRate], *, currency: str, into: str, day: date
) -> ExchangeRate | None:
    """The last one at or before the day, in either direction; of one day, the one said in this direction."""
    fitting = [rate for rate in rates if rate.day <= day and {rate.base, rate.quote} == {currency, into}]
    return max(fitting, key=lambda rate: (rate.day, rate.base == currency), default=None)


def converted(amount: Decimal, rate: ExchangeRate, *, into: str) -> Decimal:
    """The amount, given in the other currency of the rate, to the nearest cent; half a cent goes up."""
    worth = amount * rate.rate if rate.quote == into else amount / rate.rate
    return worth.quantize(CENT, ROUND_HALF_UP)


def read_in(lines: Iterable[MoneyLine], rates: Sequence[ExchangeRate], currency: str) -> list[Reading]:
    """Each line in this currency, at the rate of its own day."""
    return [_read(line, rates, currency) for line in lines]


def _read(line: MoneyLine, rates: Sequence[ExchangeRate], currency: str) -> Reading:
    if line.amount is None or line.currency == currency:
        return Reading(line, line.amount)
    rate = rate_serving(rates, currency=line.currency, into=currency, day=line.day)
    return Reading(line, converted(line.amount, rate, into=currency) if rate else None, rate)


def added(readings: Iterable[Reading]) -> Sum:
    """The sum of worths as they are shown: rounded one by one, then added."""
    worths = [reading.worth for reading in readings]
    return Sum(sum((worth for worth in worths if worth is not None), NOTHING), worths.count(None))
