"""What the path of one person is asked for, from what is known of her: numbers only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from maillage.learning.rules.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from maillage.learning.rules.asked import Chances, Levels, Module

CERTAINTY = 0.8  # from which chance a level counts as mastered, as the words of a result do
SLACK = 0.05  # how much longer than the shortest a path may be to end earlier
ENTRY = 1  # the level that is asked of whoever begins


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """A level that no module gives: the role asks for it or, when it is named, a module rests on it."""

    competence: str
    level: int
    module: str = ""


def at_least(levels: Sequence[float]) -> tuple[float, ...]:
    """From the chance of each level to that of each level or above."""
    return tuple(min(1.0, chance) for chance in reversed(list(accumulate(reversed(levels)))))


def own_path(
    *,
    modules: Sequence[Module],
    chances: Chances,
    targets: Levels,
    minutes_a_week: int,
    start: date,
    finish_by: date | None,
    done: Collection[str],
    kept: Sequence[str],
) -> tuple[Asked, list[Beyond]]:
    """What no module gives is left out of what is asked, and told: the targets first, then what each module rests on.

    kept: modules of the path before, in its order.
    """
    highest: dict[str, int] = {}
    for module in modules:
        for code, level in module.gains.items():
            highest[code] = max(level, highest.get(code, 0))

    def is_beyond(code: str, level: int) -> bool:
        mastered = sum(chance >= CERTAINTY for chance in chances.get(code, ()))
        return level > max(highest.get(code, 0), mastered, ENTRY)

    def within(levels: Levels) -> dict[str, int]:
        return {code: level for code, level in levels.items() if level > ENTRY and not is_beyond(code, level)}

    def beyond(levels: Levels, module: str = "") -> list[Beyond]:
        return [
            Beyond(competence=code, level=level, module=module)
            for code, level in levels.items()
            if is_beyond(code, level)
        ]

    known = {module.key for module in modules}
    asked = Asked(
        modules=[replace(module, requires=within(module.requires)) for module in modules],
        people=[chances],
        targets=within(targets),
        start=start,
        minutes=[minutes_a_week],
        deadline=finish_by,
        certainty=CERTAINTY,
        share=1.0,
        slack=SLACK,
        done=frozenset(known.intersection(done)),
        withdrawn=frozenset(),
        before=[(key, None) for key in kept if key in known] or None,
    )
    resting = [row for module in modules for row in beyond(module.requires, module.key)]
    return asked, [*beyond(targets), *resting]
