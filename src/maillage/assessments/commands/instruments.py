"""`maillage instruments …`: banks of questions, in."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from maillage.common import clock
from maillage.directory.commands import refusals_told

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
