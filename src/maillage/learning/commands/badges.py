"""`maillage badges …`: the keys that sign."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from maillage.common import clock
from maillage.directory.commands import refusals_told

badges_app = typer.Typer(no_args_is_help=True)


@badges_app.callback()
def badges() -> None:
    """Badges et clés qui les signent."""


@badges_app.command("change-key")
def change_key_command(
    network: Annotated[str, typer.Argument(help="L’adresse du réseau, comme dans celle de sa page.")],
) -> None:
    """Signer désormais avec une clé neuve ; ce que l’ancienne a signé reste valide."""
    from maillage.directory.models import Network  # noqa: PLC0415 - models are ready now
    from maillage.learning.errors import NoSuchNetwork  # noqa: PLC0415
    from maillage.learning.operations import change_key  # noqa: PLC0415

    with refusals_told(None):
        found = Network.objects.filter(slug=network).first()
        if found is None:
            raise NoSuchNetwork(slug=network)
        key = change_key(network=found, now=clock.now())
    typer.echo(_("%(network)s signe désormais avec %(key)s.") % {"network": found, "key": key.name})
