"""Questionnaires in a fixed order, to know what asking in the service of a need brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.eligibility.catalogue import Catalogue
from maillage.engines.eligibility.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from maillage.engines.eligibility.conditions import Condition
    from maillage.engines.eligibility.tables import Codes

WIDTH = 50  # beginnings kept at each length


class _Need(NamedTuple):
    """The programmes of a need that somebody has to be asked about, and the firms that they do not tell apart.

    told : shape (n_cases, n_leaves), what the leaves say of each kind of firm once it told all it knows.
    silent : shape (n_leaves,), what they say before any question.
    share : shape (n_cases,), of sum 1.
    """

    catalogue: Catalogue
    reads: list[str | None]
    facts: frozenset[str]
    told: Codes
    silent: Codes
    share: NDArray[np.float64]

    @classmethod
    def of(cls, conditions: Sequence[Condition], firms: Sequence[Facts], day: date) -> _Need:
        open_at_first = Catalogue(conditions).verdicts(Facts.of(), day) == 0
        catalogue = Catalogue(
            [one for one, is_open in zip(conditions, open_at_first, strict=True) if is_open]
        )
        codes = np.array([catalogue.judged(firm, day) for firm in firms])
        told, times = np.unique(codes, axis=0, return_counts=True)
        reads = [leaf.fact for leaf in catalogue.leaves]
        return cls(
            catalogue=catalogue,
            reads=reads,
            facts=frozenset(fact for fact in reads if fact is not None),
            told=told,
            silent=catalogue.judged(Facts.of(), day),
            share=times / len(firms),
        )

    def open_share(self, told: frozenset[str]) -> float:
        if told == self.facts:
            return 0.0
        known = np.array([fact in told for fact in self.reads], np.bool_)
        codes: Codes = np.where(known, self.told, self.silent).astype(np.int8)
        return float(self.share @ (self.catalogue.combined(codes) == 0).any(axis=1))


class Panel:
    """Firms that come each with every need, knowing nothing of what the programmes ask.

    Parameters
    ----------
    needs : for each need, the conditions of the programmes that serve it.
    firms : what each could tell.

    A fixed questionnaire asks its facts one after the other, and stops as soon as each of those programmes is settled
    or waits for facts that were all asked. Raises ValueError without a need or without a firm.
    """

    def __init__(self, needs: Sequence[Sequence[Condition]], firms: Sequence[Facts], day: date) -> None:
        if not needs or not firms:
            raise ValueError("a panel needs a firm and a need")
        self._needs = [_Need.of(conditions, firms, day) for conditions in needs]
        self._open: dict[tuple[int, frozenset[str]], float] = {}
        self.facts = tuple(sorted(frozenset().union(*(need.facts for need in self._needs))))

    def still_open(self, known: Iterable[str]) -> float:
        """Share of the (firm, need) pairs that go on when these facts have been asked."""
        told = frozenset(known)
        return float(np.mean([self._open_share(need, told) for need in range(len(self._needs))]))

    def questions_mean(self, order: Sequence[str]) -> float:
        """Questions asked on average in this order: one for each fact that finds a pair still open."""
        return sum(self.still_open(order[:asked]) for asked in range(len(order)))

    def best_order(self, width: int = WIDTH) -> tuple[str, ...]:
        """The order that asks the fewest questions on average; among equals, the first by name.

        What an order costs is the sum of what stays open after each of its beginnings, so the best way to reach a set
        of facts is all that need be kept of it. Exact while no more than `width` sets have the same length; beyond,
        the `width` best beginnings are kept.
        """
        best: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {frozenset(): (0.0, ())}
        for _ in self.facts:
            longer: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {}
            for told, (cost, order) in best.items():
                reached = cost + self.still_open(told)
                for fact in self.facts:
                    if fact not in told:
                        way = (reached, (*order, fact))
                        longer[told | {fact}] = min(longer.get(told | {fact}, way), way)
            kept = sorted(longer.items(), key=lambda item: (item[1][0] + self.still_open(item[0]), item[1]))
            best = dict(kept[:width])
        return min(best.values())[1]

    def _open_share(self, need: int, told: frozenset[str]) -> float:
        key = (need, told & self._needs[need].facts)
        if key not in self._open:
            self._open[key] = self._needs[need].open_share(key[1])
        return self._open[key]
