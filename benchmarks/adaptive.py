"""Adaptive assessment beside catsim, on the same banks and the same answers; and the time of a calibration.

`python benchmarks/adaptive.py` writes the same figures as one JSON object. catsim is no dependency: `pip install catsim` in the
environment that measures, or its column is left empty.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from time import process_time
from typing import Any

import numpy as np

from maillage.engines.adaptive import (
    Goal,
    ItemBank,
    Lots,
    Population,
    Responses,
    Sitting,
    Tables,
    calibrated,
    priced,
    simulated,
)

Figures = dict[str, Any]
ITEMS, PEOPLE, ERROR, MOST, LIMIT = 400, 1_000, 0.30, 60, 0.30
COMPETENCES, AREAS, WITHIN, BETWEEN, THEIR_ERROR = 20, 5, 0.7, 0.5, 0.60
PEER_PEOPLE = 100  # catsim takes milliseconds a question
ANSWERS, FILLED = 5_000, 0.1
FREE_ITEMS, HELD_ITEMS, TOGETHER_US, ALONE_US, WHOLE_ITEMS, FULL_S, SPARSE_S = 13.6, 15.5, 10, 30, 40, 4, 1


def measured(seeds: int) -> Figures:
    """For each seed: one dimension, free and held, catsim, twenty competences; then two calibrations."""
    return {
        "sittings": [_sittings(seed) for seed in range(seeds)],
        "calibration": {"full": _calibration(1.0), "sparse": _calibration(FILLED)},
    }


def _bank(seed: int, dimensions: int = 1) -> ItemBank:
    """Slopes follow a lognormal law (0.2, 0.3), difficulties a standard normal one."""
    chance = np.random.default_rng(seed)
    slope, difficulty = chance.lognormal(0.2, 0.3, ITEMS), chance.normal(size=ITEMS)
    return ItemBank.of(slope=slope, thresholds=difficulty, dimension=np.arange(ITEMS) % dimensions)


def _sittings(seed: int) -> Figures:
    bank, population, goal = _bank(seed), Population.standard(), Goal(most=MOST, error=ERROR)
    tables, chance = Tables.of(bank), np.random.default_rng(1_000 + seed)
    ability = population.drawn(PEOPLE, chance)
    answers = bank.drawn(ability, chance)
    free = _run(tables, population, goal, ability, answers, Lots.even(PEOPLE, ITEMS))
    exposure = priced(tables, population, goal, limit=LIMIT, rng=chance)
    allowed = np.full(ITEMS, int(LIMIT * PEOPLE))
    held = _run(tables, population, goal, ability, answers, exposure.lots(PEOPLE, chance), allowed)
    return {
        "free": free | {"us_alone": _alone(tables, population, goal, answers)},
        "held": held,
        "catsim": _peer(bank, ability[:PEER_PEOPLE], answers),
        "twenty": _twenty(seed),
    }


def _run(  # noqa: PLR0917 - one figure after the other
    tables: Tables,
    population: Population,
    goal: Goal,
    ability: np.ndarray,
    answers: np.ndarray,
    lots: Lots,
    allowed: np.ndarray | None = None,
) -> Figures:
    started = process_time()
    found = simulated(tables, population, goal, answers, lots=lots, allowed=allowed)
    spent = process_time() - started
    away = np.abs(found.mean - ability)
    spread = np.sqrt(np.diagonal(found.covariance, axis1=1, axis2=2))
    return {
        "items": float(found.asked.mean()),
        "items_beside_peer": float(found.asked[:PEER_PEOPLE].mean()),
        "rmse": float(np.sqrt((away**2).mean())),
        "coverage95": float((away <= 1.96 * spread).mean()),
        "max_exposure": float(found.seen.max() / len(answers)),
        "unused": int((found.seen == 0).sum()),
        "us": 1e6 * spent / int(found.asked.sum()),
    }


def _alone(tables: Tables, population: Population, goal: Goal, answers: np.ndarray) -> float:
    questions, started = 0, process_time()
    for hers in answers[:PEER_PEOPLE].tolist():
        sitting = Sitting(tables, population, goal, Lots.even(1, ITEMS))
        while (item := sitting.next_item()) is not None:
            sitting.answer(item, hers[item])
        questions += len(sitting.answered)
    return 1e6 * (process_time() - started) / questions


def _twenty(seed: int) -> Figures:
    area = np.repeat(np.arange(AREAS), COMPETENCES // AREAS)
    correlation = np.where(area[:, None] == area, WITHIN, BETWEEN) * 1.0
    np.fill_diagonal(correlation, 1.0)
    bank, population = _bank(seed, COMPETENCES), Population.standard(correlation)
    chance = np.random.default_rng(2_000 + seed)
    ability = population.drawn(PEOPLE, chance)
    answers = bank.drawn(ability, chance)
    goal = Goal(most=MOST, error=THEIR_ERROR)
    return _run(Tables.of(bank), population, goal, ability, answers, Lots.even(PEOPLE, ITEMS))


def _peer(bank: ItemBank, ability: np.ndarray, answers: np.ndarray) -> Figures | None:
    """Catsim's most usual choices: the item of most information, the likeliest ability, the error of its information."""
    if find_spec("catsim") is None:
        return None
    from catsim import irt  # noqa: PLC0415 - it may be missing
    from catsim.estimation import NumericalSearchEstimator  # noqa: PLC0415 - it may be missing
    from catsim.item_bank import ItemBank as Peer  # noqa: PLC0415 - it may be missing
    from catsim.selection import MaxInfoSelector  # noqa: PLC0415 - it may be missing

    ones = np.ones(ITEMS)
    peer = Peer(np.column_stack([bank.slope, bank.thresholds[:, 0], 0 * ones, ones, 0 * ones]))
    selector, estimator = MaxInfoSelector(), NumericalSearchEstimator()
    questions, squares, started = 0, 0.0, process_time()
    for true, hers in zip(ability[:, 0], answers, strict=False):
        theta, asked = 0.0, []
        while len(asked) < MOST and (not asked or irt.see(theta, peer.items[asked]) > ERROR):
            asked.append(int(selector.select(item_bank=peer, administered_items=asked, est_theta=theta)))
            given = [bool(hers[item]) for item in asked]
            theta = float(
                estimator.estimate(
                    item_bank=peer, administered_items=asked, response_vector=given, est_theta=theta
                )
            )
        questions += len(asked)
        squares += (theta - true) ** 2
    return {
        "items": questions / len(ability),
        "rmse": float(np.sqrt(squares / len(ability))),
        "us": 1e6 * (process_time() - started) / questions,
    }


