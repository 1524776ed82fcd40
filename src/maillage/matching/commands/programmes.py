"""`maillage programmes …`: programmes read from a file, and checked against firms."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime  # noqa: TC003 - typer reads the annotations
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import gettext as _

from maillage.common import clock
from maillage.common.commands import faults_told
from maillage.directory.commands import refusals_told, tell_remarks
from maillage.directory.operations import load_reference
from maillage.matching.bridge.interview import questions_asked
from maillage.matching.commands.firms import excluded_in, firms_in
from maillage.matching.commands.retrieval import grades_in
from maillage.matching.enums import CatalogueFormat, Difference
from maillage.matching.operations.programme_import import import_programmes
from maillage.matching.queries.eligibility import answers_of, disagreements
from maillage.matching.queries.programmes import programmes_in_force

if TYPE_CHECKING:
    from datetime import date

    from maillage.matching.queries.eligibility import FirmAnswers
    from maillage.matching.rules.firm_facts import FactValue

app = typer.Typer(no_args_is_help=True)


@app.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(help="Le fichier des programmes, ou le dossier d’un catalogue.", exists=True)
    ],
    format: Annotated[CatalogueFormat, typer.Option(help="Comment il les décrit.")],  # noqa: A002 - the option
    network: Annotated[str, typer.Option(help="Adresse du réseau qui les tient ; sinon le catalogue.")] = "",
    report: Annotated[
        Path | None, typer.Option(help="Où écrire le compte rendu ligne par ligne (.csv ou .json).")
    ] = None,
) -> None:
    """Importer des programmes : tous, ou aucun avec ce qui ne va pas."""
    with refusals_told(report):
        load_reference()
        done = import_programmes(path=file, format=format.value, now=clock.now(), network_slug=network)
    typer.echo(_("Nouveaux : %(created)s. Changés : %(updated)s. Déjà à jour : %(unchanged)s.") % done.counts)
    tell_remarks(done, report)


@app.command()
def check(
    companies: Annotated[Path, typer.Option(help="Les entreprises, un objet JSON par ligne : id, facts.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Le jour de la demande.")],
    output: Annotated[Path, typer.Option(help="Où écrire les réponses, un objet JSON par entreprise.")],
    explain_differences: Annotated[
        Path | None, typer.Option(help="Les réponses d’un autre moteur (id, not_excluded) à comparer.")
    ] = None,
) -> None:
    """Dire, pour chaque entreprise, à quels programmes elle a droit : yes, no ou unknown."""
    with faults_told():
        firms = firms_in(companies)
        expected = excluded_in(explain_differences) if explain_differences else None
    found = answers_of(firms, on.date())
    with output.open("w", encoding="utf-8") as file:
        for row in found:
            file.write(json.dumps({"id": row.firm, "verdicts": row.answers}, ensure_ascii=False) + "\n")
    if expected is not None and _tell_differences(found, firms, expected, on.date()):
        raise typer.Exit(1)


@app.command()
def interview(
    companies: Annotated[Path, typer.Option(help="Les entreprises, un objet JSON par ligne : id, facts.")],
    needs: Annotated[Path, typer.Option(help="Les besoins, un objet JSON par ligne : _id, text.")],
    qrels: Annotated[Path, typer.Option(help="Les programmes qui servent chaque besoin, en trois colonnes.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Le jour des questions.")],
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Compter les questions à poser pour savoir à quels programmes une entreprise a droit, besoin par besoin."""
    programmes = {programme.slug: programme for programme in programmes_in_force()}
    with faults_told():
        firms = firms_in(companies)
        grades = grades_in(queries=needs, qrels=qrels, documents=programmes)
    served = [[programmes[slug] for slug, grade in row.items() if grade > 0] for row in grades.values()]
    asked = questions_asked(served, list(firms.values()), on.date())
    means = {
        "adaptive": round(asked.adaptive, 3),
        "best_fixed": round(asked.best_fixed, 3),
        "catalogue": round(asked.catalogue, 3),
    }
    if as_json:
        told = {
            "questions_mean": means,
            "needs": len(served),
            "firms": len(firms),
            "best_order": asked.best_order,
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    words = _(
        "Questions par entreprise et besoin : %(adaptive)s au mieux, %(best_fixed)s dans le meilleur ordre fixe, %(catalogue)s dans celui du catalogue."
    )
    typer.echo(words % means)


def _tell_differences(
    found: list[FirmAnswers],
    firms: dict[str, dict[str, FactValue]],
    expected: dict[str, frozenset[str]],
    day: date,
) -> int:
    """One line for each difference, then their count by reason. Returns how many have no explanation."""
    counts: Counter[Difference] = Counter()
    for row in disagreements(found, firms, expected, day):
        counts[row.difference] += 1
        typer.echo(f"{row.firm}\t{row.programme}\t{row.answer}\t{row.difference}\t{row.text}")
    pairs = sum(len(row.answers) for row in found if row.firm in expected)
    typer.echo(_("Paires comparées : %(pairs)s.") % {"pairs": pairs}, err=True)
    for difference in Difference:
        typer.echo(f"{difference.label} : {counts[difference]}", err=True)
    return counts[Difference.UNEXPLAINED]
