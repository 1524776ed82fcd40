"""Learning paths: from what a person masters to where she wants to be, in the fewest hours or the fewest weeks."""

from maillage.engines.pathways.beside import Beside, Habit, beside, fewest
from maillage.engines.pathways.explaining import Cause, Explanation, Full, Missing, explain
from maillage.engines.pathways.path import Path, Taken
from maillage.engines.pathways.planning import plan, plan_again
from maillage.engines.pathways.problem import (
    WEEK,
    CycleError,
    Mastered,
    Module,
    PathProblem,
    Session,
    plainly,
    shares,
)
from maillage.engines.pathways.remaining import Level

__all__ = [
    "WEEK",
    "Beside",
    "Cause",
    "CycleError",
    "Explanation",
    "Full",
    "Habit",
    "Level",
    "Mastered",
    "Missing",
    "Module",
    "Path",
    "PathProblem",
    "Session",
    "Taken",
    "beside",
    "explain",
    "fewest",
    "plainly",
    "plan",
    "plan_again",
    "shares",
]
