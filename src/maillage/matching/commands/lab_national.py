"""`maillage lab national`: every firm of a country against every offer, and what it costs."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from maillage.matching.bridge.national import national_match

if TYPE_CHECKING:
    from numpy.random import Generator

    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue

DAY = date(2026, 11, 22)
DIMENSIONS = 256
MOST = 10
TARGET = 10.0  # seconds of processor for 100 000 firms and 20 000 offers
COUNTRIES = ("CA", "FR")
REGIONS = 12  # in each country
TRADES = 12
SIZE_KNOWN = 0.8


def national(
    firms: Annotated[int, typer.Option(help="Nombre d’entreprises.", min=1)] = 100_000,
    offers: Annotated[int, typer.Option(help="Nombre d’offres.", min=1)] = 20_000,
    seed: Annotated[int, typer.Option(help="Graine du tirage.")] = 2016,
    as_json: Annotated[bool, typer.Option("--json", help="Un seul objet JSON, et rien d’autre.")] = False,
) -> None:
    """Trouver les dix offres les plus proches de chaque entreprise, parmi celles dont elle remplit les conditions."""
    chance = np.random.default_rng(seed)
    conditions = [drawn_condition(chance) for _ in range(offers)]
    found = national_match(
        conditions=conditions,
        offer_vectors=chance.standard_normal((offers, DIMENSIONS), dtype=np.float32),
        firms=[drawn_firm(chance) for _ in range(firms)],
        firm_vectors=chance.standard_normal((firms, DIMENSIONS), dtype=np.float32),
        day=DAY,
        most=MOST,
    )
    report = {
        "firms": firms,
        "offers": offers,
        "seed": seed,
        "profiles": found.profiles,
        "eligible": round(found.eligible, 4),
        "eligibility_core_seconds": round(found.eligibility_seconds, 2),
        "matching_core_seconds": round(found.matching_seconds, 2),
        "core_seconds": round(found.eligibility_seconds + found.matching_seconds, 2),
        "target_core_seconds": TARGET,
        "firms_with_an_offer": int((found.nearest.positions[:, 0] >= 0).sum()),
    }
    typer.echo(json.dumps(report) if as_json else _words(report))


def drawn_condition(chance: Generator) -> Tree:
    """As offers say it: seven in ten name regions and a few a country, two in three trades, half a size."""
    parts: list[Tree] = []
    regional, everywhere, of_trades, of_size, at_most = chance.random(5) < (0.7, 0.1, 0.65, 0.5, 0.7)
    country = str(chance.choice(COUNTRIES))
    if regional:
        parts.append({"fact": "territory", "within": [f"{country}/{one}" for one in _some(chance, REGIONS)]})
    elif not everywhere:
        parts.append({"fact": "territory", "within": [country]})
    if of_trades:
        parts.append({"fact": "industry", "within": [f"T{one}" for one in _some(chance, TRADES)]})
    if of_size:
        bound = "at_most" if at_most else "at_least"
        parts.append({"fact": "employees", bound: int(chance.choice([10, 50, 250]))})
    return {"all": parts}


def _some(chance: Generator, of: int) -> list[int]:
    """One to three of them."""
    found: list[int] = chance.choice(of, int(chance.integers(1, 4)), replace=False).tolist()
    return found


def drawn_firm(chance: Generator) -> dict[str, FactValue]:
    """Its county, its trade, and for most its size."""
    county = f"{chance.choice(COUNTRIES)}/{chance.integers(REGIONS)}/{chance.integers(20)}"
    trade = f"T{chance.integers(TRADES)}/{chance.integers(8)}"
    facts: dict[str, FactValue] = {"territory": frozenset({county}), "industry": frozenset({trade})}
    if chance.random() < SIZE_KNOWN:
        facts["employees"] = int(chance.lognormal(2.2, 1.1))
    return facts


def _words(report: dict[str, Any]) -> str:
    return "\n".join(f"{name} : {value}" for name, value in report.items())
