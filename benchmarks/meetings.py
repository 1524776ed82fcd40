"""Sixty people, twelve slots, fifteen tables: planned, then planned again without one of them."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any

from own_data import lab

if TYPE_CHECKING:
    from collections.abc import Mapping

Figures = dict[str, Any]
PEOPLE, SLOTS, TABLES, FLOOR, MOST = 60, 12, 15, 4, 8
FREE, WISHES = 0.85, 0.1
GAP, SECONDS, AGAIN_SECONDS = 0.01, 10, 2


def drawn(seed: int) -> Figures:
    """A problem in the form of docs/reference/rencontres.md.

    Each person is free in 85 slots of 100; each pair is worth the square of a draw, so few are worth much, and one
    more when there is a wish, one time in ten.
    """
    chance = Random(seed)
    slots = [f"créneau {n + 1}" for n in range(SLOTS)]
    return {
        "slots": slots,
        "tables": TABLES,
        "floor": FLOOR,
        "most": MOST,
        "people": [
            {"id": str(n), "free": [slot for slot in slots if chance.random() < FREE]} for n in range(PEOPLE)
        ],
        "pairs": [
            {"a": str(a), "b": str(b), "value": round(chance.random() ** 2 + (chance.random() < WISHES), 3)}
            for a, b in combinations(range(PEOPLE), 2)
        ],
    }


def measured(environment: Mapping[str, str], seeds: int) -> list[Figures]:
    """For each seed, what `maillage lab meetings` says of the round, and under `again` once the first person left."""
    found = []
    for seed in range(seeds):
        problem = drawn(seed)
        first = lab("meetings", problem, environment)
        left = problem | {
            "people": [
                one | {"free": [], "floor": 0} if one["id"] == "0" else one for one in problem["people"]
            ],
            "before": [[met["a"], met["b"], met["slot"]] for met in first["meetings"]],
        }
        found.append(first | {"again": lab("meetings", left, environment)})
    return found


def lines(figures: list[Figures]) -> list[str]:
    """A section of the report."""
    rows = [
        f"| {seed} | {one['value']:.2f} | {100 * one['gap']:.2f} % | {one['cpu_seconds']:.1f} | {one['greedy']['value'] / one['value']:.3f} "
        f"| {one['greedy']['fewest']} | {one['again']['moved']} | {one['again']['cpu_seconds']:.1f} |"
        for seed, one in enumerate(figures)
    ]
    return [
        "## Rencontres deux à deux",
        "",
        f"{PEOPLE} personnes, {SLOTS} créneaux, {TABLES} tables, {FLOOR} rencontres au moins pour chaque personne :",
        "",
        "| tirage | valeur | écart à la borne | s de processeur | à la main | à la main, le moins servi | déplacées après un départ | s de processeur |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
        "",
    ]


def verdict(figures: list[Figures]) -> str:
    """Kept or missed."""
    gap, cpu = (max(one[name] for one in figures) for name in ("gap", "cpu_seconds"))
    again = max(one["again"]["cpu_seconds"] for one in figures)
    kept = (
        gap <= GAP and cpu <= SECONDS and again <= AGAIN_SECONDS and all(one["floor_met"] for one in figures)
    )
    return (
        f"- Rencontres deux à deux : {'tenu' if kept else 'manqué'}, {100 * gap:.2f} % de la borne en {cpu:.1f} s, "
        f"refait en {again:.1f} s (objectifs {100 * GAP:.0f} %, {SECONDS} s, {AGAIN_SECONDS} s, plancher de {FLOOR})."
    )
