"""`maillage outcomes …` and `maillage indicators …`: outcomes read from a file or gathered; indicators, in."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from maillage.common import clock
from maillage.directory.commands import refusals_told, tell_remarks

outcomes_app = typer.Typer(no_args_is_help=True)
indicators_app = typer.Typer(no_args_is_help=True)


@outcomes_app.callback()
def outcomes() -> None:
    """Retombées."""


@indicators_app.callback()
def indicators() -> None:
    """Indicateurs."""


@outcomes_app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="Le fichier CSV des retombées.", exists=True, dir_okay=False)],
    network: Annotated[str, typer.Option(help="L’adresse du réseau dont c’est le livre.")],
    report: Annotated[
        Path | None, typer.Option(help="Où écrire le compte rendu ligne par ligne (.csv ou .json).")
    ] = None,
) -> None:
    """Importer des retombées : toutes, ou aucune avec ce qui ne va pas."""
    from maillage.outcomes.operations.importing import import_outcomes  # noqa: PLC0415 - models are ready now

    with refusals_told(report):
        done = import_outcomes(path=file, network_slug=network, now=clock.now(), day=clock.today())
    typer.echo(
        _("Nouvelles : %(created)s. Changées : %(updated)s. Déjà à jour : %(unchanged)s.") % done.counts
    )
    tell_remarks(done, report)


@outcomes_app.command("gather")
def gather_command() -> None:
    """Relever ce que Maillage sait déjà : personnes formées, besoins réglés, pratiques reprises."""
    from maillage.outcomes.operations.gathering import gather  # noqa: PLC0415 - models are ready now

    done = gather(now=clock.now())
    typer.echo(
        _("Retombées relevées : %(declared)s. Rétablies : %(restored)s. Retirées : %(withdrawn)s.")
        % vars(done)
    )


@indicators_app.command("import")
def import_indicators_command(
    file: Annotated[
        Path | None,
        typer.Argument(help="Le fichier à lire ; celui de Maillage sinon.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Importer les indicateurs : tous, ou rien."""
    from maillage.outcomes.operations.indicators import import_indicators  # noqa: PLC0415 - models are ready now

    with refusals_told(None):
        done = import_indicators(path=file or settings.CONTENT / "indicators" / "indicators.json")
    typer.echo(_("Nouveaux : %(created)s. Changés : %(updated)s. Déjà à jour : %(unchanged)s.") % done.counts)
