"""Letters that wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.agreements.models import Notice

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

PATIENCE = timedelta(hours=1)


def notices_left_behind(now: datetime) -> QuerySet[Notice]:
    """Written an hour ago or more, neither sent nor dropped: a worker died on them."""
    return Notice.objects.filter(sent_at=None, dropped_at=None, written_at__lte=now - PATIENCE).order_by(
        "written_at", "pk"
    )
