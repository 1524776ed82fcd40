"""`maillage instruments …`: banks of questions, in; and the questions of others, in our form."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from maillage.assessments.rules.content import TO_FILL
from maillage.assessments.rules.exchange import LARGEST, Form, converted
from maillage.common import clock
from maillage.common.commands import faults_told
from maillage.directory.commands import refusals_told
from maillage.skills.enums import Language

if TYPE_CHECKING:
    from maillage.assessments.rules.foreign import Conversion

OURS = ("items", "maturity")

instruments_app = typer.Typer(no_args_is_help=True)


@instruments_app.command("import")
def import_command(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Les dossiers à lire ; ceux de Maillage sinon.", exists=True, file_okay=False),
    ] = None,
) -> None:
    """Importer des instruments d’évaluation : chacun entier, ou rien."""
    from maillage.assessments.operations import import_instrument  # noqa: PLC0415 - the engine brings scipy

    for folder in folders or [settings.CONTENT / name for name in OURS]:
        with refusals_told(None):
            is_changed = import_instrument(folder=folder, now=clock.now())
        typer.echo(f"{folder.name}: " + (_("importé.") if is_changed else _("rien à changer.")))


@instruments_app.command("convert")
def convert_command(
    file: Annotated[
        Path, typer.Argument(help="Des questions en GIFT ou en Moodle XML.", exists=True, dir_okay=False)
    ],
    output: Annotated[Path, typer.Option(help="Le fichier JSON à écrire ; il ne doit pas exister.")],
    form: Annotated[Form | None, typer.Option("--format", help="Sans lui, le contenu le dit.")] = None,
    language: Annotated[Language, typer.Option(help="La langue des questions.")] = Language.FRENCH,
) -> None:
    """Mettre des questions d’ailleurs dans la forme de content/items, et dire ce qui reste à faire."""
    with faults_told():
        if output.exists():
            raise FileExistsError(_("%(name)s existe déjà : rien n’a été écrit.") % {"name": output.name})
        with file.open("rb") as opened:
            found = converted(opened.read(LARGEST + 1), form=form, language=language)
        if found.items:
            told = json.dumps(found.items, ensure_ascii=False, indent=1)
            output.write_text(f"{told}\n", encoding="utf-8")
    _tell(found)
    if not found.items:
        typer.echo(_("Aucune question à reprendre : rien n’a été écrit."), err=True)
        raise typer.Exit(1)


def _tell(found: Conversion) -> None:
    for title, notes in (
        (_("Laissées de côté :"), found.left_out),
        (_("Ce qui n’a pas suivi :"), found.lost),
    ):
        if notes:
            typer.echo(title)
            for note in notes:
                typer.echo(f"  {note}")
    for category, count in sorted(found.categories.items()):
        if category:
            typer.echo(_("Catégorie « %(category)s » : %(count)s") % {"category": category, "count": count})
    typer.echo(
        _("Questions reprises : %(items)s. Laissées de côté : %(left_out)s.")
        % {"items": len(found.items), "left_out": len(found.left_out)}
    )
    if found.items:
        typer.echo(
            _(
                "À remplir dans chacune avant l’import, qui les refuse d’ici là : %(names)s, et l’autre langue."
            )
            % {"names": ", ".join(TO_FILL)}
        )
