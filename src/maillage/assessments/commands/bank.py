"""`maillage lab bank` and `maillage lab price`: the banks of content/, tried and priced on their authors' judgement alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from django.conf import settings
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from maillage.assessments.bridge import Rehearsal

A_SHOP = {"employees": 6, "sector": "retail", "customers": "people"}
NAMES = {
    "most": "questions au plus",
    "questions": "questions posées",
    "error": "erreur type moyenne",
    "precise": "part des compétences à l’erreur type voulue",
    "points": "points d’écart avec la note vraie",
    "coverage95": "part des vraies positions dans l’intervalle à 95 %",
    "level_right": "part des niveaux justes",
    "level_near": "part des niveaux justes ou voisins",
    "most_seen": "part des personnes qui voient la question la plus vue",
    "never_seen": "questions que personne ne voit",
    "most_seen_free": "la plus vue, sans prix",
    "never_seen_free": "jamais vues, sans prix",
}


class Bank(StrEnum):
    ITEMS = "items"
    MATURITY = "maturity"


def bank(
    instrument: Annotated[
        Bank, typer.Option(help="Celle des personnes, ou celle des entreprises.")
    ] = Bank.ITEMS,
    simulees: Annotated[int, typer.Option(help="Personnes tirées au sort.", min=1)] = 500,
    seed: Annotated[int, typer.Option(help="Graine du tirage.", min=0)] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Essayer la banque livrée sur des personnes tirées au sort, telle que ses auteurs la jugent : courte, puis entière."""
    from maillage.assessments.bridge import rehearsed  # noqa: PLC0415 - it brings scipy: commands that assess nothing start sooner
    from maillage.assessments.operations import draft_of  # noqa: PLC0415 - the same

    draft = draft_of(settings.CONTENT / instrument)
    length = draft.content["length"]
    facts = A_SHOP if instrument is Bank.MATURITY else None
    found = [
        rehearsed(draft, most=length[name], people=simulees, seed=seed, facts=facts)
        for name in ("short", "most")
    ]
    if as_json:
        typer.echo(
            json.dumps({"simulees": simulees, "seed": seed, "sittings": [_rounded(one) for one in found]})
        )
        return
    table = Table("mesure", "courte", "entière")
    for name, label in NAMES.items():
        values = [_rounded(one)[name] for one in found]
        if None not in values:
            table.add_row(label, *(f"{value:g}" for value in values))
    Console().print(table)


def price(
    seed: Annotated[int, typer.Option(help="Graine du tirage.", min=0)] = 1,
    write: Annotated[bool, typer.Option("--write", help="Garder les prix dans content/items.")] = False,
) -> None:
    """Régler l’exposition des questions pour les personnes : leurs prix et leurs billets, en un objet JSON."""
    from maillage.assessments.bridge import bank_of_draft, priced  # noqa: PLC0415 - it brings scipy
    from maillage.assessments.operations import draft_of  # noqa: PLC0415 - the same

    folder = settings.CONTENT / Bank.ITEMS
    draft = draft_of(folder)
    length = draft.content["length"]
    prices = priced(bank_of_draft(draft), most=length["most"], error=length["error"], seed=seed)
    lines = [
        f" {json.dumps(item.code)}: {json.dumps(pair)}"
        for item, pair in zip(draft.items, prices, strict=True)
    ]
    told = "{\n" + ",\n".join(lines) + "\n}\n"
    if write:
        (folder / "prices.json").write_text(told, encoding="utf-8")
    else:
        typer.echo(told, nl=False)


def _rounded(found: Rehearsal) -> dict[str, float | None]:
    return {name: value if value is None else round(value, 3) for name, value in asdict(found).items()}
