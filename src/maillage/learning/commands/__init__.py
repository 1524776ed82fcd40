"""`maillage modules …`: modules and paths, in; and the pages of others, as drafts."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from maillage.common import clock
from maillage.common.commands import faults_told
from maillage.directory.commands import refusals_told
from maillage.learning.rules.cartridge import Cartridge, drafts_of
from maillage.skills.enums import Language

modules_app = typer.Typer(no_args_is_help=True)


@modules_app.callback()
def modules() -> None:
    """Modules et parcours d’apprentissage."""


@modules_app.command("import")
def import_command(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="Le dossier à lire, avec « modules » et « paths » ; celui de Maillage sinon.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
) -> None:
    """Importer les modules et les parcours d’un dossier : tous, ou rien."""
    from maillage.learning.operations import import_learning  # noqa: PLC0415 - models are ready now

    with refusals_told(None):
        done = import_learning(folder=folder or settings.CONTENT, now=clock.now())
    typer.echo(_("modules : %(modules)s nouveaux ; parcours : %(paths)s nouveaux.") % vars(done))


@modules_app.command("check")
def check_command(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Le dossier à regarder ; celui de Maillage sinon.", exists=True, file_okay=False),
    ] = None,
    *,
    online: Annotated[
        bool, typer.Option("--online", help="Essayer aussi chaque adresse extérieure, quatre à la fois.")
    ] = False,
) -> None:
    """Regarder les modules et les parcours d’un dossier sans rien garder : ce qu’ils nomment, où ils mènent."""
    from maillage.learning.commands.checking import check  # noqa: PLC0415 - models are ready now

    if not check(folder or settings.CONTENT, online=online):
        raise typer.Exit(1)


@modules_app.command("convert")
def convert_command(
    file: Annotated[Path, typer.Argument(help="Une Common Cartridge, .imscc.", exists=True, dir_okay=False)],
    output: Annotated[Path, typer.Option(help="Le dossier où écrire un fichier par page.", file_okay=False)],
    language: Annotated[Language, typer.Option(help="La langue des pages.")] = Language.FRENCH,
) -> None:
    """Faire des brouillons de modules avec les pages d’un cours, et dire ce qui n’a pas suivi."""
    with faults_told():
        with file.open("rb") as opened:
            found = drafts_of(opened, language=language)
        places = {output / f"{name}.md": text for name, text in found.drafts.items()}
        if there := [place.name for place in places if place.exists()]:
            raise FileExistsError(_("%(name)s existe déjà : rien n’a été écrit.") % {"name": there[0]})
        output.mkdir(parents=True, exist_ok=True)
        for place, text in places.items():
            place.write_text(text, encoding="utf-8")
    _tell(found)


def _tell(found: Cartridge) -> None:
    for title, notes in (
        (_("Laissées de côté :"), found.left_out),
        (_("Ce qui n’a pas suivi :"), found.lost),
    ):
        if notes:
            typer.echo("\n  ".join([title, *notes]))
    typer.echo(_("Brouillons : %(drafts)s.") % {"drafts": len(found.drafts)})
    if found.drafts:
        typer.echo(
            _(
                "À remplir dans chacun avant l’import, qui les refuse d’ici là : summary, minutes, gains, author, et s’il y a lieu audience, requires, sources."
            )
        )
