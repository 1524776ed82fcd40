"""Who is offered a place: best scores first within each community, then what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.activities.enums import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An application as the choice sees it. `heaviest`: its mean on the criterion that weighs most."""

    key: int
    community: int
    score: float
    heaviest: float
    submitted_at: datetime
    forced: str = ""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A place: its number, and the community that it is kept for (None: all)."""

    number: int
    community: int | None


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first. A tie goes to the better on the heaviest criterion, then to whoever applied first."""
    return sorted(candidates, key=lambda c: (-c.score, -c.heaviest, c.submitted_at, c.key))


def seats_of(quotas: Mapping[int, int], places: int) -> list[Seat]:
    """One seat for each place: those kept for a community first, the others open to all."""
    kept = [community for community, number in quotas.items() for _seat in range(number)]
    communities: list[int | None] = [*kept, *[None] * (places - len(kept))]
    return [Seat(number=number, community=community) for number, community in enumerate(communities, 1)]


def seat_people(
    free: Sequence[Seat], waiting: Sequence[tuple[int, int]], *, passes_on: bool
) -> dict[int, int]:
    """Who sits where, by number of seat. `waiting`: (key, community), first in line first.

    A kept seat goes to the first of its community; an open one, or with `passes_on` a kept one that nobody of its
    community can take, to the first of all.
    """
    line = list(waiting)
    seated: dict[int, int] = {}

    def take(seat: Seat, *, community: int | None) -> None:
        found = next((who for who in line if community is None or who[1] == community), None)
        if found is not None:
            seated[seat.number] = found[0]
            line.remove(found)

    for seat in free:
        if seat.community is not None:
            take(seat, community=seat.community)
    for seat in free:
        if seat.number not in seated and (seat.community is None or passes_on):
            take(seat, community=None)
    return seated


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The list as it would be drawn up: who sits where, who waits in order, whom it leaves aside."""

    seated: dict[int, int]  # key of a candidate by number of seat
    waiting: list[int]
    left: list[int]
    unseated: list[int]  # selected by decision, but without a place for them

    def outcome_of(self, key: int) -> Outcome:
        if key in self.seated.values():
            return Outcome.SELECTED
        return Outcome.WAITING if key in self.waiting else Outcome.REFUSED


def propose(
    candidates: Iterable[Candidate], quotas: Mapping[int, int], places: int, *, passes_on: bool
) -> Proposal:
    """The list: those selected by decision sit first, then the order of the scores; decisions to wait or refuse hold."""
    line = in_order(candidates)
    seats = seats_of(quotas, places)
    forced = [(c.key, c.community) for c in line if c.forced == Outcome.SELECTED]
    seated = seat_people(seats, forced, passes_on=True)
    free = [seat for seat in seats if seat.number not in seated]
    judged = [(c.key, c.community) for c in line if not c.forced]
    seated |= seat_people(free, judged, passes_on=passes_on)
    inside = set(seated.values())
    return Proposal(
        seated=seated,
        waiting=[c.key for c in line if c.key not in inside and c.forced in {"", Outcome.WAITING}],
        left=[c.key for c in line if c.forced == Outcome.REFUSED],
        unseated=[key for key, _community in forced if key not in inside],
    )
