"""Firms that no condition tells apart, judged once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.eligibility.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from maillage.engines.eligibility.catalogue import Catalogue
    from maillage.engines.eligibility.facts import Value
    from maillage.engines.eligibility.tables import Codes

AT_ONCE = 64  # profiles judged together


class Profiles(NamedTuple):
    """Firms by what conditions see of them.

    of_firm : shape (n_firms,), the profile of each.
    not_no : shape (n_profiles, ⌈n_conditions / 8⌉), one bit a condition, 1 unless it says no, as np.packbits
        writes them.
    """

    of_firm: NDArray[np.intp]
    not_no: NDArray[np.uint8]


def profiles_of(catalogue: Catalogue, firms: Sequence[Mapping[str, Value]], day: date) -> Profiles:
    """Judge many firms: for each, the conditions that do not say no, exactly as `Catalogue.verdicts` finds them.

    A firm is the values of its facts, as `Facts` holds them; each distinct one is checked once. A leaf reads one fact alone. So each distinct value is judged once, values that all leaves read alike are one, and a
    profile is the codes of its values put together.
    """
    base = catalogue.judged(Facts({}), day)
    reading = _Readings(catalogue, day, base)
    numbers: dict[frozenset[int], int] = {}
    of_firm = np.array(
        [numbers.setdefault(reading.seen(firm), len(numbers)) for firm in firms], dtype=np.intp
    )
    not_no = np.empty((len(numbers), (len(catalogue) + 7) // 8), dtype=np.uint8)
    seen = list(numbers)
    for start in range(0, len(seen), AT_ONCE):
        codes = np.stack([reading.codes(values) for values in seen[start : start + AT_ONCE]])
        not_no[start : start + len(codes)] = np.packbits(catalogue.combined(codes) >= 0, axis=1)
    return Profiles(of_firm, not_no)


class _Readings:
    """The distinct ways in which the leaves read the values of a fact, numbered."""

    def __init__(self, catalogue: Catalogue, day: date, base: Codes) -> None:
        self._catalogue, self._day, self._base = catalogue, day, base
        self._number_of_codes: dict[bytes, int] = {}
        self._number_of_value: dict[tuple[str, Value], int] = {}
        self._rows: list[Codes] = []

    def seen(self, firm: Mapping[str, Value]) -> frozenset[int]:
        """The numbers of what its values say."""
        numbers = self._number_of_value
        return frozenset(numbers[told] if told in numbers else self._judge(*told) for told in firm.items())

    def codes(self, values: frozenset[int]) -> Codes:
        """Shape (n_leaves,): no two of these values are read by the same leaf."""
        return self._base + np.sum([self._rows[number] for number in values], axis=0, dtype=np.int8)

    def _judge(self, fact: str, value: Value) -> int:
        codes = self._catalogue.judged(Facts.of({fact: value}), self._day) - self._base
        number = self._number_of_codes.setdefault(codes.tobytes(), len(self._rows))
        if number == len(self._rows):
            self._rows.append(codes)
        self._number_of_value[fact, value] = number
        return number
