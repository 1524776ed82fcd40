"""Many leaves that read the same fact, judged at once.

Each table owns a run of leaves and writes their codes (−1 no, 0 unknown, 1 yes) into a row the caller gives it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from maillage.engines.eligibility.conditions import (
    Age,
    Between,
    Flag,
    Member,
    Months,
    Statement,
    Window,
    Within,
    ancestry,
    birth,
    full_months,
    full_years,
    labels_of,
    number,
    truth,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from maillage.engines.eligibility.facts import Value

Codes = NDArray[np.int8]
Bits = NDArray[np.uint8]

AGES: Mapping[type, Callable[[date, date], int]] = {Age: full_years, Months: full_months}
ALWAYS = (-(2**62), 2**62)  # ordinals of days before and after every other


class Table(Protocol):
    def fill(self, codes: Codes, value: Value, day: date) -> None:
        """Write the code of each leaf of this table for a value that is known."""


class _PackedRows:
    """For each label, the leaves that name it: one bit a leaf."""

    def __init__(self, leaves: Sequence[Iterable[str]]) -> None:
        named: dict[str, list[int]] = defaultdict(list)
        for position, labels in enumerate(leaves):
            for label in labels:
                named[label].append(position)
        self._row = {label: row for row, label in enumerate(named)}
        self._count = len(leaves)
        self._bits: Bits = np.zeros(
            (len(named) + 1, (len(leaves) + 7) // 8), np.uint8
        )  # the last row is empty
        for row, positions in enumerate(named.values()):
            one = np.zeros(len(leaves), np.bool_)
            one[positions] = True
            self._bits[row] = np.packbits(one)

    def naming(self, labels: Iterable[str]) -> Codes:
        """1 for each leaf that names one of these labels, 0 for the others."""
        rows = [-1, *(self._row[label] for label in labels if label in self._row)]
        return np.unpackbits(np.bitwise_or.reduce(self._bits[rows]), count=self._count).view(np.int8)


class MemberTable:
    def __init__(self, first: int, leaves: Sequence[Member]) -> None:
        self._run = slice(first, first + len(leaves))
        self._fact = leaves[0].fact
        self._named = _PackedRows([leaf.any_of for leaf in leaves])

    def fill(self, codes: Codes, value: Value, _day: date) -> None:
        codes[self._run] = 2 * self._named.naming(labels_of(self._fact, value)) - 1


class WithinTable:
    def __init__(self, first: int, leaves: Sequence[Within]) -> None:
        self._run = slice(first, first + len(leaves))
        self._fact = leaves[0].fact
        self._named = _PackedRows([leaf.any_of for leaf in leaves])
        self._leading = _PackedRows([_above(leaf.any_of) for leaf in leaves])

    def fill(self, codes: Codes, value: Value, _day: date) -> None:
        paths = labels_of(self._fact, value)
        inside = self._named.naming({step for path in paths for step in ancestry(path)})
        codes[self._run] = np.maximum(2 * inside, self._leading.naming(paths)) - 1


class RangeTable:
    """Numbers, or full years or months since a date."""

    def __init__(self, first: int, leaves: Sequence[Between] | Sequence[Age]) -> None:
        self._run = slice(first, first + len(leaves))
        self._fact = leaves[0].fact
        self._age = AGES.get(type(leaves[0]))
        self._low = np.array([-np.inf if leaf.at_least is None else leaf.at_least for leaf in leaves])
        self._high = np.array([np.inf if leaf.at_most is None else leaf.at_most for leaf in leaves])

    def fill(self, codes: Codes, value: Value, day: date) -> None:
        x = self._age(birth(self._fact, value), day) if self._age else number(self._fact, value)
        codes[self._run] = np.where((self._low <= x) & (x <= self._high), 1, -1)


class TruthTable:
    """Flags and statements."""

    def __init__(self, first: int, leaves: Sequence[Flag] | Sequence[Statement]) -> None:
        self._run = slice(first, first + len(leaves))
        self._fact = leaves[0].fact
        expected = [not isinstance(leaf, Flag) or leaf.expected for leaf in leaves]
        self._when_true = np.where(expected, 1, -1).astype(np.int8)

    def fill(self, codes: Codes, value: Value, _day: date) -> None:
        codes[self._run] = self._when_true if truth(self._fact, value) else -self._when_true


class WindowTable:
    def __init__(self, first: int, leaves: Sequence[Window]) -> None:
        self._run = slice(first, first + len(leaves))
        self._starts = np.array(
            [ALWAYS[0] if leaf.starts is None else leaf.starts.toordinal() for leaf in leaves]
        )
        self._ends = np.array([ALWAYS[1] if leaf.ends is None else leaf.ends.toordinal() for leaf in leaves])

    def fill_day(self, codes: Codes, day: date) -> None:
        today = day.toordinal()
        codes[self._run] = np.where((self._starts <= today) & (today <= self._ends), 1, -1)


TABLES: Mapping[type, type[Table]] = {
    Within: WithinTable,
    Member: MemberTable,
    Between: RangeTable,
    Age: RangeTable,
    Months: RangeTable,
    Flag: TruthTable,
    Statement: TruthTable,
}


def _above(paths: Iterable[str]) -> set[str]:
    """Every step that leads to one of these paths without reaching it."""
    return {step for path in paths for step in list(ancestry(path))[1:]}
