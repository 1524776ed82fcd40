"""Many conditions held against one firm at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.eligibility.conditions import AllOf, AnyOf, Condition, Leaf, Not, Window
from maillage.engines.eligibility.tables import TABLES, Codes, Table, WindowTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from maillage.engines.eligibility.facts import Facts


class Ref(NamedTuple):
    """A row of codes, read as it is (1) or turned (−1)."""

    row: int
    sign: int


class _Level(NamedTuple):
    """Groups whose parts are all known: each takes the least of its parts."""

    first: int
    parts: NDArray[np.intp]
    signs: Codes
    starts: NDArray[np.intp]


class Catalogue:
    """Conditions compiled once: each distinct leaf and group is judged once, whatever the number of programmes.

    Codes are −1 for no, 0 for unknown, 1 for yes. Not is a change of sign, so "any" is "all" of the opposites, turned:
    every group takes the least of its parts. Leaves come first, then groups level by level, none before its parts.

    Parameters
    ----------
    conditions : n conditions, position i is programme i; n may be 0.
    """

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.leaves = _ordered(leaf for condition in conditions for leaf in leaves_of(condition))
        self._always = len(self.leaves)  # a row that always says yes: what "all of nothing" amounts to
        self._tables: dict[str, list[Table]] = defaultdict(list)
        self._windows: WindowTable | None = None
        self._tabulate()
        groups = _Groups({leaf: row for row, leaf in enumerate(self.leaves)}, self._always)
        roots = [groups.ref(condition) for condition in conditions]
        self._levels, self._rows, places = groups.levels()
        self._roots = np.array([places[ref.row] for ref in roots], np.intp)
        self._signs = np.array([ref.sign for ref in roots], np.int8)

    def __len__(self) -> int:
        return len(self._roots)

    def verdicts(self, facts: Facts, day: date) -> Codes:
        """Shape (n,), −1 no, 0 unknown, 1 yes: for each condition what `verdict` says.

        Raises TypeError when a fact is of another kind than a condition reads.
        """
        return self.combined(self.judged(facts, day))

    def judged(self, facts: Facts, day: date) -> Codes:
        """Shape (n_leaves,): the code of each of `leaves`."""
        codes = np.zeros(len(self.leaves), np.int8)
        if self._windows is not None:
            self._windows.fill_day(codes, day)
        for name, value in facts.values.items():
            for table in self._tables.get(name, ()):
                table.fill(codes, value, day)
        return codes

    def combined(self, codes: Codes) -> Codes:
        """Shape (…, n) from the codes of the leaves, shape (…, n_leaves)."""
        rows = np.empty((*codes.shape[:-1], self._rows), np.int8)
        rows[..., : self._always] = codes
        rows[..., self._always] = 1
        for level in self._levels:
            least = np.minimum.reduceat(rows[..., level.parts] * level.signs, level.starts, axis=-1)
            rows[..., level.first : level.first + len(level.starts)] = least
        return np.asarray(rows[..., self._roots] * self._signs)

    def _tabulate(self) -> None:
        for kind, fact, first, last in _runs(self.leaves):
            run = self.leaves[first:last]
            if fact is None:
                self._windows = WindowTable(first, run)  # type: ignore[arg-type]
            else:
                self._tables[fact].append(TABLES[kind](first, run))  # type: ignore[call-arg]


def leaves_of(condition: Condition) -> Iterator[Leaf]:
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from leaves_of(part)
        case Not(part=part):
            yield from leaves_of(part)
        case _:
            yield condition


class _Groups:
    """Numbers each distinct group: rows of leaves first, then one row a group in the order they are met."""

    def __init__(self, leaf_rows: dict[Leaf, int], always: int) -> None:
        self._leaf_rows = leaf_rows
        self._always = always
        self._row_of: dict[tuple[Ref, ...], int] = {}
        self._height: dict[int, int] = {}

    def ref(self, condition: Condition) -> Ref:
        match condition:
            case AllOf(parts=parts):
                return self._least(tuple(self.ref(part) for part in parts))
            case AnyOf(parts=parts):
                return _turned(self._least(tuple(_turned(self.ref(part)) for part in parts)))
            case Not(part=part):
                return _turned(self.ref(part))
            case _:
                return Ref(self._leaf_rows[condition], 1)

    def _least(self, parts: tuple[Ref, ...]) -> Ref:
        parts = tuple(sorted(set(parts)))
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return Ref(self._always, 1)
        row = self._row_of.setdefault(parts, self._always + 1 + len(self._row_of))
        self._height[row] = 1 + max(self._height.get(part.row, 0) for part in parts)
        return Ref(row, 1)

    def levels(self) -> tuple[list[_Level], int, dict[int, int]]:
        """The groups by height, how many rows there are in all, and the place of each row once they are sorted."""
        order = sorted(self._row_of.items(), key=lambda group: self._height[group[1]])
        places = {row: row for row in range(self._always + 1)}
        places |= {row: self._always + 1 + place for place, (_, row) in enumerate(order)}
        levels = []
        for height in sorted(set(self._height.values())):
            level = [parts for parts, row in order if self._height[row] == height]
            first = places[self._row_of[level[0]]]
            levels.append(_level(first, level, places))
        return levels, len(places), places


def _level(first: int, groups: list[tuple[Ref, ...]], places: dict[int, int]) -> _Level:
    sizes = [len(parts) for parts in groups]
    return _Level(
        first=first,
        parts=np.array([places[part.row] for parts in groups for part in parts], np.intp),
        signs=np.array([part.sign for parts in groups for part in parts], np.int8),
        starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp),
    )


def _turned(ref: Ref) -> Ref:
    return Ref(ref.row, -ref.sign)


def _ordered(leaves: Iterator[Leaf]) -> list[Leaf]:
    """Each distinct leaf once; those of one kind that read one fact side by side."""
    return sorted(dict.fromkeys(leaves), key=_kind_and_fact)


def _kind_and_fact(leaf: Leaf) -> tuple[str, str]:
    return (type(leaf).__name__, "" if isinstance(leaf, Window) else leaf.fact)


def _runs(leaves: list[Leaf]) -> Iterator[tuple[type, str | None, int, int]]:
    first = 0
    for last in range(1, len(leaves) + 1):
        if last == len(leaves) or _kind_and_fact(leaves[last]) != _kind_and_fact(leaves[first]):
            yield type(leaves[first]), leaves[first].fact, first, last
            first = last
