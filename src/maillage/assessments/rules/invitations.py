"""Links by which an invited person begins: signed, bound to one invitation, dead with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.common.tokens import facts_behind, token_of

if TYPE_CHECKING:
    from maillage.assessments.models import Invitation

INVITED = "assessments.invitation"


def signed(invitation: Invitation) -> str:
    """The token of a link, fit for an address."""
    return token_of(INVITED, invitation.pk, invitation.email)


def read(token: str) -> tuple[int, str] | None:
    """The invitation that a token names and the address it went to, or None when we did not sign it for this."""
    facts = facts_behind(token, INVITED)
    return None if facts is None else (facts[0], facts[1])
