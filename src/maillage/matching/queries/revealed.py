"""What a firm already made of the needs that its diagnoses revealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from maillage.assessments.queries.diagnoses import chain_of
from maillage.matching.enums import RevealedState, SharingState
from maillage.matching.models import RevealedNeed

if TYPE_CHECKING:
    from maillage.assessments.models import Sitting


def settled_of(sitting: Sitting) -> dict[str, RevealedNeed]:
    """By key of proposal, in the order they were settled; rows carry their need.

    What was settled for this sitting, or for the shorter one that it continues, and what an older diagnosis of the firm
    made a need that is still open.
    """
    rows = RevealedNeed.objects.filter(
        Q(sitting__in=chain_of(sitting)) | Q(need__state=SharingState.OPEN),
        sitting__organisation=sitting.organisation_id,
        sitting__instrument=sitting.instrument_id,
    )
    found: dict[str, RevealedNeed] = {}
    for row in rows.select_related("need").order_by("settled_at", "pk"):
        if row.state == RevealedState.KEPT or row.key not in found:
            found[row.key] = row
    return found
