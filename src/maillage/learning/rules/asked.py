"""What a learning path is asked for, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    Levels = Mapping[str, int]
    Chances = Mapping[str, Sequence[float]]  # of being at level 1, 2… or above, by competence

LEVELS = 4
SECONDS = 8.0  # that a computation may last, about, where nobody waits for a page


@dataclass(frozen=True, kw_only=True)
class Session:
    key: str
    start: datetime
    seats: int


@dataclass(frozen=True, kw_only=True)
class Module:
    """`after`: of each group of modules, one comes before; `sessions`: None at one's own pace."""

    key: str
    title: str
    minutes: int
    gains: Levels
    requires: Levels
    after: Sequence[Sequence[str]]
    sessions: Sequence[Session] | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A path for one person, or for a group that learns together.

    start : the first day of week 0. minutes : of each week, the last number for all that follow. deadline : the last day.
    certainty : from which probability a level counts as mastered; share : by which share of a group.
    slack : how many more minutes than the fewest a path may take, in share.
    before : the path that stood, (module, session) in its order; None when there was none.
    """

    modules: Sequence[Module]
    people: Sequence[Chances]
    targets: Levels
    start: date
    minutes: Sequence[int]
    deadline: date | None
    certainty: float
    share: float
    slack: float
    done: frozenset[str]
    withdrawn: frozenset[str]
    before: Sequence[tuple[str, str | None]] | None
