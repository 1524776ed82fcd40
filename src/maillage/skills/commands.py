"""`maillage skills …`: versions of the competence reference, in and out."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from maillage.common import clock
from maillage.directory.commands import refusals_told
from maillage.skills.enums import CaseVersion, FrameworkFormat, Language
from maillage.skills.operations import case_package, import_framework
from maillage.skills.queries import current_version

skills_app = typer.Typer(no_args_is_help=True)


@skills_app.command("import")
def import_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Le référentiel ; celui de Maillage sinon. En CASE, un fichier par langue.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option
        FrameworkFormat, typer.Option(help="Comment le fichier le décrit.")
    ] = FrameworkFormat.MAILLAGE,
) -> None:
    """Importer une version du référentiel de compétences : entière, ou rien."""
    with refusals_told(None):
        done = import_framework(
            files=files or [settings.CONTENT / "skills" / "framework.json"], format=format, now=clock.now()
        )
    typer.echo(_("Rien à changer.") if done.changes_nothing else _("Une version de plus."))
    for remark in done.remarks:
        typer.echo(remark.reason, err=True)


@skills_app.command("export")
def export_command(
    format: Annotated[CaseVersion, typer.Option(help="L’édition de CASE.")],  # noqa: A002 - the option
    output: Annotated[Path | None, typer.Option(help="Où écrire ; à l’écran sinon.")] = None,
    language: Annotated[Language, typer.Option(help="La langue des textes.")] = Language.FRENCH,
    version: Annotated[str, typer.Option(help="La version ; la plus récente de Maillage sinon.")] = "",
) -> None:
    """Exporter une version du référentiel au format CASE de 1EdTech."""
    current = current_version()
    slug = version or (current.slug if current else "1.0")
    with refusals_told(None):
        told = case_package(slug=slug, language=language, edition=format)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    if output is None:
        typer.echo(text)
    else:
        output.write_text(f"{text}\n", encoding="utf-8")
        typer.echo(str(output), err=True)
