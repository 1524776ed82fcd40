"""What may be said of past needs: never more than the viewer may see, beyond a number of firms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.matching.models import Need
from maillage.matching.rules import FEWEST_FIRMS, past_reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from maillage.common.viewer import Viewer
    from maillage.matching.bridge import Ranking
    from maillage.matching.rules import Reason


def past_reasons(ranking: Ranking, offer_ids: Collection[int], viewer: Viewer) -> dict[int, Reason]:
    """Why the past speaks for these offers, by offer; one query, only where too few firms were helped to be counted."""
    helped = {offer_id: pairs for offer_id in offer_ids if (pairs := ranking.alike(offer_id))}
    firms = {offer_id: len({pair.firm_id for pair in pairs}) for offer_id, pairs in helped.items()}
    asked = {
        pair.need_id for offer_id, pairs in helped.items() if firms[offer_id] < FEWEST_FIRMS for pair in pairs
    }
    seen = (
        set(Need.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", flat=True))
        if asked
        else set()
    )
    reasons = {
        offer_id: past_reason(
            firms=firms[offer_id], one_is_visible=any(pair.need_id in seen for pair in pairs)
        )
        for offer_id, pairs in helped.items()
    }
    return {offer_id: reason for offer_id, reason in reasons.items() if reason}
