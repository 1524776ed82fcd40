"""What people do with the searches they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.matching.enums import AlertFrequency
from maillage.matching.models import SavedSearch
from maillage.matching.queries.saved_searches import results_of

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.common.viewer import Viewer
    from maillage.people.models import User


@transaction.atomic
def keep_search(
    *, owner: User, viewer: Viewer, name: str, query: str, frequency: str, now: datetime
) -> SavedSearch:
    """Keep a search of the catalogue; what its owner finds in it today is not news to her.

    Raises EmptyNeed or TextTooLong when its words are no text.
    """
    return SavedSearch.objects.create(
        owner=owner,
        name=name,
        query=query,
        frequency=frequency,
        known=results_of(query, viewer),
        created_at=now,
        looked_at=now,
    )


@transaction.atomic
def change_search(*, search_id: int, name: str, frequency: str) -> SavedSearch:
    """Name a search otherwise, or be told more or less often."""
    search = SavedSearch.objects.select_for_update(of=("self",)).get(pk=search_id)
    search.name, search.frequency = name, frequency
    search.save(update_fields=["name", "frequency"])
    return search


@transaction.atomic
def drop_search(*, search_id: int) -> None:
    """Keep a search no longer. It says nothing to anybody else: nothing remains of it."""
    SavedSearch.objects.filter(pk=search_id).delete()


@transaction.atomic
def stop_alerts(*, user_id: int) -> int:
    """Write no more to this person about her searches, which stay. Returns how many would have been told of."""
    told = SavedSearch.objects.filter(owner_id=user_id).exclude(frequency=AlertFrequency.NEVER)
    return told.update(frequency=AlertFrequency.NEVER)


def forget_searches(user: User, now: datetime) -> None:  # noqa: ARG001 - what people.personal_data asks of a keeper
    """All that a person kept, gone with her account."""
    SavedSearch.objects.filter(owner=user).delete()
