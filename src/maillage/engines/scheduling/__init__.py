"""One-to-one meetings: who meets whom and when, with a floor for everyone, and why when it cannot be."""

from maillage.engines.scheduling.explaining import (
    Cause,
    Explanation,
    FreeSlot,
    Lack,
    MoreTables,
    TakeMore,
    explain,
)
from maillage.engines.scheduling.habits import best_first, floor_first
from maillage.engines.scheduling.planning import plan, plan_again, still_possible
from maillage.engines.scheduling.problem import MeetingProblem, Plan

__all__ = [
    "Cause",
    "Explanation",
    "FreeSlot",
    "Lack",
    "MeetingProblem",
    "MoreTables",
    "Plan",
    "TakeMore",
    "best_first",
    "explain",
    "floor_first",
    "plan",
    "plan_again",
    "still_possible",
]
