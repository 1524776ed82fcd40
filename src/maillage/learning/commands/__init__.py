"""`maillage modules …`: modules and paths, in."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from maillage.common import clock
from maillage.directory.commands import refusals_told

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
