"""Links by which people without an account answer: signed, bound to one row by its key, dated."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from maillage.common.tokens import facts_behind, token_of

if TYPE_CHECKING:
    from maillage.activities.models import Application, Arrival

APPLICATION, SATISFACTION, FOLLOW_UP, ARRIVAL = (
    "activities.application",
    "activities.satisfaction",
    "activities.follow_up",
    "activities.arrival",
)  # a link for one says nothing to the others
LIFE = {
    APPLICATION: timedelta(days=365),
    SATISFACTION: timedelta(days=60),
    FOLLOW_UP: timedelta(days=90),
    ARRIVAL: timedelta(days=7),
}


@dataclass(frozen=True, kw_only=True)
class Link:
    """What a link says: about what, and under which key."""

    about: int
    key: str


def new_key() -> str:
    """What ties personal links to one row, and dies with it."""
    return secrets.token_urlsafe(12)


def signed(*, purpose: str, about: int, holder: Application | Arrival, now: datetime) -> str:
    """The token of a link, fit for an address."""
    return token_of(purpose, about, holder.key, int(now.timestamp()))


def read(token: str, *, purpose: str, now: datetime) -> Link | None:
    """What a token says, or None when we did not sign it for this purpose, or when it is too old."""
    facts = facts_behind(token, purpose)
    if facts is None:
        return None
    about, key, moment = facts
    if now - datetime.fromtimestamp(moment, UTC) > LIFE[purpose]:
        return None
    return Link(about=about, key=key)
