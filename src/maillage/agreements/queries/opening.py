"""The agreements in force around networks, as bonds between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.agreements.models import AgreementVersion, Party
from maillage.agreements.rules.opening import Bond

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


def bonds_around(networks: Collection[int], day: date) -> list[Bond]:
    """Every agreement in force that binds one of these networks, whole. One query."""
    binding = Party.objects.filter(network__in=networks).values("agreement")
    rows = (
        AgreementVersion.objects.in_force(day)
        .filter(agreement__in=binding)
        .order_by("agreement", "pk")
        .values_list("agreement", "agreement__parties__network", "strands")
    )
    found: dict[int, tuple[set[int], set[int]]] = {}
    for agreement, network, strand in rows:
        bound, opened = found.setdefault(agreement, (set(), set()))
        bound.add(network)
        opened.update([strand] if strand is not None else [])
    return [
        Bond(agreement=pk, networks=frozenset(bound), strands=frozenset(opened))
        for pk, (bound, opened) in found.items()
    ]
