"""Stories: those that may be told, and those that wait for a firm's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from maillage.directory.queries import organisations_spoken_for
from maillage.outcomes.models import Statement, Story

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer

TOLD = Q(is_public_fact=True) | Q(consent__isnull=False, consent__withdrawn_at__isnull=True)


def stories_told() -> QuerySet[Story]:
    """Those that everybody may read: the firm agreed and did not take it back, or it was public already; its outcome stands.
    The newest first. Rows carry their outcome, its firm and its place.
    """
    stands = Statement.objects.current().filter(outcome=OuterRef("outcome"))
    return (
        Story.objects.filter(TOLD, Exists(stands))
        .select_related("outcome__organisation", "outcome__territory", "outcome__initiative", "consent")
        .order_by("-chosen_at", "-pk")
    )


def stories_awaiting(viewer: Viewer) -> QuerySet[Story]:
    """Those that wait for the word of the firms that she speaks for, the oldest first."""
    firms = organisations_spoken_for(viewer).order_by().values("pk")
    return (
        Story.objects.filter(is_public_fact=False, consent__isnull=True, outcome__organisation__in=firms)
        .select_related("outcome__network")
        .order_by("chosen_at", "pk")
    )
