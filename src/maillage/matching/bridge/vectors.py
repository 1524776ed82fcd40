"""Meanings as rows keep them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.matching.bridge.encoder import current_encoder

if TYPE_CHECKING:
    from maillage.matching.bridge.encoder import Vector
    from maillage.matching.models import Need, Offer


def known_vector(row: Need) -> Vector | None:
    """The meaning of a need as its job stored it; None when it is not there yet or stands for another text."""
    encoder = current_encoder()
    if encoder is None or row.vector is None or row.vector_of != vector_stamp(row, encoder.name):
        return None
    return read_vector(row.vector)


def vector_stamp(row: Need | Offer, encoder_name: str) -> str:
    """Names the encoder and the very text that a vector stands for."""
    return f"{encoder_name}:{hashlib.sha256(row.whole_text.encode()).hexdigest()[:40]}"


def read_vector(stored: Any) -> Vector:
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)
