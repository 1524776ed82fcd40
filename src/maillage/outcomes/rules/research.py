"""Outcomes for research: figures of groups of ten or more, and nothing of smaller ones but that they exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from maillage.assessments.models import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

COLUMNS = (
    "year", "country", "region", "kind", "currency", "certainty", "is_fictitious",
    "is_told", "outcomes", "firms", "value", "full_time_equivalents",
)  # fmt: skip


class Key(NamedTuple):
    """region: official code; empty when the place is wider or not known."""

    year: int
    country: str
    region: str
    kind: str
    currency: str
    certainty: str
    is_fictitious: int  # 0 or 1: invented for a demonstration


@dataclass(frozen=True, kw_only=True)
class Lot:
    """A part of a group. alone: outcomes that no firm holds, each of somebody else."""

    outcomes: int
    firms: frozenset[int]
    alone: int
    value: Decimal
    full_time_equivalents: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Group:
    key: Key
    outcomes: int
    firms: int
    sources: int  # firms, and outcomes that no firm holds: what must be ten or more
    value: Decimal
    full_time_equivalents: Decimal | None

    @classmethod
    def of(cls, key: Key, lots: Sequence[Lot]) -> Group:
        """A firm that stands in two lots is one source."""
        firms = frozenset[int]().union(*(lot.firms for lot in lots))
        known = [lot.full_time_equivalents for lot in lots if lot.full_time_equivalents is not None]
        return cls(
            key=key,
            outcomes=sum(lot.outcomes for lot in lots),
            firms=len(firms),
            sources=len(firms) + sum(lot.alone for lot in lots),
            value=sum((lot.value for lot in lots[1:]), lots[0].value),
            full_time_equivalents=sum(known[1:], known[0]) if known else None,
        )

    @property
    def is_told(self) -> bool:
        return self.sources >= FEWEST


def lines_of(groups: Sequence[Group]) -> Iterator[tuple[object, ...]]:
    """The lines of the file under COLUMNS; of a small group, its key and empty figures."""
    for group in groups:
        figures = (group.outcomes, group.firms, group.value, group.full_time_equivalents)
        yield *group.key, int(group.is_told), *(figures if group.is_told else ("",) * len(figures))
