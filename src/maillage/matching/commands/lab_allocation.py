"""`maillage lab allocation`: the routing beside what happens where nobody computes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from maillage.matching.bridge.allocation import compared

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRADES = 12
ROOM = 1.05  # places for each need
NAMES = {
    "routing": "répartition",
    "optimum": "optimum sans équité",
    "first_come": "premier arrivé",
    "no_capacity": "sans capacité",
}


def allocation(
    needs: Annotated[int, typer.Option(help="Nombre de besoins.", min=1)] = 2_000,
    experts: Annotated[int, typer.Option(help="Nombre d’experts.", min=1)] = 150,
    seed: Annotated[int, typer.Option(help="Graine du tirage.")] = 2016,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Répartir des besoins tirés au sort entre des experts de capacité limitée, et comparer."""
    scores, capacity = drawn(needs, experts, seed)
    report = {"needs": needs, "experts": experts, "places": int(capacity.sum()), "seed": seed}
    figures = compared(scores, capacity)
    if as_json:
        typer.echo(json.dumps(report | figures, ensure_ascii=False))
    else:
        Console().print(_table(figures))


def drawn(needs: int, experts: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Scores from 0 to 1, shape (needs, experts), and capacities.

    Twelve trades on a ring, asked very unequally and offered equally: a score falls with the distance between trades, some
    experts please everybody a little more, and places are a twentieth more than needs.
    """
    chance = np.random.default_rng(seed)
    asked = 1 / np.arange(1.0, TRADES + 1)
    asked = asked[np.arange(TRADES) * 5 % TRADES]  # what is asked most is not all on one side
    trade = chance.choice(TRADES, needs, p=asked / asked.sum()) + chance.normal(0, 0.55, needs)
    skill = np.arange(experts) % TRADES + chance.normal(0, 0.55, experts)
    apart = np.abs(trade[:, None] - skill[None, :]) / TRADES % 1
    apart = 2 * np.minimum(apart, 1 - apart)
    scores = 0.85 * (1 - 1.2 * apart) + 0.15 * chance.random(experts)
    scores = scores + chance.normal(0, 0.05, (needs, experts))
    size = chance.lognormal(-0.08, 0.4, experts)
    capacity = np.maximum(1, np.rint(ROOM * needs / experts * size)).astype(np.int64)
    return np.clip(scores, 0, 1), capacity


def _table(figures: dict[str, dict[str, Any]]) -> Table:
    columns = {
        "total": "total",
        "share_of_optimum": "de l’optimum",
        "worst_decile": "pire décile",
        "left_aside": "de côté",
        "heaviest_load": "charge",
        "cpu_seconds": "s",
    }
    table = Table("", *columns.values())
    for way, values in figures.items():
        table.add_row(NAMES[way], *(str(values[column]) for column in columns))
    return table