def _calibration(share: float) -> Figures:
    bank, chance = _bank(0), np.random.default_rng(3)
    answers = bank.drawn(chance.normal(size=(ANSWERS, 1)), chance)
    answers = np.where(chance.random(answers.shape) < share, answers, -1)
    started = process_time()
    found = calibrated(Responses.of(answers))
    return {
        "seconds": process_time() - started,
        "turns": found.turns,
        "slope_rmse": float(np.sqrt(((found.bank.slope - bank.slope) ** 2).mean())),
    }


def lines(figures: Figures) -> list[str]:
    """A section of the report."""
    rows = [
        f"| {seed} | {one['free']['items']:.2f} | {one['held']['items']:.2f} | {one['held']['max_exposure']:.3f} "
        f"| {one['held']['unused']} | {one['free']['us']:.1f} | {one['free']['us_alone']:.1f} | {one['free']['items_beside_peer']:.2f} | {_told(one['catsim'])} "
        f"| {one['twenty']['items']:.2f} | {one['twenty']['coverage95']:.3f} |"
        for seed, one in enumerate(figures["sittings"])
    ]
    full, sparse = figures["calibration"]["full"], figures["calibration"]["sparse"]
    return [
        "## Évaluation adaptée",
        "",
        (
            f"{ITEMS} items, {PEOPLE} personnes, erreur type {ERROR:.2f} en une dimension, {THEIR_ERROR:.2f} en {COMPETENCES} ; catsim : les "
            f"{PEER_PEOPLE} premières personnes, mêmes réponses :"
        ),
        "",
        "| tirage | questions | avec exposition ≤ 30 % | exposition | jamais vus | µs ensemble | µs seule | questions aux mêmes que catsim | catsim : questions, µs | 20 compétences | couverture |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        *rows,
        "",
        (
            f"Calibration de {ANSWERS} × {ITEMS} : {full['seconds']:.1f} s de processeur complète, {sparse['seconds']:.1f} s remplie au "
            "dixième."
        ),
        "",
    ]


def _told(peer: Figures | None) -> str:
    return "absent" if peer is None else f"{peer['items']:.2f}, {peer['us']:.0f}"


def verdict(figures: Figures) -> str:
    """Kept or missed, on the means of the draws."""
    runs = figures["sittings"]
    free, held, whole = (
        float(np.mean([one[name]["items"] for one in runs])) for name in ("free", "held", "twenty")
    )
    together, alone = (float(np.mean([one["free"][name] for one in runs])) for name in ("us", "us_alone"))
    full, sparse = (figures["calibration"][name]["seconds"] for name in ("full", "sparse"))
    pairs = (
        (free, FREE_ITEMS),
        (held, HELD_ITEMS),
        (whole, WHOLE_ITEMS),
        (together, TOGETHER_US),
        (alone, ALONE_US),
        (full, FULL_S),
        (sparse, SPARSE_S),
    )
    word = "tenu" if all(value <= target for value, target in pairs) else "manqué"
    return (
        f"- Évaluation adaptée : {word}, {free:.1f} questions, {held:.1f} avec exposition ≤ 30 %, {whole:.1f} pour vingt compétences, "
        f"{together:.1f} µs ensemble, {alone:.1f} µs seule, calibration {full:.1f} s et {sparse:.1f} s (objectifs {FREE_ITEMS}, {HELD_ITEMS}, "
        f"{WHOLE_ITEMS}, {TOGETHER_US} µs, {ALONE_US} µs, {FULL_S} s, {SPARSE_S} s)."
    )


if __name__ == "__main__":
    print(json.dumps(measured(seeds=4)))
