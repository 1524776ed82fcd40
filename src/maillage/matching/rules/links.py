"""Links that let one person answer from her mail: signed, bound to one introduction, dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from maillage.common.tokens import facts_behind, token_of

if TYPE_CHECKING:
    from maillage.matching.models import Introduction

ANSWER, FOLLOW_UP = "matching.answer", "matching.follow_up"  # a link for one says nothing to the other


@dataclass(frozen=True, kw_only=True)
class Link:
    """What a link says: about what (an introduction or a follow-up), to whom, since when, under which key."""

    about: int
    user_id: int
    key: str
    signed_at: datetime


def signed(*, purpose: str, about: int, introduction: Introduction, user_id: int, now: datetime) -> str:
    """The token of a link, fit for an address."""
    return token_of(purpose, about, user_id, introduction.answer_key, int(now.timestamp()))


def read(token: str, *, purpose: str) -> Link | None:
    """What a token says, or None when we did not sign it for this purpose. Its age is for the caller to judge."""
    facts = facts_behind(token, purpose)
    if facts is None:
        return None
    about, user_id, key, moment = facts
    return Link(about=about, user_id=user_id, key=key, signed_at=datetime.fromtimestamp(moment, UTC))
