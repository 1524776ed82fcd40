"""The answers to a question, as far as conditions tell them apart."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.eligibility.conditions import Age, Between, Leaf, Member, Months, Within
from maillage.engines.eligibility.facts import Facts, Value, checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from maillage.engines.eligibility.tables import Codes


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A value that firms give, and how probable it is against the other answers; the total need not be 1."""

    value: Value
    probability: float

    def __post_init__(self) -> None:
        checked("an answer", self.value)
        if not math.isfinite(self.probability) or self.probability <= 0:
            raise ValueError(f"an answer is possible: its probability is above 0, got {self.probability}")


class Cells(NamedTuple):
    """Classes of answers that no condition tells apart.

    codes : shape (n_cells, n_leaves), what each leaf that reads the fact says.
    probability : shape (n_cells,), of sum 1.
    """

    codes: Codes
    probability: NDArray[np.float64]

    def after(self, known: Codes) -> Cells:
        """The cells that agree with what is known already of the same fact, or all when none does."""
        agree = ((self.codes == known) | (known == 0)).all(axis=1)
        if agree.all() or not agree.any():
            return self
        return Cells(self.codes[agree], self.probability[agree] / self.probability[agree].sum())


def cells_of(judged: Callable[[Value], Codes], answers: Iterable[Answer]) -> Cells:
    """The classes into which `judged`, the codes of the leaves that read the fact, puts the answers."""
    weights: dict[bytes, float] = {}
    for answer in answers:
        codes = judged(answer.value).tobytes()
        weights[codes] = weights.get(codes, 0.0) + answer.probability
    probability = np.array(list(weights.values()), np.float64)
    rows = np.frombuffer(b"".join(weights), np.int8).reshape(len(weights), -1)
    return Cells(rows, probability / probability.sum())


def distinct_cells(judged: Callable[[Value], Codes], leaves: Iterable[Leaf], day: date) -> Cells:
    """The classes of answers that the leaves tell apart, all as probable."""
    cells = cells_of(judged, (Answer(value=value, probability=1) for value in told_apart(leaves, day)))
    return cells._replace(probability=np.full(len(cells.codes), 1 / len(cells.codes)))


def told_apart(leaves: Iterable[Leaf], day: date) -> Iterator[Value]:
    """At least one value on each side of each limit, inside and outside each set."""
    for leaf in leaves:
        match leaf:
            case Member(any_of=labels) | Within(any_of=labels):
                yield from (frozenset((label,)) for label in sorted(labels))
                yield frozenset()
            case Between(at_least=low, at_most=high):
                yield from _around(low, high)
            case Months(at_least=low, at_most=high):
                yield from (_born_months_ago(age, day) for age in _around(low, high))
            case Age(at_least=low, at_most=high):
                yield from (_born(age, day) for age in _around(low, high))
            case _:
                yield from (True, False)


def answers_of(firms: Iterable[Facts]) -> dict[str, tuple[Answer, ...]]:
    """By fact, the answers that these firms give, as often as they give them; one who does not know says nothing."""
    given: dict[str, Counter[Value]] = {}
    for firm in firms:
        for fact, value in firm.values.items():
            given.setdefault(fact, Counter())[value] += 1
    return {
        fact: tuple(Answer(value=value, probability=times) for value, times in counts.items())
        for fact, counts in given.items()
    }


def _around(low: float | None, high: float | None) -> Iterator[float]:
    """The ends of a range, and a value just beyond each."""
    if low is not None:
        yield from (low, math.ceil(low) - 1)
    if high is not None:
        yield from (high, math.floor(high) + 1)


def _born(age: float, day: date) -> date:
    """A birthday that makes this age on that day; a firm to be founded later has an age below 0."""
    return date(max(1, day.year - math.ceil(age)), 1, 1)


def _born_months_ago(age: float, day: date) -> date:
    """The first of a month that makes this age in months on that day."""
    years, months = divmod(12 * day.year + day.month - 1 - math.ceil(age), 12)
    return date(max(1, years), months + 1, 1)
