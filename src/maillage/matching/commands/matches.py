"""`maillage matches explain`: a stored match computed again, and what would change it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from maillage.common import clock
from maillage.common.viewer import Viewer
from maillage.matching.enums import PartName
from maillage.matching.queries import match_kept, replay_of, today_of
from maillage.matching.rules import Reason
from maillage.matching.rules.sayings import saying_of, what_if_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.matching.models import Match
    from maillage.matching.queries import Replay
    from maillage.matching.queries.explaining import Line

app = typer.Typer(no_args_is_help=True)


@app.callback()
def matches() -> None:
    """Rapprochements gardés : pourquoi, avec quelles règles, et ce qui les changerait."""


@app.command()
def explain(
    pk: Annotated[int, typer.Argument(metavar="ID", help="Le rapprochement gardé.")],
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Recalcule un rapprochement gardé, le compare à aujourd’hui, et dit ce qui le changerait."""
    match = match_kept(pk)
    if match is None:
        typer.echo(f"Le rapprochement {pk} n’existe pas.", err=True)
        raise typer.Exit(2)
    replay = replay_of(match, today_of(match, _viewer_of(match)))
    if as_json:
        typer.echo(json.dumps(_as_json(replay), ensure_ascii=False))
    else:
        _print(replay, Console())


def _viewer_of(match: Match) -> Viewer:
    """Whoever it was made for, today."""
    firm = match.run.firm_id
    return Viewer(
        day=clock.today(),
        network_ids=frozenset(match.run.networks),
        organisation_ids=frozenset({firm} if firm else ()),
    )


def _as_json(replay: Replay) -> dict[str, Any]:
    match, run, today = replay.match, replay.match.run, replay.today
    return {
        "match": match.pk,
        "need": run.need_id,
        "offer": match.offer_id,
        "day": run.day.isoformat(),
        "rank": match.rank,
        "score": match.score,
        "recomputed": round(replay.score, 4),
        "faithful": replay.is_faithful,
        "same_today": replay.is_same_today,
        "parts": _parts(replay.lines),
        "reasons": [Reason(**stored).text for stored in match.reasons],
        "verdict": match.verdict or None,
        "programme_version": match.programme_version,
        "data": {
            name: getattr(run, name)
            for name in (
                "facts",
                "kinds",
                "corpus",
                "encoder",
                "reference",
                "rules",
                "weights",
                "weights_version",
            )
        },
        "today": None
        if today is None
        else {
            "standing": today.standing.value,
            "rank": today.rank,
            "out_of": today.out_of,
            "score": round(today.score, 4),
            "parts": _parts(today.lines),
            "changed": list(replay.changed),
            "refusals": list(today.refusals),
            "what_if": [
                {
                    "if": what_if.condition or what_if.code,
                    "answer": what_if.answer.value if what_if.answer else None,
                    "rank": what_if.rank,
                }
                for what_if in today.what_ifs
            ],
        },
    }


def _parts(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [
        {
            "part": line.part.name,
            "value": line.part.value,
            "ordinary": line.part.ordinary,
            "weight": line.weight,
            "points": round(line.points, 4),
        }
        for line in lines
    ]


def _print(replay: Replay, console: Console) -> None:
    match, run, today = replay.match, replay.match.run, replay.today
    console.print(
        f"« {match.offer} » pour « {run.need} », le {run.day} : rang {match.rank}, {match.score:.1f} points."
    )
    again = "donnent le même résultat" if replay.is_faithful else "ne donnent PAS le même résultat"
    console.print(f"Les données et les poids gardés {again} : {replay.score:.1f} points.")
    table = Table("", "valeur", "poids", "points", "")
    for line in replay.lines:
        value = "inconnu" if line.part.value is None else f"{line.part.value:.2f}"
        label = str(PartName(line.part.name).label)
        table.add_row(label, value, str(line.weight), f"{line.points:+.1f}", saying_of(line.part))
    console.print(table)
    if today is None:
        console.print("Aujourd’hui, cette offre n’est plus visible.")
        return
    same = (
        "la même chose"
        if replay.is_same_today
        else f"{today.standing.label}, rang {today.rank} sur {today.out_of}"
    )
    console.print(f"Aujourd’hui : {same}.")
    changed = ", ".join(str(PartName(name).label) for name in replay.changed)
    if changed:
        console.print(f"Ce qui a changé : {changed}.")
    for what_if in today.what_ifs:
        console.print(f"- {what_if_said(what_if.code, what_if.condition, what_if.answer, what_if.rank)}")
