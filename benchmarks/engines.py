"""What engines promise, measured by the commands that anybody may run: sharing out, a whole country, meetings, assessment, paths, one search."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import adaptive
import meetings
import pathways
from own_data import maillage_program

if TYPE_CHECKING:
    from collections.abc import Mapping

Figures = dict[str, Any]
SHARING = {"needs": 2_000, "experts": 150}
WHOLE = {"allocation": SHARING, "national": {"firms": 100_000, "offers": 20_000}}
QUICK = {"allocation": SHARING, "national": {"firms": 2_000, "offers": 1_000}}
ROUTING_SECONDS, ROUTING_SHARE, ROUTING_DECILE = 1.0, 0.995, 0.72
SEARCH_MS = 120
ROUNDS = 3  # draws of one-to-one meetings
SITTINGS = 4  # banks of adaptive assessment
PATHS = 6  # draws of learning paths
NAMES = {"routing": "répartition", "optimum": "optimum sans équité", "first_come": "premier arrivé", "no_capacity": "sans capacité"}  # fmt: skip


def measured(environment: Mapping[str, str], sizes: Mapping[str, Mapping[str, int]]) -> Figures:
    """The report of each `maillage lab` command that an engine is measured by."""
    return {
        command: json.loads(
            subprocess.run(  # noqa: S603 - our own program, an argument list, no shell
                [
                    maillage_program(),
                    "lab",
                    command,
                    *(f"--{name}={n}" for name, n in size.items()),
                    "--json",
                ],
                env=dict(environment),
                stdout=subprocess.PIPE,
                check=True,
            ).stdout
        )
        for command, size in sizes.items()
    } | {
        "meetings": meetings.measured(environment, ROUNDS),
        "adaptive": adaptive.measured(SITTINGS),
        "paths": pathways.measured(environment, PATHS),
    }


def lines(figures: Figures) -> list[str]:
    """A section of the report."""
    allocation, national = figures["allocation"], figures["national"]
    rows = [
        f"| {label} | {way['share_of_optimum']:.4f} | {way['worst_decile']:.2f} | {way['heaviest_load']:.1f} "
        f"| {way['over_capacity']} | {way['left_aside']} | {way['cpu_seconds']:.2f} |"
        for name, label in NAMES.items()
        for way in [allocation[name]]
    ]
    return [
        "## Répartition et appariement",
        "",
        f"{allocation['needs']} besoins, {allocation['experts']} experts, {allocation['places']} places :",
        "",
        "| | part de l’optimum | pire décile | charge la plus forte | experts débordés | de côté | s de processeur |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
        (
            f"{national['firms']} entreprises, {national['offers']} offres, {national['eligible']:.3f} des paires admissibles, "
            f"{national['profiles']} profils : {national['eligibility_core_seconds']:.1f} s de processeur pour l’admissibilité, "
            f"{national['matching_core_seconds']:.1f} s pour les dix plus proches."
        ),
        "",
        *meetings.lines(figures["meetings"]),
        *adaptive.lines(figures["adaptive"]),
        *pathways.lines(figures["paths"]),
    ]


def verdicts(figures: Figures, search: list[Figures]) -> list[str]:
    """A list, one item per promise: kept or missed."""
    routing, national = figures["allocation"]["routing"], figures["national"]
    kept = (
        routing["cpu_seconds"] <= ROUTING_SECONDS
        and routing["share_of_optimum"] >= ROUTING_SHARE
        and routing["worst_decile"] >= ROUTING_DECILE
        and routing["over_capacity"] == 0
    )
    seconds = national["core_seconds"]
    p95 = search[0]["new_text_visitor"]["p95"]
    return [
        (
            f"- Répartition : {_word(kept=kept)}, {routing['cpu_seconds']:.2f} s, {routing['share_of_optimum']:.4f} de l’optimum, "
            f"pire décile {routing['worst_decile']:.2f} (objectifs {ROUTING_SECONDS:.0f} s, {ROUTING_SHARE}, {ROUTING_DECILE})."
        ),
        (
            f"- Un pays entier : {_word(kept=seconds <= national['target_core_seconds'])}, {seconds:.1f} s de processeur "
            f"(objectif {national['target_core_seconds']:.0f})."
        ),
        (
            f"- Une recherche, encodage compris, p95 : {_word(kept=p95 <= SEARCH_MS)}, {p95:.0f} ms, dont "
            f"{search[0]['new_text_visitor']['cpu_p95']:.0f} ms de processeur (objectif {SEARCH_MS})."
        ),
        meetings.verdict(figures["meetings"]),
        adaptive.verdict(figures["adaptive"]),
        pathways.verdict(figures["paths"]),
    ]


def _word(*, kept: bool) -> str:
    return "tenu" if kept else "manqué"
