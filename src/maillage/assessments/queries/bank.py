"""The questions of an instrument, and what has become of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

if TYPE_CHECKING:
    from maillage.assessments.models import Scale


def being_run_in(scale: Scale) -> float:
    """The share, from 0 to 1, of the questions still asked whose place on this scale is their author's judgement alone."""
    counted = scale.parameters.filter(item__retired_at=None).aggregate(
        all=Count("pk"), judged=Count("pk", filter=Q(answers=0))
    )
    return float(counted["judged"] / counted["all"]) if counted["all"] else 0.0
