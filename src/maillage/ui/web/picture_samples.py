"""Invented content for the pictures of the gallery."""

from decimal import Decimal
from typing import Any

from maillage.ui import formats
from maillage.ui.language import spoken
from maillage.ui.pictures import (
    Flow,
    FlowNode,
    Period,
    Series,
    TargetRow,
    columns,
    gather,
    money_flow,
    region_map,
    targets,
)

PAGE = "#specimen"


def _dollars(amount: formats.Number) -> str:
    return formats.money(amount, "CAD", spoken())


def _worth(unit: Decimal) -> str:
    return f"Un fil vaut {_dollars(unit)}."


def _node(key: str, column: int, title: str, size: int | None, url: str = "") -> FlowNode:
    return FlowNode(key, column, title, _dollars(size) if size else "", url, size)


def _story() -> Any:
    nodes = [
        _node("rt", 0, "Rio Tinto", 250_000, PAGE),
        _node("d", 0, "Desjardins", 250_000, PAGE),
        FlowNode("e", 0, "Équipes Desjardins", "420 h d’expertise"),
        _node("pn", 1, "Plus numérique", 500_000, PAGE),
        _node("path", 2, "Parcours d’apprentissage", 200_000, PAGE),
        _node("diagnosis", 2, "Diagnostics et accompagnement", 175_000, PAGE),
        _node("cohorts", 2, "Cohortes en région", 125_000),
        FlowNode("r1", 3, "148", "personnes formées, un badge chacune", PAGE, is_proven=True),
        FlowNode("r2", 3, "312", "entreprises diagnostiquées", PAGE, is_proven=True),
        FlowNode("r3", 3, "57", "mises en relation avec réponse", is_proven=False),
    ]
    flows = [
        Flow("rt", "pn", 250_000, 0),
        Flow("d", "pn", 250_000, 1),
        Flow("e", "diagnosis", funder=1, in_kind=True),
    ]
    spent = [
        ("path", "r1", 100_000, 100_000),
        ("diagnosis", "r2", 100_000, 75_000),
        ("cohorts", "r3", 50_000, 75_000),
    ]
    for activity, result, first, second in spent:
        for funder, size in enumerate((first, second)):
            flows += [Flow("pn", activity, size, funder), Flow(activity, result, size, funder)]
    return money_flow(
        columns=["Contributions", "Initiative", "Activités", "Retombées"],
        nodes=nodes,
        flows=flows,
        worth=_worth,
        funders=["Rio Tinto", "Desjardins"],
    )


def _crowd() -> Any:
    """Twelve who give, a part of which goes nowhere yet, gathered after the eight largest."""
    names = [
        "Caisse de dépôt fictive",
        "Rio Tinto",
        "Desjardins",
        "Ville",
        "Fondation",
        "Chambre de commerce",
        "Université",
        "Coopérative",
        "Entreprise A",
        "Entreprise B",
        "Entreprise C",
        "Mécène",
    ]
    sizes = [310_000, 250_000, 120_000, 84_000, 61_000, 52_000, 40_000, 33_500, 21_000, 9_000, 4_000, 1_200]
    nodes = [_node(name, 0, name, size) for name, size in zip(names, sizes, strict=True)]
    nodes += [_node("one", 1, "Immeuble du COlab", 600_000), _node("two", 1, "Laboratoires", 300_000)]
    flows = [
        Flow(name, ("one", "two")[place % 2], int(size * 0.9), place)
        for place, (name, size) in enumerate(zip(names, sizes, strict=True))
    ]
    nodes, flows = gather(
        nodes, flows, column=0, keep=8, title=lambda count: f"{count} autres", note=_dollars
    )
    return money_flow(columns=["Contributions", "Usages"], nodes=nodes, flows=flows, worth=_worth)


TARGETS = [
    TargetRow(
        label="Personnes formées à l’IA",
        reached=38,
        target=100,
        by="d’ici le 30 juin 2027",
        baseline=12,
        url=PAGE,
        verified=20,
        documented=12,
        claimed=6,
    ),
    TargetRow(label="Ventes hors région", reached=420_000, target=300_000, by="fin 2026", write=_dollars),
    TargetRow(label="Émissions évitées", reached=None, target=50, by="tonnes, d’ici 2028"),
    TargetRow(label="Emplois créés", reached=9, claimed=9, by="au fil de l’eau"),
]

PERIODS = [Period(f"T{quarter}", str(year)) for year in (2025, 2026) for quarter in range(1, 5)]


def pictures() -> dict[str, Any]:
    """Drawn at each visit: they speak the language of the page."""
    placed = {
        "CA/24/04": 41,
        "CA/24/02": 28,
        "CA/24/06": 12,
        "CA/24/03": 7,
        "CA/24/16": 3,
        "CA/24/09": 0,
        "CA/24/11": 1,
        "CA/24/17": 5,
        "CA/24/05": 9,
    }
    shared = {
        "FR/84": 210_000,
        "FR/11": 48_000,
        "FR/93": 12_500,
        "FR/53": 8_000,
        "FR/03": 4_000,
        "FR/988": 1_000,
    }
    return {
        "flow": _story(),
        "crowd": _crowd(),
        "targets": targets(TARGETS),
        "one_series": columns(periods=PERIODS, series=[Series("Retombées", [3, 5, 0, None, 12, 9, 17, 21])]),
        "two_series": columns(
            periods=PERIODS[2:],
            series=[Series("Déclarées", [4, 9, 14, 12, 20, 26]), Series("Prouvées", [None, 3, 8, 8, 15, 19])],
        ),
        "quebec": region_map("CA", placed, urls={"CA/24/04": PAGE, "CA/24/02": PAGE}),
        "france": region_map(
            "FR", shared, write=lambda value: f"{formats.number(Decimal(value) / 1000, spoken())} k€"
        ),
    }
