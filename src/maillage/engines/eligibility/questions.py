"""Which one fact is worth asking a firm, given what would serve it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from maillage.engines.eligibility.catalogue import Catalogue
from maillage.engines.eligibility.cells import Answer, Cells, cells_of, distinct_cells
from maillage.engines.eligibility.explain import verdict
from maillage.engines.eligibility.facts import Facts, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from maillage.engines.eligibility.conditions import Condition, Leaf
    from maillage.engines.eligibility.tables import Codes

Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Stake:
    """A programme that serves the need. `weight` says how much: relevance times amount, in any one unit."""

    condition: Condition
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not math.isfinite(self.weight) or self.weight < 0:
            raise ValueError(f"a weight is finite and never negative, got {self.weight}")


@dataclass(frozen=True, kw_only=True)
class Question:
    """The fact to ask, and how many programmes its answer settles: whatever it is, on average, at best.

    worth : weight that the answer is expected to settle, for each unit of what asking costs.
    """

    fact: str
    settles_at_least: int
    settles: float
    settles_at_best: int
    worth: float


class Inquiry:
    """The questions about one set of programmes on one day. Decisions are kept: the same knowledge is weighed once.

    Parameters
    ----------
    stakes : the programmes that serve the need.
    answers : by fact, the answers a firm may give and how probable each is. For a fact that is not there, the
        answers that these programmes tell apart, all as probable.
    cost : by fact, what a question asks of the person; above 0, and 1 where it is not said.

    Raises ValueError for a cost that cannot be.
    """

    def __init__(
        self,
        stakes: Sequence[Stake],
        day: date,
        *,
        answers: Mapping[str, Sequence[Answer]] | None = None,
        cost: Mapping[str, float] | None = None,
    ) -> None:
        self._stakes = tuple(stakes)
        self._weights = np.array([stake.weight for stake in stakes])
        self._day = day
        self._cost = cost or {}
        if any(not cost > 0 for cost in self._cost.values()):
            raise ValueError("a question costs more than 0")
        self._catalogue = Catalogue([stake.condition for stake in stakes])
        self._readers = _readers(self._catalogue.leaves)
        self._answers = answers or {}
        self._cells: dict[str, Cells] = {}
        self._decided: dict[tuple[bytes, frozenset[str]], Question | None] = {}

    def question(self, facts: Facts, *, asked: Iterable[str] = ()) -> Question | None:
        """The fact whose answer is expected to settle the most weight for its cost; None when none can settle more.

        `asked` are facts the person was asked and could not tell (enough): they are not asked again. Equals: the
        fact that more of the unsettled programmes wait for, then the first by name. Where no single answer settles
        anything, the fact that more programmes wait for is asked all the same.
        """
        codes = self._catalogue.judged(facts, self._day)
        key = (codes.tobytes(), frozenset(asked))
        if key not in self._decided:
            self._decided[key] = self._decide(facts, codes, key[1])
        return self._decided[key]

    def interview(self, firm: Facts, *, known: Facts | None = None) -> tuple[str, ...]:
        """The facts asked of this firm, in order, until everything is settled or it knows no more.

        A fact that the firm cannot tell is asked all the same, once.
        """
        facts = known or Facts.of()
        asked: list[str] = []
        while (question := self.question(facts, asked=asked)) is not None:
            asked.append(question.fact)
            value = firm.get(question.fact)
            facts = facts if value is None else facts.with_(question.fact, value)
        return tuple(asked)

    def _cells_of(self, fact: str) -> Cells:
        if fact not in self._cells:
            rows = self._readers[fact]

            def judged(value: Value) -> Codes:
                return self._catalogue.judged(Facts.of({fact: value}), self._day)[rows]

            leaves = [self._catalogue.leaves[row] for row in rows]
            given = self._answers.get(fact)
            self._cells[fact] = (
                cells_of(judged, given) if given else distinct_cells(judged, leaves, self._day)
            )
        return self._cells[fact]

    def _decide(self, facts: Facts, codes: Codes, asked: frozenset[str]) -> Question | None:
        unsettled = self._catalogue.combined(codes) == 0
        waiting = self._waiting(facts, unsettled, asked)
        questions = [self._weighed(fact, codes, unsettled) for fact in sorted(waiting)]
        return max(questions, key=lambda one: (round(one.worth, 9), waiting[one.fact]), default=None)

    def _waiting(self, facts: Facts, unsettled: Mask, asked: frozenset[str]) -> dict[str, int]:
        """How many unsettled programmes wait for each fact that can still be asked."""
        waiting: dict[str, int] = {}
        for position in np.flatnonzero(unsettled):
            for fact in verdict(self._stakes[position].condition, facts, self._day).missing():
                if fact not in asked:
                    waiting[fact] = waiting.get(fact, 0) + 1
        return waiting

    def _weighed(self, fact: str, codes: Codes, unsettled: Mask) -> Question:
        possible = self._cells_of(fact).after(codes[self._readers[fact]])
        imagined = np.repeat(codes[np.newaxis], len(possible.codes), axis=0)
        imagined[:, self._readers[fact]] = possible.codes
        settled = (self._catalogue.combined(imagined) != 0) & unsettled
        counts = settled.sum(axis=1)
        return Question(
            fact=fact,
            settles_at_least=int(counts.min()),
            settles=float(possible.probability @ counts),
            settles_at_best=int(counts.max()),
            worth=float(possible.probability @ (settled @ self._weights)) / self._cost.get(fact, 1.0),
        )


def next_question(
    stakes: Sequence[Stake],
    facts: Facts,
    day: date,
    *,
    asked: Iterable[str] = (),
    answers: Mapping[str, Sequence[Answer]] | None = None,
    cost: Mapping[str, float] | None = None,
) -> Question | None:
    """One question for one firm; see `Inquiry`, which serves many."""
    return Inquiry(stakes, day, answers=answers, cost=cost).question(facts, asked=asked)


def _readers(leaves: Sequence[Leaf]) -> dict[str, list[int]]:
    readers: dict[str, list[int]] = {}
    for row, leaf in enumerate(leaves):
        if leaf.fact is not None:
            readers.setdefault(leaf.fact, []).append(row)
    return readers
