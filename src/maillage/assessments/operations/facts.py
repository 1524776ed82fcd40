"""What a firm tells of itself once its questions are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.assessments.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Mapping


@transaction.atomic
def tell_facts(*, sitting_id: int, facts: Mapping[str, Any]) -> Sitting:
    """Keep these facts with the sitting, in the place of what was told of them; None: not known, or not said."""
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting_id)
    sitting.facts = {**sitting.facts, **facts}
    sitting.save(update_fields=["facts"])
    return sitting
