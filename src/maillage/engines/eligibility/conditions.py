"""Conditions as data: leaves that read one fact, groups that combine them. Each is checked when it is built."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from maillage.engines.eligibility.facts import Value, statement_fact
from maillage.engines.eligibility.kleene import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATOR = "/"


def ancestry(path: str) -> Iterator[str]:
    """The path itself, then what holds it, nearest first: CA/24/51, CA/24, CA."""
    while path:
        yield path
        path = path.rpartition(SEPARATOR)[0]


def full_years(born: date, day: date) -> int:
    """Birthdays passed on that day; somebody born on 29 February has hers on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def full_months(born: date, day: date) -> int:
    """Months passed on that day; a month that lacks the day of birth passes on the first of the next."""
    return 12 * (day.year - born.year) + day.month - born.month - (day.day < born.day)


@dataclass(frozen=True, kw_only=True)
class Within:
    """A place in a tree: yes for one of these paths or below; unknown for one above, which may still lead there."""

    fact: str
    any_of: frozenset[str]

    def __post_init__(self) -> None:
        _check_labels(self.fact, self.any_of)
        if any("" in path.split(SEPARATOR) for path in self.any_of):
            raise ValueError(f"{self.fact}: a path has an empty step")

    def judge(self, value: Value) -> Verdict:
        paths = labels_of(self.fact, value)
        if any(not self.any_of.isdisjoint(ancestry(path)) for path in paths):
            return Verdict.YES
        above = tuple(f"{path}{SEPARATOR}" for path in paths)
        return Verdict.UNKNOWN if any(path.startswith(above) for path in self.any_of) else Verdict.NO


@dataclass(frozen=True, kw_only=True)
class Member:
    """Yes when the firm has at least one of these labels."""

    fact: str
    any_of: frozenset[str]

    def __post_init__(self) -> None:
        _check_labels(self.fact, self.any_of)

    def judge(self, value: Value) -> Verdict:
        return Verdict.of(not self.any_of.isdisjoint(labels_of(self.fact, value)))


@dataclass(frozen=True, kw_only=True)
class Between:
    """A number from `at_least` to `at_most`, both counted; None leaves that side open."""

    fact: str
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        _check_range(self.fact, self.at_least, self.at_most)

    def judge(self, value: Value) -> Verdict:
        return Verdict.of(_holds(self.at_least, number(self.fact, value), self.at_most))


@dataclass(frozen=True, kw_only=True)
class Age:
    """Full years since the date that the fact holds, both ends counted: "moins de 3 ans" is at most 2."""

    fact: str
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        _check_range(self.fact, self.at_least, self.at_most)

    def judge(self, value: Value, day: date) -> Verdict:
        return Verdict.of(_holds(self.at_least, full_years(birth(self.fact, value), day), self.at_most))


@dataclass(frozen=True, kw_only=True)
class Months(Age):
    """As `Age`, in full months."""

    def judge(self, value: Value, day: date) -> Verdict:
        return Verdict.of(_holds(self.at_least, full_months(birth(self.fact, value), day), self.at_most))


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A fact that is true or false, and must be `expected`."""

    fact: str
    expected: bool = True

    def __post_init__(self) -> None:
        _check_name(self.fact)

    def judge(self, value: Value) -> Verdict:
        return Verdict.of(truth(self.fact, value) is self.expected)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence that only a person can confirm or refuse."""

    id: str

    def __post_init__(self) -> None:
        _check_name(self.id)

    @property
    def fact(self) -> str:
        return statement_fact(self.id)

    def judge(self, value: Value) -> Verdict:
        return Verdict.of(truth(self.fact, value))


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days on which the programme takes requests, both counted. The day decides: never unknown."""

    starts: date | None = None
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.starts is None and self.ends is None:
            raise ValueError("a window needs a first or a last day")
        if self.starts is not None and self.ends is not None and self.ends < self.starts:
            raise ValueError(f"the window ends on {self.ends}, before it starts on {self.starts}")

    @property
    def fact(self) -> None:
        return None

    def judge_day(self, day: date) -> Verdict:
        started = self.starts is None or self.starts <= day
        return Verdict.of(started and (self.ends is None or day <= self.ends))


@dataclass(frozen=True, kw_only=True)
class AllOf:
    """Every part must hold; without parts, nothing is asked."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _check_parts(self.parts)


@dataclass(frozen=True, kw_only=True)
class AnyOf:
    """One part must hold."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _check_parts(self.parts)
        if not self.parts:
            raise ValueError("any of nothing can never hold")


@dataclass(frozen=True, kw_only=True)
class Not:
    part: Condition

    def __post_init__(self) -> None:
        _check_parts((self.part,))


Leaf: TypeAlias = Within | Member | Between | Age | Months | Flag | Statement | Window
Condition: TypeAlias = Leaf | AllOf | AnyOf | Not


def judge(leaf: Leaf, value: Value | None, day: date) -> Verdict:
    """What one leaf says of one value; None is a value nobody knows. Raises TypeError for a value of another kind."""
    if isinstance(leaf, Window):
        return leaf.judge_day(day)
    if value is None:
        return Verdict.UNKNOWN
    return leaf.judge(value, day) if isinstance(leaf, Age) else leaf.judge(value)


def number(fact: str, value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{fact}: a number is wanted, got {value!r}")
    return value


def birth(fact: str, value: Value) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{fact}: a date is wanted, got {value!r}")
    return value


def truth(fact: str, value: Value) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{fact}: true or false is wanted, got {value!r}")
    return value


def labels_of(fact: str, value: Value) -> frozenset[str]:
    if not isinstance(value, frozenset):
        raise TypeError(f"{fact}: labels are wanted, got {value!r}")
    return value


def _holds(low: float | None, value: float, high: float | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def _check_name(name: str) -> None:
    if not name:
        raise ValueError("a condition names the fact it reads")


def _check_labels(fact: str, labels: frozenset[str]) -> None:
    _check_name(fact)
    if not isinstance(labels, frozenset) or not labels or not all(labels):
        raise ValueError(f"{fact}: labels are wanted, none of them empty")


def _check_range(fact: str, low: float | None, high: float | None) -> None:
    _check_name(fact)
    if low is None and high is None:
        raise ValueError(f"{fact}: a range needs one end")
    if any(end is not None and not math.isfinite(end) for end in (low, high)):
        raise ValueError(f"{fact}: the ends of a range are finite")
    if low is not None and high is not None and high < low:
        raise ValueError(f"{fact}: the range ends at {high}, before it starts at {low}")


def _check_parts(parts: tuple[Condition, ...]) -> None:
    if not isinstance(parts, tuple) or not all(isinstance(part, Condition) for part in parts):
        raise ValueError("a group is made of conditions")
