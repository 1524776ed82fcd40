"""Whose turn it is to receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maillage.agreements.models import HostingYear, Party


def next_turn(parties: Sequence[Party], years: Iterable[HostingYear]) -> Party | None:
    """The party that has waited longest: first one that never received, in their order. None without parties.

    A skipped year changes nobody's turn.
    """
    last = {year.host_id: year.year for year in sorted(years, key=lambda year: year.year)}
    return min(parties, key=lambda party: last.get(party.pk, 0), default=None)
