"""What an activity file of IATI 2.03 says, as plain values: whatever can be built here can be written.

Names follow the standard (docs/reference/formats-ouverts.md), whose codes are the values of the enumerations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from maillage.common.text import writable
from maillage.outcomes.rules.checks import (
    must,
    must_be_a_country,
    must_be_a_currency,
    must_be_a_number,
    must_be_an_address,
    must_follow,
    must_have_its_zone,
    must_say,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

HUNDRED, HUNDREDTH = Decimal(100), Decimal("0.01")
OWN_VOCABULARY = "99"
_REF = re.compile(r"[^/&|?\s]+")


class ActivityStatus(StrEnum):
    PIPELINE, IMPLEMENTATION, FINALISATION, CLOSED, CANCELLED, SUSPENDED = "1", "2", "3", "4", "5", "6"


class DateType(StrEnum):
    PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"


class OrganisationRole(StrEnum):
    FUNDING, ACCOUNTABLE, EXTENDING, IMPLEMENTING = "1", "2", "3", "4"


class OrganisationType(StrEnum):
    GOVERNMENT, LOCAL_GOVERNMENT, OTHER_PUBLIC = "10", "11", "15"
    NATIONAL_NGO, REGIONAL_NGO, PUBLIC_PRIVATE, FOUNDATION = "22", "23", "30", "60"
    PRIVATE, ACADEMIC, OTHER = "70", "80", "90"


class TransactionType(StrEnum):
    INCOMING_FUNDS, OUTGOING_COMMITMENT, DISBURSEMENT, EXPENDITURE = "1", "2", "3", "4"
    INCOMING_COMMITMENT, OUTGOING_PLEDGE, INCOMING_PLEDGE = "11", "12", "13"


class ResultType(StrEnum):
    OUTPUT, OUTCOME, IMPACT, OTHER = "1", "2", "3", "9"


class Measure(StrEnum):
    UNIT, PERCENTAGE, NOMINAL, ORDINAL, QUALITATIVE = "1", "2", "3", "4", "5"


class SectorVocabulary(StrEnum):
    PURPOSE_5_DIGITS, PURPOSE_3_DIGITS, SDG_GOAL, SDG_TARGET, OWN = "1", "2", "7", "8", OWN_VOCABULARY


class DocumentCategory(StrEnum):
    OBJECTIVES, BUDGET, RESULTS, AGREEMENT, CONTRACT, WEB_PAGE = "A02", "A05", "A08", "A09", "A11", "A12"


@dataclass(frozen=True)
class Text:
    """What is said, in French or in English or in both."""

    fr: str = ""
    en: str = ""

    def __post_init__(self) -> None:
        must(bool(writable(self.fr) or writable(self.en)), "a text says something")


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """ref: its identifier, or nothing when none is known."""

    name: str
    type: OrganisationType
    ref: str = ""

    def __post_init__(self) -> None:
        must_say(self.name)
        must(not self.ref or _is_ref(self.ref), f"an identifier has no / & | ? nor space: {self.ref!r}")


@dataclass(frozen=True, kw_only=True)
class Country:
    """code: ISO 3166-1, two letters. percentage: its part of the activity."""

    code: str
    percentage: Decimal

    def __post_init__(self) -> None:
        must_be_a_country(self.code)
        _check_percentage(self.percentage)


@dataclass(frozen=True, kw_only=True)
class Sector:
    """percentage: among the sectors of the same vocabulary. vocabulary_uri: where our own codes are explained."""

    code: str
    vocabulary: SectorVocabulary
    percentage: Decimal
    name: Text | None = None
    vocabulary_uri: str = ""

    def __post_init__(self) -> None:
        must_say(self.code)
        _check_percentage(self.percentage)
        must_be_an_address(self.vocabulary_uri, may_lack=True)


@dataclass(frozen=True, kw_only=True)
class Budget:
    starts_on: date
    ends_on: date
    amount: Decimal
    currency: str
    is_committed: bool = False

    def __post_init__(self) -> None:
        must_follow(self.starts_on, self.ends_on)
        _check_money(self.amount, self.currency)


@dataclass(frozen=True, kw_only=True)
class PlannedDisbursement:
    """Money that is promised for a day, from whom and to whom."""

    on: date
    amount: Decimal
    currency: str
    provider: Organisation | None = None
    receiver: Organisation | None = None

    def __post_init__(self) -> None:
        _check_money(self.amount, self.currency)


@dataclass(frozen=True, kw_only=True)
class Transaction:
    """Money that moved, or was committed: never later than the file (see `Activity`)."""

    type: TransactionType
    on: date
    amount: Decimal
    currency: str
    description: Text | None = None
    provider: Organisation | None = None
    receiver: Organisation | None = None
    ref: str = ""

    def __post_init__(self) -> None:
        _check_money(self.amount, self.currency)


@dataclass(frozen=True, kw_only=True)
class Document:
    """media_type: such as application/pdf."""

    title: Text
    address: str
    media_type: str
    category: DocumentCategory
    languages: tuple[str, ...] = ()
    dated_on: date | None = None

    def __post_init__(self) -> None:
        must_be_an_address(self.address)
        must("/" in self.media_type, f"a media type has a slash: {self.media_type!r}")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A target or what was reached. dimensions: of what part it speaks, such as (("certainty", "verified"),)."""

    value: Decimal
    comment: Text | None = None
    dimensions: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        must_be_a_number(self.value)
        must_say(*(word for pair in self.dimensions for word in pair))


