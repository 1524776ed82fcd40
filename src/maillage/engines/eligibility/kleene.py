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
        if self is Verdict.UNKNOWN:
            return self
        return Verdict.NO if self is Verdict.YES else Verdict.YES

    @classmethod
    def of(cls, answer: bool) -> Verdict:
        return cls.YES if answer else cls.NO


VERDICTS = {-1: Verdict.NO, 0: Verdict.UNKNOWN, 1: Verdict.YES}  # what the codes of a catalogue mean


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """No as soon as one says no; yes when all say yes, or when there is none."""
    return _first(Verdict.NO, verdicts)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes as soon as one says yes; no when all say no, or when there is none."""
    return _first(Verdict.YES, verdicts)


def _first(deciding: Verdict, verdicts: Iterable[Verdict]) -> Verdict:
    answer = ~deciding
    for verdict in verdicts:
        if verdict is deciding:
            return deciding
        if verdict is Verdict.UNKNOWN:
            answer = verdict
    return answer
