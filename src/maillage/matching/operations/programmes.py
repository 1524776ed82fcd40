"""What happens to a programme: published, revised, archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.agreements.enums import Visibility
from maillage.matching.enums import OfferKind, SharingState
from maillage.matching.models import Programme, ProgrammeFact
from maillage.matching.operations.sharing import close_offer, publish_offer, rewrite_offer
from maillage.matching.queries.programmes import territories_at

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.directory.models import Network, Organisation
    from maillage.matching.rules.programmes import ProgrammeDraft


@transaction.atomic
def publish_programme(
    *,
    draft: ProgrammeDraft,
    organisation: Organisation,
    network: Network,
    now: datetime,
    visibility: str = Visibility.PUBLIC,
) -> Programme:
    """Enter a programme in the catalogue, with the offer by which people find it and its sources.

    Raises EmptyNeed or TextTooLong for its description.
    """
    offer = publish_offer(
        organisation=organisation,
        network=network,
        title=draft.title,
        text=draft.text,
        kind=OfferKind.PROGRAMME,
        strand=None,
        visibility=visibility,
        now=now,
    )
    programme = Programme.objects.create(offer=offer, **draft.own_fields)
    _place_and_source(programme, draft)
    return programme


@transaction.atomic
def revise_programme(*, programme_id: int, draft: ProgrammeDraft, now: datetime) -> bool:
    """Say what a programme has become; one more version, the former one stays in its history.

    An archived programme comes back. Returns whether anything changed.
    """
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme_id)
    if not _differs(programme, draft):
        return False
    for name, value in draft.own_fields.items():
        setattr(programme, name, value)
    programme.version += 1
    programme.archived_at = None
    programme.save()
    _place_and_source(programme, draft)
    rewrite_offer(
        offer_id=programme.offer_id, now=now, title=draft.title, text=draft.text, state=SharingState.OPEN
    )
    return True


@transaction.atomic
def archive_programme(*, programme_id: int, now: datetime) -> Programme:
    """Take a programme out of every result; it keeps its history and its introductions."""
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme_id)
    programme.archived_at = now
    programme.save(update_fields=["archived_at"])
    close_offer(offer_id=programme.offer_id, now=now)
    return programme


def _differs(programme: Programme, draft: ProgrammeDraft) -> bool:
    offer = programme.offer
    if programme.archived_at or (offer.title, offer.text) != (draft.title, draft.text):
        return True
    if any(getattr(programme, name) != value for name, value in draft.own_fields.items()):
        return True
    sources = programme.facts.order_by("field").values_list("field", "source_url", "checked_on")
    return list(sources) != [(name, draft.source_url, draft.checked_on) for name in sorted(draft.told_fields)]


def _place_and_source(programme: Programme, draft: ProgrammeDraft) -> None:
    """Territories served and sources as the draft tells them; whoever answers for a fact still does."""
    programme.territories.set(territories_at(draft.places_served).values())
    programme.facts.exclude(field__in=draft.told_fields).delete()
    ProgrammeFact.objects.bulk_create(
        [
            ProgrammeFact(
                programme=programme, field=name, source_url=draft.source_url, checked_on=draft.checked_on
            )
            for name in draft.told_fields
        ],
        update_conflicts=True,
        unique_fields=["programme", "field"],
        update_fields=["source_url", "checked_on"],
    )
