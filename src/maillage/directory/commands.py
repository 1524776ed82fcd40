"""`maillage territories …` and `maillage sectors …`: official files into the reference."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.directory.enums import Country
from maillage.directory.operations import (
    ImportIsRefused,
    ImportReport,
    import_counts,
    import_sectors,
    import_territories,
    load_reference,
    read_official_file,
)
from maillage.directory.operations.official_files import UTF_8

territories_app = typer.Typer(no_args_is_help=True)
sectors_app = typer.Typer(no_args_is_help=True)

SHOWN = 20  # refused lines on screen; the report holds them all
LABELS = {
    "created": _l("nouveaux"),
    "updated": _l("changés"),
    "renamed": _l("renommés"),
    "moved": _l("rattachés ailleurs"),
    "restored": _l("rétablis"),
    "merged": _l("fusionnés"),
    "withdrawn": _l("retirés"),
    "remembered": _l("anciens codes gardés"),
    "unchanged": _l("déjà à jour"),
    "links_created": _l("correspondances nouvelles"),
    "links_updated": _l("correspondances changées"),
    "links_removed": _l("correspondances retirées"),
}

Files = Annotated[
    list[Path], typer.Argument(help="Fichiers officiels, CSV ou JSON.", exists=True, dir_okay=False)
]
Encoding = Annotated[str, typer.Option(help="Encodage des fichiers : utf-8, cp1252…")]
Report = Annotated[
    Path | None, typer.Option(help="Où écrire le compte rendu ligne par ligne (.csv ou .json).")
]
Partial = Annotated[
    bool, typer.Option("--partial", help="Les fichiers ne décrivent qu’une partie : rien n’est retiré.")
]


@territories_app.command("import")
def import_territories_command(  # noqa: PLR0917 - Typer calls it by name
    files: Files,
    country: Annotated[Country, typer.Option(help="Pays que décrivent les fichiers.")],
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Jour d’effet des changements ; aujourd’hui sinon."),
    ] = None,
    report: Report = None,
    encoding: Encoding = UTF_8,
    partial: Partial = False,
    accept_missing: Annotated[
        bool, typer.Option("--accept-missing", help="Accepter que beaucoup de codes disparaissent.")
    ] = False,
) -> None:
    """Importer les territoires d’un pays : communes, départements, régions, municipalités du Québec."""
    day = on.date() if on else clock.today()
    with _progress() as progress, refusals_told(report):
        done = import_territories(
            country=country,
            files=[read_official_file(path, encoding=encoding) for path in files],
            on=day,
            partial=partial,
            accept_missing=accept_missing,
            progress=progress,
        )
    _tell(done, report)


@sectors_app.command("import")
def import_sectors_command(
    files: Files, report: Report = None, encoding: Encoding = UTF_8, partial: Partial = False
) -> None:
    """Importer les classifications (SCIAN, NAICS, NAF, NACE) et leurs correspondances."""
    with _progress() as progress, refusals_told(report):
        read = [read_official_file(path, encoding=encoding) for path in files]
        done = import_sectors(files=read, partial=partial, progress=progress)
    _tell(done, report)


@sectors_app.command("counts")
def import_counts_command(  # noqa: PLR0917 - Typer calls it by name
    file: Annotated[Path, typer.Argument(help="Table officielle, CSV ou TSV.", exists=True, dir_okay=False)],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Jour que les comptes décrivent ; le 31 décembre d’une année."
        ),
    ] = None,
    read_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Jour où la table a été lue ; aujourd’hui sinon."),
    ] = None,
    source: Annotated[
        str, typer.Option(help="Source à citer ; l’éditeur et le numéro de la table sinon.")
    ] = "",
    report: Report = None,
    encoding: Encoding = UTF_8,
) -> None:
    """Importer combien d’établissements un pays compte par secteur : à quoi se comparent les créneaux."""
    with refusals_told(report):
        done = import_counts(
            file=read_official_file(file, encoding=encoding),
            read_on=read_on.date() if read_on else clock.today(),
            as_of=as_of.date() if as_of else None,
            source=source,
        )
    _tell(done.report, report)
    typer.echo(
        _("%(country)s, %(fineness)s : %(unit)s au %(day)s. %(source)s.")
        % {
            "country": done.edition.get_country_display(),
            "fineness": done.edition.get_fineness_display(),
            "unit": done.edition.get_unit_display(),
            "day": done.edition.as_of.isoformat(),
            "source": done.edition.source,
        }
    )
    if not done.speaks:
        typer.echo(_("Gardés dans l’histoire ; des comptes d’un jour plus récent restent ceux qui servent."))


@territories_app.command("load-shipped")
@sectors_app.command("load-shipped")
def load_shipped_command() -> None:
    """Charger la référence livrée : régions, MRC et départements, sections et divisions."""
    with refusals_told(None):
        added = load_reference()
    typer.echo(
        _(
            "Territoires ajoutés : %(territories)s. Rubriques ajoutées : %(headings)s. Correspondances : %(links)s."
        )
        % added
    )


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on the error channel; the result alone goes to the standard one."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True)) as shown:

        def show(step: str, done: int, total: int) -> None:
            if step not in bars:
                for earlier in bars.values():
                    shown.update(earlier, completed=shown.tasks[earlier].total)
                bars[step] = shown.add_task(step, total=total)
            shown.update(bars[step], completed=done, total=total)

        yield show


@contextmanager
def refusals_told(report: Path | None) -> Iterator[None]:
    """A refusal ends the command with its sentence, and its report when there is one."""
    try:
        yield
    except ImportIsRefused as refusal:
        for remark in refusal.report.refusals[:SHOWN]:
            typer.echo(
                f"{remark.file}, ligne {remark.number} ({remark.code or '?'}) : {remark.reason}", err=True
            )
        if len(refusal.report.refusals) > SHOWN:
            typer.echo("…", err=True)
        _write(refusal.report, report)
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from refusal
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from refusal


def _tell(done: ImportReport, report: Path | None) -> None:
    told = ", ".join(
        f"{LABELS[kind]}\u00a0: {_number(count)}" for kind, count in done.counts.items() if count
    )
    if done.changes_nothing:
        typer.echo(_("Rien à changer. ") + told)
    else:
        typer.echo(told)
    tell_remarks(done, report)


def tell_remarks(done: ImportReport, report: Path | None) -> None:
    """What an import noted without refusing it: how much on screen, each line in the report."""
    _write(done, report)
    if done.remarks:
        typer.echo(
            _("Lignes notées, sans effet : %(count)s. Le compte rendu (--report) les donne.")
            % {"count": len(done.remarks)}
        )


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")


def _write(done: ImportReport, report: Path | None) -> None:
    if report is not None:
        done.write(report)
        typer.echo(_("Compte rendu : %(path)s") % {"path": report}, err=True)
