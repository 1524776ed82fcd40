"""`python benchmarks/eligibility.py`: the verdicts of one firm on 20 000 programmes, the reasons of fifty, one question, as one JSON object.

Programmes and firms are drawn from a fixed seed. Half of the facts of each firm are unknown.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
from datetime import date, timedelta
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from maillage.engines.eligibility import (
    Age,
    AllOf,
    AnyOf,
    Between,
    Catalogue,
    Facts,
    Flag,
    Inquiry,
    Member,
    Not,
    Stake,
    Statement,
    Window,
    Within,
    verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from maillage.engines.eligibility import Condition

SEED = 300
DAY = date(2026, 6, 12)
SHOWN = 50
TARGET_MS = 5
PLACES = [f"{country}/{region}" for country in ("CA", "FR") for region in range(18)]
PLACES += [f"{region}/{county}" for region in PLACES for county in range(20)]
INDUSTRIES = [f"{section}/{division}" for section in "ABCDEFGHIJKLMNOPQRSTU" for division in range(5)]
INDUSTRIES += [f"{division}/{group}" for division in INDUSTRIES for group in range(8)]
THEMES = [f"theme-{number}" for number in range(12)]
FORMS = [f"form-{number}" for number in range(40)]
SIZES = (5, 10, 20, 50, 100, 250, 500)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programmes", type=int, default=20_000)
    parser.add_argument("--firms", type=int, default=200)
    asked = parser.parse_args()
    chance = random.Random(SEED)
    programmes = [_programme(chance, number) for number in range(asked.programmes)]
    firms = [_firm(chance) for _ in range(asked.firms)]
    started = perf_counter()
    catalogue = Catalogue(programmes)
    built = perf_counter() - started
    gc.freeze()
    shown = [chance.sample(programmes, SHOWN) for _ in firms]
    sys.stdout.write(
        json.dumps(
            {
                "programmes": len(programmes),
                "distinct_leaves": len(catalogue.leaves),
                "compiled_seconds": round(built, 2),
                "target_ms": TARGET_MS,
                "verdicts_ms": _timed(lambda turn: catalogue.verdicts(firms[turn], DAY), len(firms)),
                "reasons_ms": _timed(lambda turn: _reasons(shown[turn], firms[turn]), len(firms)),
                "question_ms": _timed(lambda turn: _question(shown[turn], firms[turn]), len(firms)),
            }
        )
    )


def _reasons(programmes: list[Condition], firm: Facts) -> list[object]:
    return [verdict(programme, firm, DAY) for programme in programmes]


def _question(programmes: list[Condition], firm: Facts) -> object:
    return Inquiry([Stake(condition=programme) for programme in programmes], DAY).question(firm)


def _programme(chance: random.Random, number: int) -> Condition:
    """Six parts or so, as programmes have: a place, an industry, a size, themes, a date, a sentence to confirm."""
    parts: list[Condition] = [
        Within(fact="territory", any_of=frozenset(chance.sample(PLACES, chance.randint(1, 6)))),
        Within(fact="industry", any_of=frozenset(chance.sample(INDUSTRIES, chance.randint(1, 12)))),
        Between(fact="employees", at_most=chance.choice(SIZES)),
        AnyOf(parts=tuple(Flag(fact=theme) for theme in chance.sample(THEMES, chance.randint(1, 3)))),
    ]
    if chance.random() < 0.5:
        parts.append(Window(ends=DAY + timedelta(days=chance.randint(-200, 400))))
    if chance.random() < 0.5:
        parts.append(Statement(id=f"statement-{number}"))
    if chance.random() < 0.3:
        young = Age(fact="founded_on", at_most=chance.randint(1, 5))
        parts.append(AnyOf(parts=(young, Between(fact="revenue", at_most=chance.choice(SIZES) * 10_000))))
    if chance.random() < 0.3:
        forms = Member(fact="legal_form", any_of=frozenset(chance.sample(FORMS, 4)))
        parts.append(Not(part=forms))
    return AllOf(parts=tuple(parts))


def _firm(chance: random.Random) -> Facts:
    values = {
        "territory": f"{chance.choice(PLACES)}/0",
        "industry": chance.choice(INDUSTRIES),
        "employees": chance.randint(0, 300),
        "revenue": chance.randint(0, 5_000_000),
        "founded_on": DAY - timedelta(days=chance.randint(0, 9_000)),
        "legal_form": chance.choice(FORMS),
    } | {theme: chance.random() < 0.4 for theme in THEMES}
    known = {name: value for name, value in values.items() if chance.random() < 0.5}
    statements = {f"statement-{chance.randint(0, 20_000)}": chance.random() < 0.5 for _ in range(10)}
    return Facts.of(known, statements)


def _timed(work: Callable[[int], object], times: int) -> dict[str, float]:
    waits = []
    for turn in range(times):
        started = perf_counter()
        work(turn)
        waits.append(1000 * (perf_counter() - started))
    waits.sort()
    return {
        "times": times,
        "median": round(median(waits), 2),
        "p95": round(waits[int(0.95 * (times - 1))], 2),
        "longest": round(waits[-1], 2),
    }


if __name__ == "__main__":
    main()
