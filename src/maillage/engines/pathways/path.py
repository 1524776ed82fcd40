"""A learning path: its modules in order, and why each is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.pathways.remaining import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.engines.pathways.placing import Placed
    from maillage.engines.pathways.problem import Mastered
    from maillage.engines.pathways.remaining import Remaining


class Taken(NamedTuple):
    """A module of a path.

    first, last : weeks in which it is worked. session : None at one's own pace.
    fills : targets that it is the first to reach. opens : later modules of the path that wait for what it gives.
    """

    module: str
    first: int
    last: int
    session: str | None
    fills: tuple[Level, ...]
    opens: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Path:
    """What to learn and when.

    minutes : of all its modules. fewest : no path takes less, even without a calendar.
    finish : in how many weeks. bound : no path that is as short, to the share allowed, finishes in fewer.
    changes : modules that were not in the path before, and those that were and changed sessions.
    changes_proved : whether it is certain that none which finishes as soon changes less.
    """

    taken: tuple[Taken, ...]
    skipped: Mapping[str, tuple[Mastered, ...]]
    minutes: int
    fewest: int
    finish: int
    bound: int
    changes: int = 0
    changes_proved: bool = True

    @property
    def proved(self) -> bool:
        return self.finish <= self.bound


def finish_of(rows: Sequence[Placed]) -> int:
    """In how many weeks they are all done."""
    return max((row.last + 1 for row in rows), default=0)


def reasons(left: Remaining, rows: Sequence[Placed]) -> list[Taken]:
    """The same rows and why each is there; one that serves nothing has no reason."""
    giver = np.full(len(left.steps), -1)
    fills: list[list[Level]] = [[] for _ in left.modules]
    opens: list[list[str]] = [[] for _ in left.modules]
    for row in rows:
        for step in np.flatnonzero(left.needs[row.module]).tolist():
            opens[giver[step]].append(left.modules[row.module].key)
        for step in np.flatnonzero(left.gives[row.module] & (giver < 0)).tolist():
            giver[step] = row.module
            target = left.steps[step]
            if left.wanted[step] and isinstance(target, Level):
                fills[row.module].append(target)
    return [_told(left, row, fills[row.module], opens[row.module]) for row in rows]


def _told(left: Remaining, row: Placed, fills: list[Level], opens: list[str]) -> Taken:
    module = left.modules[row.module]
    session = None if module.sessions is None else module.sessions[row.session].key
    return Taken(module.key, row.first, row.last, session, tuple(fills), tuple(dict.fromkeys(opens)))
