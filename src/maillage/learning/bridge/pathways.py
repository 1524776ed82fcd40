"""From what a path is asked for to the path, through the pathways engine.

The engine brings HiGHS, slow to import: whoever asks for a path imports this file then, and not before.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from maillage.engines import pathways
from maillage.learning.errors import UnreadablePath
from maillage.learning.rules.asked import SECONDS
from maillage.learning.rules.why import Beyond, Lacking, Why
from maillage.learning.rules.words import HOUR

if TYPE_CHECKING:
    from datetime import date

    from maillage.engines.pathways import Beside, Path, PathProblem
    from maillage.learning.rules.asked import Asked, Module

WEEK = timedelta(days=7)


class Planner:
    """What the engine says of one problem. Raises UnreadablePath when its modules wait for one another."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.problem = _problem(asked)

    def path(self, *, seconds: float = SECONDS) -> Path | None:
        """The path that finishes first, or the one before with the fewest changes; None when there is none."""
        if self.asked.before is None:
            return pathways.plan(self.problem, slack=self.asked.slack, seconds=seconds)
        return pathways.plan_again(self.problem, self.asked.before, slack=self.asked.slack, seconds=seconds)

    def fewest(self) -> int | None:
        """The fewest minutes, calendar aside."""
        return pathways.fewest(self.problem, seconds=SECONDS)

    def beside(self) -> Beside | None:
        """What is done elsewhere, for the same problem."""
        return pathways.beside(self.problem, seconds=SECONDS)

    def why(self, *, seconds: float = SECONDS) -> Why:
        """What stops the path, and what would do."""
        found = pathways.explain(self.problem, seconds=seconds)
        return Why(
            cause=str(found.cause),
            beyond=[Beyond(*one.target, one.reach, one.root) for one in found.missing],
            back=found.back,
            lacking=[
                Lacking(one.module, self.starts[one.module, one.session].isoformat(), one.seats)
                for one in found.full
            ],
            hours=None if found.weekly is None else found.weekly / HOUR,
            finish=None if found.weeks is None else self.last_day(found.weeks),
        )

    def rows(self, path: Path) -> list[dict[str, Any]]:
        """Each module of a path in its order: when, in which session, and why."""
        return [
            {
                "module": row.module,
                "from": self.first_day(row.first).isoformat(),
                "to": self.last_day(row.last + 1).isoformat(),
                "session": row.session,
                "start": self.starts[row.module, row.session].isoformat() if row.session else None,
                "fills": [one._asdict() for one in row.fills],
                "opens": list(row.opens),
            }
            for row in path.taken
        ]

    def first_day(self, week: int) -> date:
        return self.asked.start + week * WEEK

    def last_day(self, weeks: int) -> date:
        """The day on which that many weeks are over."""
        return self.asked.start + weeks * WEEK - timedelta(days=1)

    @cached_property
    def starts(self) -> dict[tuple[str, str], datetime]:
        """When each session of each module begins."""
        return {
            (module.key, one.key): one.start for module in self.asked.modules for one in module.sessions or ()
        }


def _problem(asked: Asked) -> PathProblem:
    is_group = len(asked.people) > 1
    day = None if asked.deadline is None else (asked.deadline - asked.start).days + 1
    try:
        return pathways.PathProblem(
            modules=[_module(module, asked) for module in asked.modules],
            chances=pathways.shares(asked.people, certainty=asked.certainty) if is_group else asked.people[0],
            targets=asked.targets,
            certainty=asked.share if is_group else asked.certainty,
            weekly=tuple(asked.minutes),
            done=asked.done,
            withdrawn=asked.withdrawn,
            people=len(asked.people),
            deadline=day and day // WEEK.days,
        )
    except pathways.CycleError as cycle:
        raise UnreadablePath(
            where="modules", what=f"ceux-ci s’attendent les uns les autres : {' → '.join(cycle.keys)}"
        ) from cycle


def _module(told: Module, asked: Asked) -> pathways.Module:
    origin = datetime.combine(asked.start, datetime.min.time())
    sessions = None
    if told.sessions is not None:
        sessions = tuple(
            pathways.Session(one.key, int((one.start - origin).total_seconds()) // HOUR, one.seats)
            for one in told.sessions
        )
    after = tuple(frozenset(group) for group in told.after)
    return pathways.Module(told.key, told.minutes, told.gains, told.requires, after, sessions)
