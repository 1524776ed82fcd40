"""A real bank tried before anybody answers it: people drawn by chance sit for it question by question, as people will."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.assessments.bridge.live import LiveSitting, bank_of_draft
from maillage.assessments.models import Sitting
from maillage.assessments.rules.bands import shares_of
from maillage.assessments.rules.conditions import holds
from maillage.engines import adaptive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.assessments.bridge.live import Known, LiveBank
    from maillage.assessments.rules.content import InstrumentDraft

AIM = 0.8  # of the limit: among a thousand people, chance alone adds three standard errors to the most seen, and prices are off too


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """Means over people and dimensions, if authors are right about their questions.

    most: questions at most; questions: how many were asked. error: standard error, in logits, and `precise` the share of dimensions where it is the one
    wanted or less; points: distance of scores to the true ones, for firms. coverage95: the share of true positions within their interval.
    level_right, level_near: the share of levels told right, and right or next to it. most_seen: the share of people who saw the question most
    seen, never_seen: questions that nobody saw; the same `_free` when questions have no price.
    """

    most: int
    questions: float
    error: float
    precise: float | None
    points: float | None
    coverage95: float
    level_right: float
    level_near: float
    most_seen: float
    never_seen: int
    most_seen_free: float
    never_seen_free: int


@dataclass(frozen=True, kw_only=True)
class _Told:
    """One dimension of one person: what was told, the truth, and the questions asked."""

    known: Known
    ability: float
    score: float
    level: int
    true_level: int


def rehearsed(
    draft: InstrumentDraft, *, most: int, people: int, seed: int, facts: Mapping[str, Any] | None = None
) -> Rehearsal:
    """The whole instrument, before `people` drawn from its own prior. `facts`: of every firm."""
    bank = bank_of_draft(draft)
    rng = np.random.default_rng(seed)
    ability = bank.population.drawn(people, rng)
    answers = bank.tables.bank.drawn(ability, rng)
    closed = [
        rank for rank, one in enumerate(draft.items) if not holds(one.body.get("asked_if", ()), facts or {})
    ]
    error = float(draft.content["length"]["error"])
    told: list[_Told] = []
    seen = np.zeros(len(draft.items), dtype=np.intp)
    for hers, truth in zip(answers.tolist(), ability.tolist(), strict=True):
        sitting = Sitting(
            dimensions=draft.dimensions, closed=closed, most=most, error=error, seed=int(rng.integers(2**31))
        )
        asked, live = _sat(sitting, bank, hers)
        seen[asked] += 1
        told += _told(live, truth, draft.content)
    free = _seen_free(bank, answers, closed, adaptive.Goal(most=most, error=error))
    open_ = np.setdiff1d(np.arange(len(draft.items)), closed)
    return Rehearsal(
        most=most,
        questions=float(seen.sum() / people),
        **_precision(told, error, of_firms=facts is not None),
        most_seen=float(seen.max() / people),
        never_seen=int((seen[open_] == 0).sum()),
        most_seen_free=float(free.max() / people),
        never_seen_free=int((free[open_] == 0).sum()),
    )


def priced(bank: LiveBank, *, most: int, error: float, seed: int) -> list[tuple[float, float]]:
    """Price and ticket of each item, in order, under which none is seen by more people than the limit of the bank. Four digits.

    Nothing counts who saw what while people sit, so prices aim below the limit by what chance adds.
    """
    found = adaptive.priced(
        bank.tables,
        bank.population,
        adaptive.Goal(most=most, error=error),
        limit=AIM * bank.exposure.limit,
        rng=np.random.default_rng(seed),
    )
    return [
        (float(f"{price:.4g}"), float(f"{ticket:.4g}"))
        for price, ticket in zip(found.price.tolist(), found.lottery.tolist(), strict=True)
    ]


def _sat(sitting: Sitting, bank: LiveBank, answers: Sequence[int]) -> tuple[list[int], LiveSitting]:
    live, asked = LiveSitting(sitting, (), bank=bank), list[int]()
    while (item := live.next_item) is not None:
        live.learn(item, answers[item])
        asked.append(item)
    return asked, live


def _told(live: LiveSitting, ability: Sequence[float], content: Mapping[str, Any]) -> list[_Told]:
    cuts, shares, told = content.get("cuts", ()), shares_of(content), []
    for rank, known in enumerate(live.known(cuts, shares=shares)):
        score = live.score_at(rank, ability[rank])
        place, bounds = (ability[rank], cuts) if cuts else (score / 100, shares)
        told.append(
            _Told(
                known=known,
                ability=ability[rank],
                score=score,
                level=int(np.argmax(known.levels)),
                true_level=int(np.searchsorted(bounds, place, side="right")),
            )
        )
    return told


def _precision(told: Sequence[_Told], error: float, *, of_firms: bool) -> dict[str, Any]:
    errors = np.array([one.known.error for one in told])
    apart = np.array([abs(one.level - one.true_level) for one in told])
    within = [one.known.low <= one.ability <= one.known.high for one in told]
    return {
        "error": float(errors.mean()),
        "precise": None if of_firms else float((errors <= error).mean()),
        "points": float(np.mean([abs(one.known.score[1] - one.score) for one in told])) if of_firms else None,
        "coverage95": float(np.mean(within)),
        "level_right": float((apart == 0).mean()),
        "level_near": float((apart <= 1).mean()),
    }


def _seen_free(bank: LiveBank, answers: Any, closed: Sequence[int], goal: adaptive.Goal) -> Any:
    lots = adaptive.Lots.even(len(answers), len(bank.items))
    lots.weight[:, list(closed)] = 0.0
    return adaptive.simulated(bank.tables, bank.population, goal, answers, lots=lots).seen
