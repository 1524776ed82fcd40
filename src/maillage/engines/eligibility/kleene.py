"""Three answers, and how they combine."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Verdict(Enum):
    """Kleene's strong logic: unknown is neither yes nor no, and wins only where nothing decides without it."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    @property
    def settled(self) -> bool:
        return self is not Verdict.UNKNOWN

    def __invert__(self) -> Verdict:
        return OPPOSITE[self]

    @classmethod
    def of(cls, answer: bool) -> Verdict:
        return cls.YES if answer else cls.NO


OPPOSITE = {Verdict.NO: Verdict.YES, Verdict.UNKNOWN: Verdict.UNKNOWN, Verdict.YES: Verdict.NO}
CODES = {
    Verdict.NO: -1,
    Verdict.UNKNOWN: 0,
    Verdict.YES: 1,
}  # all of = the least, any of = the most, not = minus
VERDICTS = {code: verdict for verdict, code in CODES.items()}


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """No as soon as one says no; yes when all say yes, or when there is none."""
    return VERDICTS[min((CODES[verdict] for verdict in verdicts), default=1)]


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes as soon as one says yes; no when all say no, or when there is none."""
    return VERDICTS[max((CODES[verdict] for verdict in verdicts), default=-1)]
