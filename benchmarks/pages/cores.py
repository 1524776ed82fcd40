"""Whether the machine was ours: cores that other programs took while we measured."""

from __future__ import annotations

import time
from dataclasses import dataclass

import psutil

IDLE = ("idle", "iowait", "guest", "guest_nice")  # time of guests is counted in `user` already


@dataclass(frozen=True, kw_only=True)
class Cores:
    """Seconds of processor time since the machine started, and those of our processes, at one moment."""

    at: float
    all: float
    ours: float


def cores_now(roots: list[int]) -> Cores:
    """`roots`: processes that are ours, with all that they started."""
    spent = psutil.cpu_times()._asdict()
    return Cores(
        at=time.monotonic(),
        all=sum(seconds for name, seconds in spent.items() if name not in IDLE),
        ours=sum(_spent_by(root) for root in roots),
    )


def taken_by_others(before: Cores, after: Cores) -> float:
    """Cores, on average between the two moments."""
    others = (after.all - before.all) - (after.ours - before.ours)
    return round(max(0.0, others / (after.at - before.at)), 2)


def _spent_by(root: int) -> float:
    """Of the process, of those it started that live, and of those that ended."""
    parent = psutil.Process(root)
    seconds = 0.0
    for process in [parent, *parent.children(recursive=True)]:
        try:
            seconds += sum(process.cpu_times()[:4])  # its own, and of its ended children
        except psutil.NoSuchProcess:  # its parent counts it now
            continue
    return seconds
