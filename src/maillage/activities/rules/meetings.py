"""A round of one-to-one meetings as the planning takes it, and the tables that its meetings sit at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

Key = int | str
Pair = tuple[Key, Key]
REMOTE = 0  # a meeting at no table


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who may meet others: `free` are slots, by number; `group` parts two groups when a round is across them."""

    key: Key
    free: frozenset[int]
    most: int
    floor: int
    group: str = ""
    house: Key | None = None
    is_remote: bool = False


@dataclass(frozen=True, kw_only=True)
class Round:
    """What is asked of the planning.

    `tables` and `links`: by slot, how many meetings go on at tables, and at a distance. `values`: by pair, in any
    order of its two people. `others`: what any other pair is worth, None when it may not meet. People of the same
    `group` do not meet when the round `is_across` groups, nor do those of the same `house`, ever.
    """

    people: Sequence[Person]
    tables: Sequence[int]
    links: Sequence[int]
    values: Mapping[Pair, float]
    others: float | None
    is_across: bool


class Met(NamedTuple):
    """One meeting; the slot by number."""

    first: Key
    second: Key
    slot: int


def numbered(
    meetings: Iterable[Met], remote: AbstractSet[Key], before: Mapping[Met, int], there: Sequence[int]
) -> dict[Met, int]:
    """The table of each meeting, from 1 in each slot, `REMOTE` at a distance. Those placed before keep their table.

    `there`: how many tables each slot has; a table that was taken away is not kept.
    """
    tables: dict[Met, int] = {}
    taken: dict[int, set[int]] = defaultdict(set)
    kept = {met: table for met, table in before.items() if REMOTE < table <= there[met.slot]}
    for met in sorted(meetings, key=lambda met: (met.slot, met not in kept, str(met.first), str(met.second))):
        if met.first in remote or met.second in remote:
            tables[met] = REMOTE
            continue
        table = kept.get(met, REMOTE)
        if table in taken[met.slot] | {REMOTE}:
            table = next(n for n in range(1, len(taken[met.slot]) + 2) if n not in taken[met.slot])
        taken[met.slot].add(table)
        tables[met] = table
    return tables


class Complement(NamedTuple):
    """What the one gains from meeting the other: her need, the other's offer, how well they fit from 0 to 1."""

    value: float
    need: str
    offer: str


ANYBODY, WISH = (
    0.05,
    1.0,
)  # meeting anybody is worth something; a wish, as much as a need that the other meets well


def worth_of(wishes: AbstractSet[Pair], complements: Mapping[Pair, Complement]) -> dict[Pair, float]:
    """What each pair is worth: both wishes and both needs count, on top of meeting at all."""
    worth: dict[Pair, float] = defaultdict(lambda: ANYBODY)
    for pair in wishes:
        worth[_in_order(pair)] += WISH
    for pair, fit in complements.items():
        worth[_in_order(pair)] += fit.value
    return dict(worth)


def _in_order(pair: Pair) -> Pair:
    first, second = sorted(pair, key=str)
    return first, second
