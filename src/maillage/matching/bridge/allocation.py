"""From needs with their candidates to a sharing out, through the allocation engine."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.engines.allocation import allocate, first_come, without_capacity
from maillage.matching.enums import LeftAside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

EVENNESS = 0.04  # the last place of a holder costs one twenty-fifth of the best score
NEAREST = 30


def share_out(
    candidates: Mapping[int, Mapping[int, float]], capacity: Mapping[int, int], load: Mapping[int, int]
) -> dict[int, int | LeftAside]:
    """For each need its offer, or why it has none.

    `candidates`: by need, the score of each offer that may be kept for it; scores are compared with the best of all.
    `capacity` and `load`: by offer, what it takes in a month and what it carries already.
    """
    offers = sorted({offer for scores in candidates.values() for offer in scores})
    column = {offer: place for place, offer in enumerate(offers)}
    scores = np.zeros((len(candidates), len(offers)))
    allowed = np.zeros(scores.shape, dtype=np.bool_)
    for row, found in enumerate(candidates.values()):
        for offer, score in found.items():
            scores[row, column[offer]] = score
            allowed[row, column[offer]] = True
    answer = allocate(
        scores / max(np.abs(scores).max(initial=0.0), np.finfo(float).tiny),
        allowed,
        np.array([capacity[offer] for offer in offers], dtype=np.int64),
        np.array([load[offer] for offer in offers], dtype=np.int64),
        evenness=EVENNESS,
        nearest=NEAREST,
    )
    return {
        need: offers[expert] if expert >= 0 else LeftAside.ALL_FULL if had else LeftAside.NO_CANDIDATE
        for need, expert, had in zip(
            candidates, answer.expert.tolist(), answer.had_candidates.tolist(), strict=True
        )
    }


def compared(scores: NDArray[np.float64], capacity: NDArray[np.int64]) -> dict[str, dict[str, Any]]:
    """The sharing out of the site beside the best one that ignores loads, and two habits; every pair is allowed."""
    allowed, nothing = np.ones(scores.shape, dtype=np.bool_), np.zeros_like(capacity)
    limits = (scores, allowed, capacity, nothing)
    ways: dict[str, Callable[[], NDArray[np.intp]]] = {
        "routing": lambda: allocate(*limits, evenness=EVENNESS, nearest=NEAREST).expert,
        "optimum": lambda: allocate(*limits, evenness=0.0, nearest=len(capacity)).expert,
        "first_come": lambda: first_come(scores, allowed, capacity),
        "no_capacity": lambda: without_capacity(scores, allowed),
    }
    found = {}
    for name, way in ways.items():
        started = process_time()
        expert = way()
        found[name] = {"cpu_seconds": round(process_time() - started, 3)} | _figures(scores, capacity, expert)
    for figures in found.values():
        figures["share_of_optimum"] = round(figures["total"] / found["optimum"]["total"], 5)
    return found


def _figures(
    scores: NDArray[np.float64], capacity: NDArray[np.int64], expert: NDArray[np.intp]
) -> dict[str, Any]:
    """`worst_decile`: the score that nine needs in ten reach; a need left aside has 0."""
    served = expert >= 0
    got = np.where(served, scores[np.arange(len(scores)), expert], 0.0)
    load = np.bincount(expert[served], minlength=len(capacity))
    return {
        "total": round(float(got.sum()), 2),
        "worst_decile": round(float(np.quantile(got, 0.1)), 3),
        "left_aside": int((~served).sum()),
        "heaviest_load": round(float((load / capacity).max()), 2),
        "over_capacity": int((load > capacity).sum()),
    }
