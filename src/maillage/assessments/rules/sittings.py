"""How a sitting is laid out: what is closed to it, and the order in which answers are shown."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from maillage.assessments.enums import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maillage.assessments.models import Item

FEWEST_ANSWERS = 5  # before a result says something
ENOUGH_SITTINGS = 50  # before the share of people who saw a question says something
MOST_CLOSED = 0.5  # of the questions of one dimension, for having been seen too much
KEEP_ORDER = {ItemKind.GRADED}  # from the lowest to the highest


def too_much_seen(
    seen: Iterable[tuple[int, str, int]], *, most: float, questions: Mapping[str, int]
) -> set[int]:
    """Items seen more than `most` times, the most seen first, while half of each dimension stays open.

    seen: (item, dimension, times). questions: how many each dimension has.
    """
    closed: set[int] = set()
    shut: Counter[str] = Counter()
    for item, dimension, times in sorted(seen, key=lambda row: (-row[2], row[0])):
        if times > most and shut[dimension] + 1 <= MOST_CLOSED * questions[dimension]:
            closed.add(item)
            shut[dimension] += 1
    return closed


def order_shown(item: Item, *, seed: int) -> list[int]:
    """The ranks of the options as this sitting shows them, always the same."""
    ranks = list(range(len(item.body["options"])))
    if item.kind not in KEEP_ORDER and not item.body.get("keeps_order"):
        ranks.sort(key=lambda rank: sha256(f"{seed}:{item.code}:{rank}".encode()).digest())
    return ranks
