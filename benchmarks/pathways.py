"""Three hundred modules, two of five given in sessions: planned by `maillage lab path`, beside what is done elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

from own_data import lab

if TYPE_CHECKING:
    from collections.abc import Mapping

Figures = dict[str, Any]
MODULES, COMPETENCES, LEVELS, WEEKS, HOURS, TARGETS = 300, 30, 4, 40, 10, 20
IN_SESSIONS, TWO_GAINS, AFTER, SAME_LEVEL = 0.4, 0.25, 0.1, 0.1  # chances
MONDAY = date(2027, 1, 4)
FEWEST_MS, SECONDS, USABLE = 50, 10, 1
HABITS = {
    "greedy": "le meilleur gain par minute d’abord",
    "shortest": "le plus court, mis au calendrier après coup",
    "gated": "le même cours pour tout le monde, sans ce qui est fait",
}


def drawn(seed: int) -> Figures:
    """A problem in the form of docs/reference/parcours.md.

    Each competence has two or three modules a level, of one to six hours and a half; most need the level below, and
    one or two others of lower levels. Sessions fall on working days of the first forty weeks; one in six is full.
    """
    chance = Random(seed)
    modules = [_module(n, chance) for n in range(MODULES)]
    targets = {f"c{c}": chance.randint(2, LEVELS) for c in chance.sample(range(COMPETENCES), TARGETS)}
    return {
        "start": MONDAY.isoformat(),
        "hours": HOURS,
        "learner": {f"c{c}": chance.randint(0, 2) for c in range(COMPETENCES)},
        "targets": targets,
        "modules": modules,
    }


def _module(n: int, chance: Random) -> Figures:
    competence, level = f"c{n % COMPETENCES}", 1 + (n // COMPETENCES) % LEVELS
    gains, requires = {competence: level}, {competence: level - 1} if level > 1 else {}
    for other in chance.sample(range(COMPETENCES), chance.randint(0, 2 if level > 1 else 1)):
        if f"c{other}" != competence:
            requires[f"c{other}"] = chance.randint(1, max(1, level - (chance.random() > SAME_LEVEL)))
    other = f"c{chance.randrange(COMPETENCES)}"
    if chance.random() < TWO_GAINS and other not in requires and other != competence:
        gains[other] = chance.randint(1, level)
    told: Figures = {
        "id": f"m{n}",
        "minutes": 15 * chance.randint(4, 26),
        "gains": gains,
        "requires": requires,
    }
    if n >= 2 * COMPETENCES and chance.random() < AFTER:
        told["after"] = [[f"m{k}" for k in chance.sample(range(n), 2)]]
    if chance.random() < IN_SESSIONS:
        told["sessions"] = [
            _session(week, chance) for week in chance.sample(range(WEEKS), chance.randint(2, 6))
        ]
    return told


def _session(week: int, chance: Random) -> Figures:
    day = datetime.combine(MONDAY, datetime.min.time()) + timedelta(
        weeks=week, days=chance.randrange(5), hours=chance.randint(9, 14)
    )
    return {"id": f"s{week}", "start": day.isoformat(), "seats": chance.randint(0, 5)}


def measured(environment: Mapping[str, str], seeds: int) -> list[Figures]:
    """For each seed, what `maillage lab path` says in ten seconds, and under `soon` in one."""
    return [
        lab("path", drawn(seed), environment, f"--seconds={SECONDS}")
        | {"soon": lab("path", drawn(seed), environment, f"--seconds={USABLE}")}
        for seed in range(seeds)
    ]


def lines(figures: list[Figures]) -> list[str]:
    """A section of the report."""
    rows = [
        f"| {seed} | {one['fewest_minutes'] / 60:.1f} | {1000 * one['fewest_cpu_seconds']:.0f} | {_over(one, one['minutes'])} "
        f"| {one['weeks']} | {one['weeks_bound']} | {one['cpu_seconds']:.1f} | {one['soon'].get('weeks', '–')} "
        f"| {' | '.join(_habit(one, name) for name in HABITS)} |"
        for seed, one in enumerate(figures)
    ]
    heads = [f"{label} : minutes, semaines" for label in HABITS.values()]
    return [
        "## Parcours",
        "",
        f"{MODULES} modules, {TARGETS} niveaux voulus, {HOURS} heures par semaine, des séances sur {WEEKS} semaines :",
        "",
        f"| tirage | heures, au moins | ms de processeur | en plus | semaines | au moins | s de processeur | en {USABLE} s | {' | '.join(heads)} |",
        "|---" * (8 + len(HABITS)) + "|",
        *rows,
        "",
        f"Médianes : {_medians(figures)}.",
        "",
    ]


def _habit(one: Figures, name: str) -> str:
    way = one["beside"][name]
    return f"{_over(one, way['minutes'])}, {way['finish'] or 'jamais'}"


def _over(one: Figures, minutes: int) -> str:
    return f"+{100 * (minutes / one['fewest_minutes'] - 1):.1f} %"


def _medians(figures: list[Figures]) -> str:
    longer = {
        label: 100 * (median(one["beside"][name]["minutes"] / one["fewest_minutes"] for one in figures) - 1)
        for name, label in HABITS.items()
        if name != "shortest"
    }
    fewest = 1000 * median(one["fewest_cpu_seconds"] for one in figures)
    told = "; ".join(f"{label}, +{over:.1f} %" for label, over in longer.items())
    return f"le plus court prouvé en {fewest:.0f} ms; {told}; le calendrier en {median(one['cpu_seconds'] for one in figures):.1f} s"


def verdict(figures: list[Figures]) -> str:
    """Kept or missed."""
    fewest = 1000 * median(one["fewest_cpu_seconds"] for one in figures)
    slowest = max(one["cpu_seconds"] for one in figures)
    proved, usable = sum(one["proved"] for one in figures), sum(one["soon"]["possible"] for one in figures)
    kept = fewest <= FEWEST_MS and slowest <= SECONDS and proved == usable == len(figures)
    return (
        f"- Parcours : {'tenu' if kept else 'manqué'}, le plus court en {fewest:.0f} ms (médiane), le plus tôt fini prouvé "
        f"{proved} fois sur {len(figures)} en {slowest:.1f} s au plus, {usable} réponses en {USABLE} s "
        f"(objectifs {FEWEST_MS} ms, toutes, {SECONDS} s, toutes)."
    )
