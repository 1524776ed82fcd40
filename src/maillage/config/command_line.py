"""The command `maillage`. Each context brings its own verbs; this file knows everyone."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import django
import typer
from rich.console import Console

django.setup()

from maillage.activities.commands import meetings  # noqa: E402 - applications must be ready first
from maillage.assessments.commands import adaptive, bank, calibrate, correlate, instruments_app, price  # noqa: E402
from maillage.config import database, serving  # noqa: E402 - applications must be ready first
from maillage.config.work import work  # noqa: E402
from maillage.directory.commands import sectors_app, territories_app  # noqa: E402
from maillage.learning.commands import modules_app  # noqa: E402
from maillage.learning.commands.badges import badges_app  # noqa: E402
from maillage.learning.commands.lab_path import path  # noqa: E402
from maillage.matching.commands import lab_app, match, matches_app, programmes_app, route  # noqa: E402
from maillage.outcomes.commands import indicators_app, outcomes_app  # noqa: E402
from maillage.skills.commands import skills_app  # noqa: E402

app = typer.Typer(
    name="maillage",
    help="La plateforme ouverte des réseaux de développement économique.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
told = Console(stderr=True)


def needs_database() -> None:
    """Before any verb that reads or writes: the database runs and its schema is up to date."""
    if "--help" not in sys.argv:
        database.ready(say=told.print)


FILES_ALONE = {"convert", "check"}


def needs_database_but_for_files(context: typer.Context) -> None:
    """Files to files: nothing of ours is read."""
    if context.invoked_subcommand not in FILES_ALONE:
        needs_database()


for verb in (meetings, path, adaptive, bank, price, calibrate, correlate):
    lab_app.command()(verb)
app.add_typer(lab_app, name="lab", help="Mesurer la qualité des moteurs sur des jeux d’essai.")
app.add_typer(territories_app, name="territories", callback=needs_database, help="Territoires.")
app.add_typer(sectors_app, name="sectors", callback=needs_database, help="Secteurs d’activité.")
app.add_typer(
    programmes_app, name="programmes", callback=needs_database, help="Programmes d’aide et leurs conditions."
)
app.add_typer(
    skills_app, name="skills", callback=needs_database, help="Référentiel de compétences et ses versions."
)
app.add_typer(
    instruments_app,
    name="instruments",
    callback=needs_database_but_for_files,
    help="Instruments d’évaluation et leurs questions.",
)
app.add_typer(
    modules_app,
    name="modules",
    callback=needs_database_but_for_files,
    help="Modules et parcours d’apprentissage.",
)
app.add_typer(badges_app, name="badges", callback=needs_database, help="Badges et clés qui les signent.")
app.add_typer(outcomes_app, name="outcomes", callback=needs_database, help="Retombées.")
app.add_typer(indicators_app, name="indicators", callback=needs_database, help="Indicateurs.")
app.add_typer(matches_app, name="matches", callback=needs_database, help="Rapprochements gardés.")


@app.command(name="match")
def match_command(
    text: Annotated[str, typer.Argument(help="Le besoin, dans les mots de l’entreprise.")],
    network: Annotated[str, typer.Option(help="Adresse du réseau qui cherche, par exemple chambery.")] = "",
    most: Annotated[int, typer.Option(help="Combien de pistes au plus.", min=1, max=100)] = 12,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Chercher qui peut aider, comme le verrait un membre du réseau (sans réseau : le public)."""
    needs_database()
    match(text=text, network_slug=network, most=most, as_json=as_json)


@app.command(name="route")
def route_command(
    network: Annotated[str, typer.Option(help="Adresse d’un réseau ; sinon tous, ensemble.")] = "",
    day: Annotated[str, typer.Option(help="Jour voulu, comme 2026-12-01 ; sinon aujourd’hui.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Calculer sans rien garder.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Répartir les besoins qui attendent entre les offres, sans dépasser ce qu’elles peuvent prendre."""
    needs_database()
    route(network_slug=network, day=day, dry_run=dry_run, as_json=as_json)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port voulu ; le suivant libre sinon.")] = 8000,
    load_only: Annotated[bool, typer.Option("--load-only", help="Charger sans servir.")] = False,
) -> None:
    """Charger les deux histoires, les servir, et dire comment s’y connecter."""
    needs_database()
    serving.demo(port=port, load_only=load_only, console=told)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Adresse d’écoute.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port d’écoute.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processus de service.", min=1)] = 2,
) -> None:
    """Servir les pages. Les travaux différés demandent aussi `maillage worker`."""
    needs_database()
    serving.serve(host=host, port=port, workers=workers)


@app.command()
def worker(
    until_empty: Annotated[
        bool, typer.Option("--until-empty", help="S’arrêter quand il ne reste rien.")
    ] = False,
) -> None:
    """Faire les travaux différés, sur autant de machines que voulu."""
    needs_database()
    work(until_empty=until_empty)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
)
def manage(context: typer.Context) -> None:
    """Une commande de Django : `maillage manage check`, `maillage manage createsuperuser`…"""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - only this verb needs it

    database.ready(say=told.print) if context.args and context.args[0] not in WITHOUT_DATABASE else None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    execute_from_command_line(["maillage manage", *context.args])


WITHOUT_DATABASE = {"check", "makemessages", "compilemessages", "collectstatic", "help", "diffsettings"}
