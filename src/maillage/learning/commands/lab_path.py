"""`maillage lab path`: a learning path from a file, planned."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from time import process_time
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from maillage.common.commands import faults_told
from maillage.learning.rules.asked import SECONDS
from maillage.learning.rules.path_file import read_path
from maillage.learning.rules.why import causes, ways_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage.learning.bridge.pathways import Planner


def path(
    source: Annotated[
        Path, typer.Option("--input", help="Le problème, un objet JSON : voir docs/reference/parcours.md.")
    ],
    seconds: Annotated[float, typer.Option(help="Durée de calcul, à peu près, au plus.", min=0.1)] = SECONDS,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Planifier un parcours : le plus tôt fini parmi les plus courts, et pourquoi quand la date est hors d’atteinte."""
    from maillage.learning.bridge.pathways import Planner  # noqa: PLC0415 - it brings HiGHS: what plans nothing starts sooner

    with faults_told():
        planner = Planner(read_path(json.loads(source.read_text(encoding="utf-8"))))
    report = _report(planner, seconds)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        _print(report, {module.key: module.title for module in planner.asked.modules}, Console())


def _report(planner: Planner, seconds: float) -> dict[str, Any]:
    started = process_time()
    fewest = planner.fewest()
    counted = process_time()
    found = planner.path(seconds=seconds)
    cpu = {
        "fewest_cpu_seconds": round(counted - started, 4),
        "cpu_seconds": round(process_time() - counted, 3),
    }
    if found is None:
        why = planner.why()
        names = {module.key: module.title for module in planner.asked.modules}
        said = {"cause": why.cause, "why": causes(why, names), "ways": ways_out(why, names)}
        return {"possible": False, "fewest_minutes": fewest} | said | cpu
    beside = planner.beside()
    return {
        "possible": True,
        "path": planner.rows(found),
        "minutes": found.minutes,
        "fewest_minutes": fewest,
        "weeks": found.finish,
        "weeks_bound": found.bound,
        "proved": found.proved,
        "finish": planner.last_day(found.finish).isoformat(),
        "changes": found.changes,
        "changes_proved": found.changes_proved,
        "skipped": {key: [one._asdict() for one in why] for key, why in found.skipped.items()},
        "beside": None if beside is None else {name: way._asdict() for name, way in beside._asdict().items()},
    } | cpu


def _print(report: Mapping[str, Any], titles: Mapping[str, str], console: Console) -> None:
    if not report["possible"]:
        for sentence in [*report["why"], *report["ways"]]:
            console.print(f"- {sentence}")
        return
    table = Table("quand", "module", "pourquoi")
    for row in report["path"]:
        when = row["start"] or f"{row['from']} – {row['to']}"
        fills = [f"{one['competence']} {one['level']}" for one in row["fills"]]
        table.add_row(
            when, titles[row["module"]], ", ".join([*fills, *(f"→ {titles[key]}" for key in row["opens"])])
        )
    console.print(table)
    certain = "prouvé" if report["proved"] else f"{report['weeks_bound']} au mieux"
    console.print(
        f"{report['minutes']} minutes ({report['fewest_minutes']} au moins), {report['weeks']} semaines ({certain})."
    )
    for key, why in report["skipped"].items():
        reasons = ", ".join(f"{one['competence']} {one['level']} : {one['chance']:.0%}" for one in why)
        console.print(f"Passé : {titles[key]} ({reasons})")
