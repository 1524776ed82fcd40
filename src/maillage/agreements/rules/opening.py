"""What agreements open between networks, and what changing one would open or close."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Opening = dict[tuple[int, int], frozenset[int]]
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Bond:
    """An agreement in force: the networks that it binds, the strands that it opens between them."""

    agreement: int
    networks: frozenset[int]
    strands: frozenset[int]


def opened_by(bonds: Iterable[Bond]) -> Opening:
    """For each (network, strand): the other networks to which these agreements open it."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for bond in bonds:
        for network in bond.networks:
            for strand in bond.strands:
                found[network, strand] |= bond.networks - {network}
    return {pair: frozenset(others) for pair, others in found.items()}


def opened_with(bonds: Iterable[Bond], bond: Bond) -> Opening:
    """What would be opened if this agreement were as given: without a strand, it opens nothing."""
    return opened_by([*(other for other in bonds if other.agreement != bond.agreement), bond])


def closed_between(before: Opening, after: Opening) -> Opening:
    """For each (network, strand): the networks that it is open to before, and no longer after."""
    closed = {pair: others - after.get(pair, NOBODY) for pair, others in before.items()}
    return {pair: others for pair, others in closed.items() if others}
