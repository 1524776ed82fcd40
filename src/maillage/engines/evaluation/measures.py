"""The usual measures of retrieval, for one query. `ranked` holds identifiers, best first, each at most once."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)


def ndcg(ranked: Sequence[Id], grades: Mapping[Id, float], *, k: int) -> float:
    """Normalised discounted cumulative gain of the first k.

    Σ g(i) / log₂(i + 1) over ranks i = 1…k, divided by the same sum for the best order that the grades allow.

    `grades` holds the gain of each judged document; what is not there, or not above 0, gains nothing.

    Returns a value from 0 to 1. Raises ValueError when nothing is relevant, k < 1, or a document comes twice.
    """
    gains = _gains(ranked, grades, k)
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    return _discounted(gains[:k]) / _discounted(ideal[:k])


def reciprocal_rank(ranked: Sequence[Id], grades: Mapping[Id, float]) -> float:
    """1 / rank of the first relevant document, 0 when none is ranked. Raises as `ndcg`."""
    gains = _gains(ranked, grades, 1)
    return next((1.0 / rank for rank, gain in enumerate(gains, start=1) if gain > 0), 0.0)


def recall(ranked: Sequence[Id], grades: Mapping[Id, float], *, k: int) -> float:
    """Share of the relevant documents that are among the first k. Raises as `ndcg`."""
    gains = _gains(ranked, grades, k)
    return sum(gain > 0 for gain in gains[:k]) / sum(grade > 0 for grade in grades.values())


def _gains(ranked: Sequence[Id], grades: Mapping[Id, float], k: int) -> list[float]:
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    if len(set(ranked)) != len(ranked):
        raise ValueError("a ranking holds each document once")
    if not any(grade > 0 for grade in grades.values()):
        raise ValueError("no document is relevant: the measure is not defined")
    return [max(0.0, grades.get(one, 0.0)) for one in ranked]


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
