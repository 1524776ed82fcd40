"""A bank tried on people drawn by chance: how many questions, how precise, how worn."""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines import adaptive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.assessments.rules.tables import BankRow

TWO_SIDED = 1.959964  # standard errors of an interval at 95 %


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Figures of one simulation. Times are seconds of processor; `max_exposure` is a share of people."""

    items_mean: float
    items_p95: float
    reached: float
    rmse: float
    coverage95: float
    max_exposure: float
    unused_items: int
    us_per_question: float
    us_alone: float
    pricing_seconds: float


def item_bank(rows: Sequence[BankRow], dimensions: Sequence[str]) -> adaptive.ItemBank:
    """Raises ValueError for items that no model knows."""
    place = {name: n for n, name in enumerate(dimensions)}
    return adaptive.ItemBank.of(
        slope=[row.slope for row in rows],
        thresholds=[row.thresholds for row in rows],
        guess=[row.guess for row in rows],
        dimension=[place[row.dimension] for row in rows],
    )


def tried(
    bank: adaptive.ItemBank,
    correlation: Sequence[Sequence[float]],
    *,
    people: int,
    error: float,
    most: int,
    limit: float | None,
    alone: int,
    rng: np.random.Generator,
) -> Trial:
    """`alone`: how many of these people sit alone too, to be timed. Raises ValueError for what the engine refuses."""
    tables = adaptive.Tables.of(bank)
    population = adaptive.Population.standard(correlation)
    goal = adaptive.Goal(most=most, error=error)
    ability = population.drawn(people, rng)
    answers = bank.drawn(ability, rng)
    started = process_time()
    exposure = None if limit is None else adaptive.priced(tables, population, goal, limit=limit, rng=rng)
    pricing = process_time() - started
    lots = exposure.lots(people, rng) if exposure else adaptive.Lots.even(people, len(bank))
    allowed = None if limit is None else np.full(len(bank), int(limit * people), dtype=np.intp)
    started = process_time()
    found = adaptive.simulated(tables, population, goal, answers, lots=lots, allowed=allowed)
    together = process_time() - started
    spread = np.sqrt(np.diagonal(found.covariance, axis1=1, axis2=2))
    away = found.mean - ability
    return Trial(
        items_mean=float(found.asked.mean()),
        items_p95=float(np.percentile(found.asked, 95)),
        reached=float((spread <= error).all(axis=1).mean()),
        rmse=float(np.sqrt((away**2).mean())),
        coverage95=float((np.abs(away) <= TWO_SIDED * spread).mean()),
        max_exposure=float(found.seen.max() / people),
        unused_items=int((found.seen == 0).sum()),
        us_per_question=1e6 * together / max(1, int(found.asked.sum())),
        us_alone=_alone(tables, population, goal, answers[:alone], lots),
        pricing_seconds=pricing,
    )


def _alone(
    tables: adaptive.Tables,
    population: adaptive.Population,
    goal: adaptive.Goal,
    answers: np.ndarray[tuple[int, ...], np.dtype[np.intp]],
    lots: adaptive.Lots,
) -> float:
    """Microseconds of processor a question, of sittings made one after the other."""
    questions = 0
    started = process_time()
    for person, hers in enumerate(answers.tolist()):
        sitting = adaptive.Sitting(tables, population, goal, lots.of(person))
        while (item := sitting.next_item()) is not None:
            sitting.answer(item, hers[item])
        questions += len(sitting.answered)
    return 1e6 * (process_time() - started) / max(1, questions)
