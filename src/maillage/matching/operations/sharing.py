"""What people do with needs and offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.agreements.enums import Visibility
from maillage.common.jobs import later
from maillage.matching.enums import SharingState
from maillage.matching.models import Need, Offer
from maillage.matching.rules import checked_text, title_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.agreements.models import Strand
    from maillage.directory.models import Network, Organisation, Territory
    from maillage.people.models import User


@transaction.atomic
def publish_need(
    *,
    organisation: Organisation,
    network: Network,
    written_by: User | None,
    text: str,
    kind: str,
    strand: Strand | None,
    visibility: str,
    now: datetime,
    title: str = "",
    territory: Territory | None = None,
    text_is_fictitious: bool = False,
    kinds: Sequence[str] | None = None,
) -> Need:
    """Say what holds a firm back. `kinds`: of which kinds it is, when they are known. Raises EmptyNeed or TextTooLong."""
    text = checked_text(text)
    need = Need.objects.create(
        organisation=organisation,
        network=network,
        written_by=written_by,
        text=text,
        title=title or title_from(text),
        kind=kind,
        strand=strand,
        visibility=narrowed(visibility, strand),
        territory=territory or organisation.territory,
        text_is_fictitious=text_is_fictitious,
        kinds_corrected=None if kinds is None else list(kinds),
        created_at=now,
        updated_at=now,
    )
    later("matching.encode_need", need_id=need.pk)
    later("matching.match_need", need_id=need.pk)
    return need


@transaction.atomic
def publish_offer(
    *,
    organisation: Organisation,
    network: Network,
    title: str,
    text: str,
    kind: str,
    strand: Strand | None,
    visibility: str,
    now: datetime,
    territory: Territory | None = None,
    text_is_fictitious: bool = False,
) -> Offer:
    """Describe what an organisation can do; it is found by its words at once, by its meaning soon after."""
    offer = Offer.objects.create(
        organisation=organisation,
        network=network,
        title=title,
        text=checked_text(text),
        kind=kind,
        strand=strand,
        visibility=narrowed(visibility, strand),
        territory=territory or organisation.territory,
        text_is_fictitious=text_is_fictitious,
        created_at=now,
        updated_at=now,
    )
    later("matching.encode_offer", offer_id=offer.pk)
    return offer


@transaction.atomic
def rewrite_need(*, need_id: int, now: datetime, text: str, **changes: Any) -> Need:
    """Say it otherwise: `changes` holds kind, strand, visibility. Raises EmptyNeed or TextTooLong."""
    need = Need.objects.select_for_update(of=("self",)).get(pk=need_id)
    need.text = checked_text(text)
    need.title = title_from(need.text)
    need.kinds_corrected = None  # they were said of other words
    _apply(need, changes, now)
    later("matching.encode_need", need_id=need.pk)
    later("matching.match_need", need_id=need.pk)
    return need


@transaction.atomic
def rewrite_offer(*, offer_id: int, now: datetime, title: str, text: str, **changes: Any) -> Offer:
    """Describe an offer otherwise: `changes` holds kind, strand, visibility."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    offer.title, offer.text = title, checked_text(text)
    _apply(offer, changes, now)
    later("matching.encode_offer", offer_id=offer.pk)
    return offer


@transaction.atomic
def close_need(*, need_id: int, now: datetime) -> Need:
    """Take a need off every list; its history stays."""
    need = Need.objects.select_for_update(of=("self",)).get(pk=need_id)
    _apply(need, {"state": SharingState.CLOSED}, now)
    return need


@transaction.atomic
def close_offer(*, offer_id: int, now: datetime) -> Offer:
    """Take an offer out of every search; its introductions go on."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    _apply(offer, {"state": SharingState.CLOSED}, now)
    return offer


def narrowed(visibility: str, strand: Strand | None) -> str:
    """Without a strand no agreement can open anything: the network then is as far as it goes."""
    return Visibility.NETWORK if visibility == Visibility.PARTNERS and strand is None else visibility


def _apply(row: Need | Offer, changes: dict[str, Any], now: datetime) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.visibility = narrowed(row.visibility, row.strand)
    row.updated_at = now
    row.save()
