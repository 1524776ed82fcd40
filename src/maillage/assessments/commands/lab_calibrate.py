"""`maillage lab calibrate` and `maillage lab correlate`: what answers from a file say of items and dimensions."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from maillage.assessments.rules.tables import dimensions_of, read_answers, read_bank
from maillage.common.commands import faults_told

if TYPE_CHECKING:
    from maillage.assessments.bridge import CalibrationReport


class Model(StrEnum):
    TWO_PARAMETERS = "2pl"
    GRADED = "grm"


Responses = Annotated[Path, typer.Option(help="Réponses : un item par colonne, une personne par ligne.")]


def calibrate(  # noqa: PLR0917 - each is an option, given by name
    responses: Responses,
    weights: Annotated[
        str | None, typer.Option(help="Colonne qui dit combien de personnes une ligne représente.")
    ] = None,
    group: Annotated[
        str | None, typer.Option(help="Colonne du groupe ; le premier sert de référence.")
    ] = None,
    model: Annotated[Model, typer.Option(help="Juste ou faux, ou réponses graduées.")] = Model.TWO_PARAMETERS,
    prior: Annotated[
        bool, typer.Option("--prior/--no-prior", help="Partir de croyances sur les items, ou de rien.")
    ] = False,
    fit: Annotated[
        bool, typer.Option("--fit/--no-fit", help="Dire aussi ce que le modèle explique mal.")
    ] = False,
    onto: Annotated[
        Path | None, typer.Option(help="Banque dont l’échelle est gardée, par les items communs.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Calibrer des items sur des réponses : paramètres, erreurs types, vraisemblance."""
    from maillage.assessments.bridge import calibrated  # noqa: PLC0415 - it brings scipy: commands that assess nothing start sooner

    with faults_told():
        table = read_answers(lines(responses), weights=weights, groups=group)
        if model is Model.TWO_PARAMETERS:
            table.refuse_above(1)
        old = None if onto is None else read_bank(lines(onto))
        found = calibrated(table, with_prior=prior, with_fit=fit, onto=old)
    if as_json:
        typer.echo(json.dumps(_rounded(asdict(found)), ensure_ascii=False))
    else:
        _print(found, Console())


def correlate(
    responses: Responses,
    bank: Annotated[Path, typer.Option(help="Items calibrés, avec leur dimension.")],
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Estimer les corrélations des dimensions ; les prudentes sont celles dont `lab adaptive` se sert."""
    from maillage.assessments.bridge import correlated  # noqa: PLC0415 - it brings scipy: commands that assess nothing start sooner

    with faults_told():
        rows = read_bank(lines(bank))
        dimensions = dimensions_of(rows)
        table = read_answers(lines(responses), items=[row.item for row in rows])
        likeliest, prudent = correlated(table, rows, dimensions)
    if as_json:
        report = {"dimensions": dimensions, "likeliest": likeliest, "prudent": prudent}
        typer.echo(json.dumps(_rounded(report), ensure_ascii=False))
    else:
        for row in [dimensions, *_rounded(prudent)]:
            typer.echo(",".join(str(one) for one in row))


def lines(source: Path) -> list[str]:
    return source.read_text(encoding="utf-8").splitlines()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value


def _print(found: CalibrationReport, console: Console) -> None:
    table = Table("item", "a", "± a", "b", "± b", "ajustement")
    for item in found.items:
        table.add_row(
            item.item,
            f"{item.a:.3f}",
            f"{item.a_error:.3f}",
            " ".join(f"{b:.3f}" for b in item.b),
            " ".join(f"{error:.3f}" for error in item.b_error),
            "" if item.fit is None else f"{item.fit:.3f}",
        )
    console.print(table)
    console.print(
        f"{found.people:g} personnes, log-vraisemblance {found.log_likelihood:.3f}, "
        f"{found.turns} tours, {found.cpu_seconds:.2f} s de processeur."
    )
    if not found.settled:
        console.print("Le calcul ne s’est pas arrêté de lui-même : ces valeurs ne sont pas sûres.")
    pairs = [" et ".join(pair) for pair in found.together or []]
    for label, flagged in (
        ("Items mal expliqués", found.ill),
        ("Items qui dépendent l’un de l’autre", pairs),
        ("Items qui favorisent un groupe", found.favouring),
    ):
        if flagged:
            console.print(f"{label} : {', '.join(flagged)}.")
