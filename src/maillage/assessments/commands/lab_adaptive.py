"""`maillage lab adaptive`: a bank from a file, tried on people drawn by chance."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from maillage.assessments.commands.lab_calibrate import lines
from maillage.assessments.rules.tables import dimensions_of, read_bank, read_correlation
from maillage.common.commands import faults_told

ALONE = 100  # people who sit alone too
NAMES = {
    "items_mean": "questions, en moyenne",
    "items_p95": "questions, 95 personnes sur 100 au plus",
    "reached": "part qui atteint la précision",
    "rmse": "erreur quadratique moyenne",
    "coverage95": "part des vrais niveaux dans l’intervalle à 95 %",
    "max_exposure": "part des personnes qui voient l’item le plus vu",
    "unused_items": "items que personne ne voit",
    "us_per_question": "µs de processeur par question, tout le monde ensemble",
    "us_alone": "µs de processeur par question, une personne à la fois",
    "pricing_seconds": "s de processeur pour régler l’exposition",
}


def adaptive(  # noqa: PLR0917 - each is an option, given by name
    bank: Annotated[Path, typer.Option(help="Items : item,a,b[,c][,dimension].")],
    correlation: Annotated[
        Path | None, typer.Option(help="Corrélations des dimensions ; sans elles, aucune.")
    ] = None,
    simulees: Annotated[int, typer.Option(help="Personnes tirées au sort.", min=1)] = 1_000,
    seed: Annotated[int, typer.Option(help="Graine du tirage.", min=0)] = 1,
    stop_se: Annotated[float, typer.Option(help="Erreur type voulue dans chaque dimension.", min=0)] = 0.3,
    max_items: Annotated[int, typer.Option(help="Questions par personne, au plus.", min=1)] = 60,
    max_exposure: Annotated[
        float | None, typer.Option(help="Part des personnes qui peuvent voir un même item.", min=0.001, max=1)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Essayer une banque d’items sur des personnes tirées au sort : questions posées, précision, exposition."""
    from maillage.assessments.bridge import item_bank, tried  # noqa: PLC0415 - it brings scipy: commands that assess nothing start sooner

    with faults_told():
        rows = read_bank(lines(bank))
        dimensions = dimensions_of(rows)
        told = (
            np.eye(len(dimensions)).tolist()
            if correlation is None
            else read_correlation(lines(correlation), dimensions)
        )
        found = tried(
            item_bank(rows, dimensions),
            told,
            people=simulees,
            error=stop_se,
            most=max_items,
            limit=max_exposure,
            alone=ALONE,
            rng=np.random.default_rng(seed),
        )
    report = {name: round(value, 4) for name, value in asdict(found).items()}
    if as_json:
        typer.echo(json.dumps(report))
    else:
        table = Table("mesure", "valeur")
        for name, value in report.items():
            table.add_row(NAMES[name], f"{value:g}")
        Console().print(table)
