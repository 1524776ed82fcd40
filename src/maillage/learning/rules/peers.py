"""Which answer a peer is given to review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An answer that waits for a peer. given, received: reviews of its author so far. is_reciprocal: she reviewed whoever draws."""

    submission: int
    sent_at: datetime
    given: int
    received: int
    is_reciprocal: bool


def drawn(waiting: Iterable[Waiting]) -> Waiting | None:
    """Somebody who did not review the reader, if there is one; then whoever gave most for what she got; then the oldest answer."""
    return min(
        waiting,
        key=lambda one: (one.is_reciprocal, one.received - one.given, one.sent_at, one.submission),
        default=None,
    )


def consent_to_peers(*, is_blind: bool) -> str:
    """What somebody agrees to before her answers go to peers."""
    names = (
        _("sans votre nom ; le leur ne vous est pas dit non plus.")
        if is_blind
        else _("avec votre nom ; vous voyez le leur.")
    )
    told = _(
        "Les personnes de la cohorte qui l’acceptent aussi lisent vos réponses envoyées, %(names)s La personne qui anime et la coordination du réseau lisent vos réponses et leurs relectures avec les noms, et gardent le dernier mot. Vous relisez autant de réponses que vous en envoyez."
    )
    return told % {"names": names}
