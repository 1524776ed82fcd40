"""What offers mean, as numbers, kept beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.matching.bridge.corpus import text_of, vector_stamp
from maillage.matching.models import Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from maillage.matching.bridge.encoder import Encoder

BATCH = 16


def encode_offers(
    *,
    offer_ids: Iterable[int],
    encoder: Encoder,
    now: datetime,
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Encode the offers whose meaning is missing or out of date; returns how many were.

    Idempotent: an offer already encoded with this encoder and this text is passed over. Encoding is slow and
    happens outside any lock: a text rewritten meanwhile keeps its old stamp, and its own job comes after.
    """
    offers = list(Offer.objects.filter(pk__in=offer_ids).order_by("pk"))
    stale = [offer for offer in offers if offer.vector_of != vector_stamp(offer, encoder.name)]
    for start in range(0, len(stale), BATCH):
        batch = stale[start : start + BATCH]
        vectors = encoder.passages([text_of(offer) for offer in batch])
        with transaction.atomic():
            for offer, vector in zip(batch, vectors, strict=True):
                Offer.objects.filter(pk=offer.pk, title=offer.title, text=offer.text).update(
                    vector=vector.astype("<f2").tobytes(),
                    vector_of=vector_stamp(offer, encoder.name),
                    vector_at=now,
                )
        progress(len(batch))
    return len(stale)
