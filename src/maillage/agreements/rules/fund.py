"""The test of a fund: what the figures of a project answer to each of its rules, and why.

A rule answers yes or no only when every amount that is not known yet would leave the answer as it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maillage.agreements.enums import FundRuleKey, MoneyKind, Verdict
from maillage.agreements.rules.money import NOTHING, Reading, Sum, added, read_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maillage.agreements.models import ExchangeRate, MoneyLine


@dataclass(frozen=True, kw_only=True)
class Source:
    url: str
    page_date: str
    note: str


@dataclass(frozen=True, kw_only=True)
class FundRule:
    """One rule as it was read: its words, where, and what is doubtful about it."""

    key: FundRuleKey
    text: str
    to_confirm: bool
    doubt: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class Fund:
    """A fund that pays two shores at once, each in its currency. `statements` are what no figure answers."""

    name: str
    read_on: date
    currencies: Mapping[str, str]  # by the path of the territory where a side stands
    limits: Mapping[str, Decimal]  # by currency: the most for one project in one year
    most_years: int
    rules: tuple[FundRule, ...]
    statements: tuple[str, ...]

    def currency_of(self, path: str) -> str | None:
        """In which currency it pays a side that stands there; None where it pays nobody."""
        return next(
            (
                currency
                for start, currency in self.currencies.items()
                if path == start or path.startswith(f"{start}/")
            ),
            None,
        )


@dataclass(frozen=True, kw_only=True)
class Side:
    """One party before the fund."""

    party_id: int
    name: str
    currency: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """What one rule answers for one side, or for all; with the figures that say why."""

    rule: FundRuleKey
    verdict: Verdict
    side: Side | None = None
    year: int | None = None
    own: Sum | None = None
    granted: Sum | None = None
    limit: Decimal | None = None
    years: tuple[int, ...] = ()

    @property
    def gap(self) -> Decimal:
        """What is known to be too much, or too little; nothing when nothing is."""
        if self.granted is None:
            return NOTHING
        bar = self.limit if self.limit is not None else self.own.known if self.own else NOTHING
        return max(NOTHING, self.granted.known - bar)


def fund_of(content: Mapping[str, Any]) -> Fund:
    """A file of content/funds. Raises KeyError or ValueError when it is not one."""
    rules = {rule["key"]: rule for rule in content["rules"]}
    return Fund(
        name=content["name"],
        read_on=date.fromisoformat(content["read_on"]),
        currencies=content["currencies"],
        limits={currency: Decimal(limit) for currency, limit in rules[FundRuleKey.CEILING]["limits"].items()},
        most_years=rules[FundRuleKey.SPAN]["years"],
        rules=tuple(_rule_of(rule) for rule in content["rules"]),
        statements=tuple(content["statements"]),
    )


def _rule_of(rule: Mapping[str, Any]) -> FundRule:
    return FundRule(
        key=FundRuleKey(rule["key"]),
        text=rule["text"],
        to_confirm=rule["to_confirm"],
        doubt=rule["doubt"],
        sources=tuple(Source(**source) for source in rule["sources"]),
    )


def fund_test(
    fund: Fund, sides: Sequence[Side], lines: Iterable[MoneyLine], rates: Sequence[ExchangeRate]
) -> list[Check]:
    """Every rule, in the order of the fund, for each side and each year it speaks of.

    Empty when the project asks the fund for nothing.
    """
    told = list(lines)
    asked = [line for line in told if line.kind == MoneyKind.FUND]
    if not asked:
        return []
    read = {side.party_id: read_in(_of(side, told), rates, side.currency) for side in sides}
    checks = {
        FundRuleKey.MATCH: [_matched(side, read[side.party_id]) for side in sides],
        FundRuleKey.CEILING: [
            check for side in sides for check in _under_the_ceiling(fund, side, read[side.party_id])
        ],
        FundRuleKey.SPAN: [_spans(fund, asked)],
        FundRuleKey.RECIPROCITY: [_reciprocal(side, read[side.party_id]) for side in sides],
    }
    return [check for rule in fund.rules for check in checks[rule.key]]


def verdict_of(checks: Iterable[Check]) -> Verdict:
    """No as soon as one says no; yes when all do."""
    verdicts = {check.verdict for check in checks}
    return next((verdict for verdict in (Verdict.NO, Verdict.UNKNOWN) if verdict in verdicts), Verdict.YES)


def _of(side: Side, lines: Iterable[MoneyLine]) -> list[MoneyLine]:
    return [line for line in lines if line.party_id == side.party_id]


def _sum_of(readings: Iterable[Reading], kind: MoneyKind) -> Sum:
    return added(reading for reading in readings if reading.line.kind == kind)


def _matched(side: Side, readings: Sequence[Reading]) -> Check:
    own, granted = _sum_of(readings, MoneyKind.OWN), _sum_of(readings, MoneyKind.FUND)
    if granted.is_whole and own.known >= granted.known:
        verdict = Verdict.YES  # more own funds would not change it
    elif own.is_whole and own.known < granted.known:
        verdict = Verdict.NO  # nor would a larger grant
    else:
        verdict = Verdict.UNKNOWN
    return Check(rule=FundRuleKey.MATCH, verdict=verdict, side=side, own=own, granted=granted)


def _under_the_ceiling(fund: Fund, side: Side, readings: Sequence[Reading]) -> list[Check]:
    years = defaultdict[int, list[Reading]](list)
    for reading in readings:
        if reading.line.kind == MoneyKind.FUND:
            years[reading.line.year].append(reading)
    limit = fund.limits[side.currency]
    return [_ceiling(side, year, added(years[year]), limit) for year in sorted(years)]


def _ceiling(side: Side, year: int, granted: Sum, limit: Decimal) -> Check:
    verdict = Verdict.NO if granted.known > limit else Verdict.YES if granted.is_whole else Verdict.UNKNOWN
    return Check(
        rule=FundRuleKey.CEILING, verdict=verdict, side=side, year=year, granted=granted, limit=limit
    )


def _spans(fund: Fund, asked: Iterable[MoneyLine]) -> Check:
    years = sorted({line.year for line in asked})
    verdict = Verdict.YES if years[-1] - years[0] < fund.most_years else Verdict.NO
    return Check(rule=FundRuleKey.SPAN, verdict=verdict, years=tuple(years))


def _reciprocal(side: Side, readings: Sequence[Reading]) -> Check:
    own = _sum_of(readings, MoneyKind.OWN)
    verdict = Verdict.YES if own.known else Verdict.UNKNOWN if own.unknown else Verdict.NO
    return Check(rule=FundRuleKey.RECIPROCITY, verdict=verdict, side=side, own=own)
