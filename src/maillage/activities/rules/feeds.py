"""Addresses that carry their own proof."""

from __future__ import annotations

import secrets

from django.core import signing

FEED = "activities.feed"
WITHDRAWAL = "activities.withdrawal"


def new_seed() -> str:
    return secrets.token_urlsafe(32)


def feed_token(seed: str) -> str:
    """What stands in the address of a private calendar."""
    return signing.Signer(salt=FEED, sep=".").sign(seed)


def seed_of(token: str) -> str:
    """The seed of a token that we made. Raises signing.BadSignature for any other."""
    return signing.Signer(salt=FEED, sep=".").unsign(token)


def withdrawal_token(participant_id: int) -> str:
    """What lets whoever reads a participant's mail give her place back, and do nothing else."""
    return signing.dumps(participant_id, salt=WITHDRAWAL)


def participant_of(token: str) -> int:
    """Raises signing.BadSignature for a token that we did not make."""
    return int(signing.loads(token, salt=WITHDRAWAL))
