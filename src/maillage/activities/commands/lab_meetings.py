"""`maillage lab meetings`: a round of meetings from a file, planned."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from time import process_time
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from maillage.activities.bridge import habit, planned, planned_again
from maillage.activities.bridge.meetings import SECONDS
from maillage.activities.rules.meeting_file import read_round
from maillage.activities.rules.meetings import REMOTE, numbered
from maillage.activities.rules.why import causes, ways_out
from maillage.common.commands import faults_told

if TYPE_CHECKING:
    from maillage.activities.bridge import Planned
    from maillage.activities.rules.meeting_file import RoundFile


def meetings(
    source: Annotated[
        Path, typer.Option("--input", help="Le problème, un objet JSON : voir docs/reference/rencontres.md.")
    ],
    seconds: Annotated[float, typer.Option(help="Durée de calcul, à peu près, au plus.", min=0.1)] = SECONDS,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Placer des rencontres deux à deux : le plan, sa valeur, et pourquoi quand un plancher est hors d’atteinte."""
    with faults_told():
        asked = read_round(json.loads(source.read_text(encoding="utf-8")))
    started = process_time()
    found = (
        planned(asked.round, seconds=seconds)
        if asked.before is None
        else planned_again(asked.round, asked.before, seconds=seconds)
    )
    report = _report(asked, found, process_time() - started)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        _print(report, Console())


def _report(asked: RoundFile, found: Planned, cpu: float) -> dict[str, Any]:
    remote = {person.key for person in asked.round.people if person.is_remote}
    tables = numbered(found.meetings, remote, {}, asked.round.tables)
    value, fewest = habit(asked.round)
    why = found.why
    return {
        "meetings": [
            {"slot": asked.slots[met.slot], "a": met.first, "b": met.second, "table": tables[met]}
            for met in sorted(found.meetings, key=lambda met: (met.slot, tables[met]))
        ],
        "value": round(found.value, 6),
        "bound": round(found.bound, 6),
        "gap": round(found.gap, 6),
        "proved": found.is_proved,
        "floor_met": why is None,
        "moved": found.moved,
        "greedy": {"value": round(value, 6), "fewest": fewest},
        "why": causes(why, asked.names) if why else [],
        "relax": ways_out(why, asked.names, asked.slots.__getitem__) if why else [],
        "largest_floor": why.floor if why else None,
        "cpu_seconds": round(cpu, 3),
    }


def _print(report: dict[str, Any], console: Console) -> None:
    table = Table("créneau", "table", "qui", "avec qui")
    for met in report["meetings"]:
        place = "à distance" if met["table"] == REMOTE else str(met["table"])
        table.add_row(met["slot"], place, str(met["a"]), str(met["b"]))
    console.print(table)
    certain = "prouvé" if report["proved"] else f"au plus {report['gap']:.2%} sous le meilleur"
    console.print(f"Valeur {report['value']:g} ({certain}) ; à la main {report['greedy']['value']:g}.")
    if report["floor_met"]:
        console.print("Tout le monde a son plancher.")
    for sentence in [*report["why"], *report["relax"]]:
        console.print(f"- {sentence}")
