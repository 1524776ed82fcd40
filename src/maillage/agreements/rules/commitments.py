"""The life of a commitment: what may follow what, and what must be shown for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.agreements.enums import OPEN_COMMITMENTS, CommitmentState
from maillage.agreements.errors import EvidenceNeeded, NoSuchMove

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from maillage.agreements.models import Commitment

_OPEN = frozenset(OPEN_COMMITMENTS)
MOVES: Mapping[CommitmentState, frozenset[CommitmentState]] = {
    CommitmentState.UNDER_WAY: frozenset(CommitmentState) - {CommitmentState.UNDER_WAY},  # taken up again
    CommitmentState.KEPT: _OPEN | {CommitmentState.MISSED},  # late, but kept
    CommitmentState.MISSED: _OPEN,
    CommitmentState.DROPPED: _OPEN,
}
SHOWN = frozenset({CommitmentState.KEPT, CommitmentState.MISSED, CommitmentState.DROPPED})


def next_states(state: str) -> list[CommitmentState]:
    """What a commitment in this state may become, in the order of its life."""
    return [target for target, since in MOVES.items() if state in since]


def check_move(state: str, target: CommitmentState, note: str) -> None:
    """Raises NoSuchMove, and EvidenceNeeded for an end of which nothing is said."""
    if target not in next_states(state):
        raise NoSuchMove(since=CommitmentState(state).label, state=target.label)
    if target in SHOWN and not note.strip():
        raise EvidenceNeeded


def is_late(commitment: Commitment, day: date) -> bool:
    """Still owed after its day; one without a day is never late."""
    return commitment.state in OPEN_COMMITMENTS and commitment.due_on is not None and commitment.due_on < day
