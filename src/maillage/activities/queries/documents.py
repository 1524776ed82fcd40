"""Documents of an activity that may be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.activities.queries.activities import activities_coordinated_by
from maillage.activities.queries.visits import part_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.activities.models import Activity, ActivityDocument
    from maillage.common.viewer import Viewer


def documents_of(activity: Activity, viewer: Viewer) -> QuerySet[ActivityDocument]:
    """Of an activity that she may read: public ones; all current ones if she takes part; archived ones too if she coordinates it."""
    documents = activity.documents.select_related("activity").order_by("title", "pk")
    if activities_coordinated_by(viewer).filter(pk=activity.pk).exists():
        return documents
    current = documents.filter(archived_at=None)
    return current if part_of(viewer, activity) is not None else current.filter(is_public=True)
