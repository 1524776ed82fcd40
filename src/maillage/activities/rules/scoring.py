"""From marks to one score: the weighted mean of each reading, brought to a common severity, with its spread.

Each reading is a_i + r_j: what the application is worth, plus how severe its reader is. Severity is shrunk towards zero,
as if each reader had also read CAUTION applications exactly like everybody. When everyone read everything, the score
is the plain mean of the readings.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CAUTION = 3
TURNS = 100  # each brings the two sides closer; far fewer settle a call of any size that people can read
SHOWN = 2  # decimals: two scores that read the same are the same


@dataclass(frozen=True, kw_only=True)
class Scored:
    """An application's score, and what its readers said of it, each from 1 to 5."""

    score: float
    mean: float  # plain, before severity counts
    lowest: float
    highest: float
    readers: int

    @property
    def spread(self) -> float:
        return self.highest - self.lowest


def reading_of(marks: Sequence[tuple[int, int]]) -> float:
    """One reading: the mean of its marks, each with its weight. `marks`: (value, weight), at least one."""
    return sum(value * weight for value, weight in marks) / sum(weight for _value, weight in marks)


def scores(readings: Mapping[tuple[int, int], float]) -> dict[int, Scored]:
    """By application. `readings`: by (reader, application). Who has no reading has no score, which is not zero."""
    by_application: dict[int, dict[int, float]] = {}
    by_reader: dict[int, dict[int, float]] = {}
    for (reader, application), value in readings.items():
        by_application.setdefault(application, {})[reader] = value
        by_reader.setdefault(reader, {})[application] = value
    severity = dict.fromkeys(by_reader, 0.0)
    worth: dict[int, float] = {}
    for _turn in range(TURNS):
        worth = {
            application: fmean(value - severity[reader] for reader, value in given.items())
            for application, given in by_application.items()
        }
        severity = {
            reader: sum(value - worth[application] for application, value in given.items())
            / (len(given) + CAUTION)
            for reader, given in by_reader.items()
        }
    return {
        application: Scored(
            score=round(worth[application], SHOWN),
            mean=round(fmean(given.values()), SHOWN),
            lowest=round(min(given.values()), SHOWN),
            highest=round(max(given.values()), SHOWN),
            readers=len(given),
        )
        for application, given in by_application.items()
    }
