"""Figures in words: tables beside their targets, and what was kept or missed."""

from __future__ import annotations

from typing import Any

import engines

from pages.kinds import KINDS, MOST_MEMORY, Kind

Run = dict[str, Any]
SITUATIONS = (
    ("reading", "dix personnes qui lisent cette page, une seconde entre deux"),
    ("together", "au-delà, dix connexions sans pause sur cette page"),
    ("wandering", "au-delà, dix connexions sans pause, de page en page"),
)


def markdown(run: Run) -> str:
    """The whole report."""
    lines = [f"# Vitesse des pages, {run['day']}", ""]
    lines += [f"- {line}" for line in run["machine_lines"]]
    lines += [f"- {_data_line(run)}", ""]
    lines += [
        "Dix lecteurs, chacun dans son processus, sur la même machine que le site et sa base : ils leur disputent donc les",
        "mêmes cœurs. Une visite est une connexion de cinq pages. « Qui lisent » : tous sur cette page, une seconde entre deux ;",
        "c’est à eux que l’objectif est promis. « Sans pause » : tous sur cette page, la suivante demandée aussitôt, pour savoir",
        "combien de pages par seconde les deux cœurs donnent. « Au hasard » : sans pause, de page en page. Temps en",
        "millisecondes, de la demande au dernier octet : médiane / p95 / maximum.",
        "",
    ]
    for served in run["servers"]:
        lines += _server(served, run["costs"])
    lines += _search(run["search"])
    lines += engines.lines(run["engines"])
    lines += _quality(run["quality"])
    lines += ["## Objectifs", "", *verdicts(run), ""]
    return "\n".join(lines)


def verdicts(run: Run) -> list[str]:
    """A list, one item per server and situation; under it, what is missed and by how much."""
    lines = []
    for served in run["servers"]:
        for situation, words in SITUATIONS:
            missed = [
                line for kind in KINDS for line in _missed(kind, served["figures"][situation].get(kind.name))
            ]
            told = f"manqué {len(missed)} fois" if missed else "tous tenus"
            lines += [f"- {served['title']}, {words} : {told}.", *[f"  - {line}" for line in missed]]
        most = _most_memory(served)
        word = "tenu" if most <= MOST_MEMORY else "manqué"
        lines.append(
            f"- {served['title']}, mémoire du processus qui sert : {word}, {most:.0f} Mio au plus (objectif {MOST_MEMORY})."
        )
    return lines + engines.verdicts(run["engines"], run["search"])


def faults(run: Run) -> dict[str, int]:
    """What went wrong and how often, over all servers."""
    found: dict[str, int] = {}
    for served in run["servers"]:
        for fault, times in served["figures"]["faults"].items():
            found[fault] = found.get(fault, 0) + times
    return found


def _missed(kind: Kind, figures: dict[str, Any] | None) -> list[str]:
    if figures is None:
        return []
    asked = (("médiane", kind.target.median, figures["median"]), ("p95", kind.target.p95, figures["p95"]))
    return [
        f"{kind.label}, {name} {seen:.0f} ms pour {most:.0f}"
        for name, most, seen in asked
        if most is not None and seen > most
    ]


def _most_memory(served: Run) -> float:
    peaks: list[float] = [
        process["peak"]
        for moment in ("memory_warm", "memory_after")
        for process in served["figures"][moment]
        if process["role"] == "sert"
    ]
    return max(peaks)


def _data_line(run: Run) -> str:
    size = run["size"]
    seconds = run["load_seconds"]
    return (
        f"Base : {size['offers']} offres, {size['needs']} besoins, {size['organisations']} organisations, une entente en "
        f"vigueur ; chargée en {sum(seconds.values()):.0f} s (schéma {seconds['schema']} s, démonstration et sens de ses "
        f"offres {seconds['demonstration']} s, agrandissement {seconds['enlargement']} s)"
    )


def _server(served: Run, costs: Run) -> list[str]:
    figures = served["figures"]
    lines = [
        f"## {served['title']}",
        "",
        (
            f"Répond {figures['start_seconds']} s après son lancement ; sa toute première recherche, qui lit les offres et charge "
            f"l’encodeur, prend {figures['first_search_ms'] / 1000:.1f} s. D’autres programmes ont pris {figures['cores_of_others']:.2f} cœur pendant la mesure."
        ),
        "",
        (
            "| page | objectif médiane / p95 | dix qui lisent | dix sans pause | pages/s | dix au hasard "
            "| un seul | requêtes SQL | ms dont SQL | ko | lues | erreurs |"
        ),
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_row(kind, figures, costs.get(kind.name)) for kind in KINDS]
    lines += [
        "",
        "| processus | moment | mémoire (RSS) | part propre (PSS) | pointe (RSS) |",
        "|---|---|---|---|---|",
    ]
    for moment, words in (("memory_warm", "index prêts"), ("memory_after", "à la fin")):
        lines += [
            f"| {process['role']} | {words} | {process['resident']:.0f} Mio | {process['proportional']:.0f} Mio "
            f"| {process['peak']:.0f} Mio |"
            for process in figures[moment]
        ]
    return [*lines, ""]


def _row(kind: Kind, figures: Run, cost: Run | None) -> str:
    reading, together, wandering, alone = (
        figures[situation].get(kind.name) for situation in ("reading", "together", "wandering", "alone")
    )
    asked = [f"≤ {most:.0f}" if most else "–" for most in (kind.target.median, kind.target.p95)]
    read = [one for one in (reading, together, wandering, alone) if one]
    cells = [
        kind.label,
        " / ".join(asked) if kind.target.p95 else "",
        _waits(reading, "median", "p95", "longest"),
        _waits(together, "median", "p95", "longest"),
        f"{together['per_second']:.0f}",
        _waits(wandering, "median", "p95", "longest"),
        _waits(alone, "median", "p95", "longest"),
        f"{cost['queries']:.0f}" if cost else "",
        f"{cost['ms']:.0f} dont {cost['sql_ms']:.0f}" if cost else "",
        f"{together['kilobytes']:.0f}",
        str(sum(one["pages"] for one in read)),
        str(sum(one["errors"] for one in read)),
    ]
    return f"| {' | '.join(cells)} |"


def _waits(figures: Run | None, *names: str) -> str:
    return " / ".join(f"{figures[name]:.0f}" for name in names) if figures else ""


def _search(reports: list[Run]) -> list[str]:
    lines = [
        "## La recherche seule, dans un processus, sans page",
        "",
        (
            "| encodeur | première recherche | index seul | texte nouveau : médiane / p95 / max | même texte | texte nouveau, membre "
            "| encodage seul | requêtes SQL, visiteur / membre |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in reports:
        timed = [
            _waits(one.get(name), "median", "p95", "longest")
            for name in ("new_text_visitor", "same_text_visitor", "new_text_member", "encoding")
        ]
        cells = [
            one["encoder"],
            f"{one['first_search_ms']} ms",
            f"{one['index_build_ms']} ms",
            *timed,
            f"{one['queries_visitor']} / {one['queries_member']}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _quality(quality: dict[str, Run]) -> list[str]:
    if not quality:
        return []
    lines = [
        "## Qualité du classement",
        "",
        "| collection | encodeur | nDCG@10 | MRR | rappel@3 | ms par besoin | besoins × documents |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {one['encoder']} | {one['ndcg@10']:.3f} | {one['mrr']:.3f} | {one['recall@3']:.3f} "
        f"| {one['ms_per_query']:.0f} | {one['queries']} × {one['documents']} |"
        for name, one in quality.items()
    ]
    return [*lines, ""]
