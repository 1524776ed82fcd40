"""Searches that people keep, and what is new in them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from maillage.matching.enums import AlertFrequency
from maillage.matching.models import SavedSearch
from maillage.matching.queries.catalogue import found_in_catalogue
from maillage.matching.rules.catalogue import search_in

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer

SHY = timedelta(hours=4)  # a round that starts a little earlier than yesterday's still counts
WAIT = {AlertFrequency.DAILY: timedelta(days=1) - SHY, AlertFrequency.WEEKLY: timedelta(days=7) - SHY}


def searches_of(viewer: Viewer) -> QuerySet[SavedSearch]:
    """What the viewer keeps, the latest first."""
    return SavedSearch.objects.filter(owner=viewer.user_id).defer("known").order_by("-created_at", "-pk")


def searches_due(now: datetime) -> QuerySet[SavedSearch]:
    """Searches that it is time to look at, of people who still have an account; by person, the oldest first."""
    due = Q()
    for frequency, wait in WAIT.items():
        due |= Q(frequency=frequency, looked_at__lte=now - wait)
    return SavedSearch.objects.filter(due, owner__is_active=True).order_by("owner", "created_at", "pk")


def people_to_alert(now: datetime) -> list[int]:
    """Whose searches it is time to look at."""
    return list(searches_due(now).order_by("owner").values_list("owner", flat=True).distinct())


def results_of(query: str, viewer: Viewer) -> list[int]:
    """The offers that a search finds today, in its order. Raises EmptyNeed or TextTooLong."""
    return found_in_catalogue(search_in(query), viewer).ids
