"""What offers and needs mean, as numbers, kept beside them.

Encoding is slow and happens outside any lock: a text rewritten meanwhile keeps its old stamp, and its own job
comes after. Each function is idempotent: what is already encoded, by this encoder and for this text, is passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction

from maillage.matching.bridge import vector_stamp
from maillage.matching.models import Need, Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from maillage.matching.bridge import Encoder, Vector

    Progress = Callable[[int], None]

BATCH = 16


def _silent(_done: int) -> None:
    """Tells nobody how far it is."""


def encode_offers(
    *, offer_ids: Iterable[int], encoder: Encoder, now: datetime, progress: Progress = _silent
) -> int:
    """Encode offers as answers; returns how many were."""
    offers = list(Offer.objects.filter(pk__in=offer_ids).order_by("pk"))
    return _encode(offers, encoder.passages, encoder.name, now, progress)


def encode_needs(
    *, need_ids: Iterable[int], encoder: Encoder, now: datetime, progress: Progress = _silent
) -> int:
    """Encode needs as questions; returns how many were."""

    def as_questions(texts: Sequence[str]) -> Vector:
        return np.stack([encoder.query(text) for text in texts])

    needs = list(Need.objects.filter(pk__in=need_ids).order_by("pk"))
    return _encode(needs, as_questions, encoder.name, now, progress)


def _encode(
    rows: Sequence[Need | Offer],
    encode: Callable[[Sequence[str]], Vector],
    encoder_name: str,
    now: datetime,
    progress: Progress,
) -> int:
    stale = [row for row in rows if row.vector_of != vector_stamp(row, encoder_name)]
    for start in range(0, len(stale), BATCH):
        batch = stale[start : start + BATCH]
        vectors = encode([row.whole_text for row in batch])
        with transaction.atomic():
            for row, vector in zip(batch, vectors, strict=True):
                _store(row, vector, vector_stamp(row, encoder_name), now)
        progress(len(batch))
    return len(stale)


def _store(row: Need | Offer, vector: Vector, stamp: str, now: datetime) -> None:
    unchanged = type(row).objects.filter(pk=row.pk, title=row.title, text=row.text)
    unchanged.update(vector=vector.astype("<f2").tobytes(), vector_of=stamp, vector_at=now)