@dataclass(frozen=True, kw_only=True)
class Baseline:
    on: date
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class Period:
    starts_on: date
    ends_on: date
    targets: tuple[Figure, ...] = ()
    actuals: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        must_follow(self.starts_on, self.ends_on)


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """code: in our own list of indicators, explained at `address`. A qualitative measure has no figure: it is not told."""

    title: Text
    code: str
    measure: Measure = Measure.UNIT
    description: Text | None = None
    address: str = ""
    more_is_better: bool = True
    can_be_added: bool = True
    baseline: Baseline | None = None
    periods: tuple[Period, ...] = ()

    def __post_init__(self) -> None:
        must_say(self.code)
        must(self.measure != Measure.QUALITATIVE, "a figure is not qualitative")
        must_be_an_address(self.address, may_lack=True)


@dataclass(frozen=True, kw_only=True)
class Result:
    title: Text
    type: ResultType
    indicators: tuple[Indicator, ...]
    description: Text | None = None

    def __post_init__(self) -> None:
        must(bool(self.indicators), "a result has an indicator")


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One initiative. known_at: what it says is said as of that moment; nothing that happened lies after it.

    places: names of territories smaller than a country, whose official codes the standard has no vocabulary for.
    """

    identifier: str
    reporter: Organisation
    title: Text
    description: Text
    participants: tuple[tuple[OrganisationRole, Organisation], ...]
    status: ActivityStatus
    dates: tuple[tuple[DateType, date], ...]
    countries: tuple[Country, ...]
    sectors: tuple[Sector, ...]
    currency: str
    known_at: datetime
    places: tuple[Text, ...] = ()
    budgets: tuple[Budget, ...] = ()
    planned: tuple[PlannedDisbursement, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    documents: tuple[Document, ...] = ()
    results: tuple[Result, ...] = ()

    def __post_init__(self) -> None:
        must(_is_ref(self.identifier), f"an identifier has no / & | ? nor space: {self.identifier!r}")
        must(bool(self.reporter.ref), "who reports has an identifier")
        must(self.identifier.startswith(f"{self.reporter.ref}-"), "an identifier starts with its reporter’s")
        must(bool(self.participants), "an organisation takes part")
        must_be_a_currency(self.currency)
        must_have_its_zone(self.known_at)
        _check_dates(dict(self.dates), self.known_at.date())
        must(len(dict(self.dates)) == len(self.dates), "a date of each type is told once")
        _check_hundred(self.countries)
        must(bool(self.sectors), "an activity has a sector")
        for vocabulary in {sector.vocabulary for sector in self.sectors}:
            _check_hundred([sector for sector in self.sectors if sector.vocabulary == vocabulary])
        for told in self.transactions:
            must(told.on <= self.known_at.date(), f"a transaction of {told.on} has not happened")


def hundredths(weights: Sequence[int]) -> tuple[Decimal, ...]:
    """Percentages in the proportion of these weights that sum to 100 exactly. One weight at least is positive."""
    total = sum(weights)
    shares = [(HUNDRED * weight / total).quantize(HUNDREDTH, ROUND_DOWN) for weight in weights]
    lacking = int((HUNDRED - sum(shares)) / HUNDREDTH)
    widest = sorted(range(len(weights)), key=lambda rank: -weights[rank])[:lacking]
    return tuple(share + HUNDREDTH * (rank in widest) for rank, share in enumerate(shares))


def _is_ref(told: str) -> bool:
    return _REF.fullmatch(told) is not None and told == writable(told)


def _check_percentage(told: Decimal) -> None:
    must(Decimal(0) <= told <= HUNDRED, f"a percentage lies between 0 and 100: {told}")


def _check_hundred(shares: Iterable[Country | Sector]) -> None:
    """None at all is allowed: nothing is said of the countries."""
    told = [share.percentage for share in shares]
    must(not told or sum(told) == HUNDRED, f"percentages sum to 100, and not to {sum(told)}")


def _check_money(amount: Decimal, currency: str) -> None:
    must_be_a_number(amount)
    must_be_a_currency(currency)


def _check_dates(dates: dict[DateType, date], known_on: date) -> None:
    start = dates.get(DateType.ACTUAL_START) or dates.get(DateType.PLANNED_START)
    must(start is not None, "an activity has a start, planned or actual")
    for first, last in (
        (DateType.PLANNED_START, DateType.PLANNED_END),
        (DateType.ACTUAL_START, DateType.ACTUAL_END),
    ):
        if first in dates and last in dates:
            must_follow(dates[first], dates[last])
    for happened in (DateType.ACTUAL_START, DateType.ACTUAL_END):
        must(dates.get(happened, known_on) <= known_on, "what has not happened is planned")
