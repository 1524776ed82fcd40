"""What the tokens of activities are for."""

from __future__ import annotations

import secrets

from maillage.common.tokens import token_of

FEED = "activities.feed"
WITHDRAWAL = "activities.withdrawal"


def new_seed() -> str:
    return secrets.token_urlsafe(32)


def feed_token(seed: str) -> str:
    """What stands in the address of a private calendar."""
    return token_of(FEED, seed)


def withdrawal_token(participant_id: int) -> str:
    """What lets whoever reads a participant's mail give her place back, and do nothing else."""
    return token_of(WITHDRAWAL, participant_id)
