"""The life of a stay: what may follow what, and who says so; which place is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from maillage.agreements.enums import StaySide, StayState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CONSENT_TEXT = gettext_lazy(
    "J’accepte que mon nom et mon courriel soient transmis à l’organisme d’accueil et aux coordinations de "
    "l’entente, pour préparer ce séjour."
)

_FIRM, _HOST = frozenset({StaySide.FIRM}), frozenset({StaySide.HOST})
MOVES: Mapping[tuple[StayState, StayState], frozenset[StaySide]] = {
    (StayState.ASKED, StayState.ACCEPTED): _HOST,
    (StayState.ASKED, StayState.DECLINED): _HOST,
    (StayState.ASKED, StayState.WITHDRAWN): _FIRM,
    (StayState.ACCEPTED, StayState.UNDER_WAY): _HOST,
    (StayState.ACCEPTED, StayState.DECLINED): _HOST,
    (StayState.ACCEPTED, StayState.WITHDRAWN): _FIRM,
    (StayState.UNDER_WAY, StayState.ENDED): _FIRM | _HOST,
}


def may_become(state: str, target: str) -> bool:
    """Whether a stay in this state may reach the other in one step, whoever says so."""
    return (state, target) in MOVES


def moves_open_to(state: str, sides: Iterable[StaySide]) -> list[StayState]:
    """Where a person who stands on these sides may take a stay, in the order of a stay's life."""
    standing = set(sides)
    return [target for (since, target), movers in MOVES.items() if since == state and movers & standing]


def free_place(places: int, taken: Iterable[int]) -> int | None:
    """The first place, counted from one, that nobody holds; None when all are held."""
    held = set(taken)
    return next((place for place in range(1, places + 1) if place not in held), None)
