"""What a learning path is asked for: modules, what a person masters, where she wants to be, and her calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WEEK = 7 * 24 * 60  # minutes
LEVELS = 4


@dataclass(frozen=True)
class Session:
    """A moment when a module is given to a cohort. `start`: minutes since week 0 began; it lasts as the module does."""

    key: str
    start: int
    seats: int

    @property
    def week(self) -> int:
        return self.start // WEEK


@dataclass(frozen=True)
class Module:
    """Something to learn.

    minutes : what it takes, more than zero.
    gains : the level reached, by competence; never empty.
    requires : the level that is needed before, by competence.
    after : of each group of modules, one comes before.
    sessions : None when it is taken at one's own pace; otherwise it is taken in one of them.
    """

    key: str
    minutes: int
    gains: Mapping[str, int]
    requires: Mapping[str, int] = field(default_factory=dict)
    after: tuple[frozenset[str], ...] = ()
    sessions: tuple[Session, ...] | None = None


class CycleError(ValueError):
    """Modules that wait for one another; `keys`: in their order, the first one told again at the end."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(f"modules wait for one another: {' → '.join(keys)}")
        self.keys = keys


class Mastered(NamedTuple):
    """A level that counts as mastered, and how probable it is (for a group: the share of people who master it)."""

    competence: str
    level: int
    chance: float


@dataclass(frozen=True, kw_only=True)
class PathProblem:
    """One person, or a group that learns together.

    modules : in the order of their catalogue.
    chances : for each competence, the probability of being at level 1, 2, 3, 4 or above; nothing known counts as zero.
        Of a group: what `shares` answers.
    targets : the level wanted, by competence.
    certainty : from which probability a level counts as mastered, above 0, at most 1. Of a group: from which share.
    weekly : minutes that can be spent in week 0, 1…; the last number holds for all the weeks that follow.
    done : modules already taken: what they give is reached, and they are not taken again.
    withdrawn : modules that nobody can take any more.
    people : how many seats a session must have left.
    deadline : how many weeks there are; None when there is no hurry.

    Raises ValueError when one of these is not as said, CycleError when modules wait for one another.
    """

    modules: Sequence[Module]
    chances: Mapping[str, Sequence[float]]
    targets: Mapping[str, int]
    certainty: float
    weekly: tuple[int, ...]
    done: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    people: int = 1
    deadline: int | None = None

    def __post_init__(self) -> None:
        if not 0 < self.certainty <= 1:
            raise ValueError(f"certainty goes from 0 to 1, got {self.certainty}")
        if not self.weekly or min(self.weekly) < 0:
            raise ValueError("weekly must hold one number of minutes at least, none negative")
        if self.people < 1 or (self.deadline is not None and self.deadline < 1):
            raise ValueError("people and deadline are one at least")
        for competence, chances in self.chances.items():
            _check_chances(competence, chances)
        _check_levels("targets", self.targets)
        if len(self.by_key) < len(self.modules):
            raise ValueError("two modules have the same key")
        for key in (self.done | self.withdrawn) - self.by_key.keys():
            raise ValueError(f"unknown module: {key}")
        for module in self.modules:
            self._check_module(module)
        if cycle := _cycle(self.modules):
            raise CycleError(cycle)

    def _check_module(self, module: Module) -> None:
        if module.minutes <= 0:
            raise ValueError(f"{module.key} must take one minute at least")
        if not module.gains:
            raise ValueError(f"{module.key} gives no competence")
        _check_levels(f"{module.key}, gains", module.gains)
        _check_levels(f"{module.key}, requires", module.requires)
        for competence, level in module.gains.items():
            if module.requires.get(competence, 0) >= level:
                raise ValueError(f"{module.key} requires the level that it gives: {competence} {level}")
        for group in module.after:
            if not group or (strangers := group - self.by_key.keys()):
                raise ValueError(
                    f"{module.key} comes after unknown modules: {', '.join(sorted(strangers)) if group else 'none'}"
                )
        keys = [session.key for session in module.sessions or ()]
        if len(set(keys)) < len(keys) or any(s.start < 0 or s.seats < 0 for s in module.sessions or ()):
            raise ValueError(
                f"{module.key}: sessions have keys of their own, no negative start and no negative seats"
            )

    @cached_property
    def by_key(self) -> dict[str, Module]:
        return {module.key: module for module in self.modules}

    @cached_property
    def reached(self) -> dict[str, int]:
        """The level of each competence, as far as it is mastered or was given by a module done."""
        level = {
            c: sum(chance >= self.certainty for chance in chances) for c, chances in self.chances.items()
        }
        for key in self.done:
            for competence, given in self.by_key[key].gains.items():
                level[competence] = max(level.get(competence, 0), given)
        return level

    @cached_property
    def skipped(self) -> dict[str, tuple[Mastered, ...]]:
        """Modules that are not done and would give nothing new, and why."""
        return {
            module.key: tuple(
                Mastered(competence, level, self.chance(competence, level))
                for competence, level in module.gains.items()
            )
            for module in self.modules
            if module.key not in self.done
            and all(self.reached.get(c, 0) >= level for c, level in module.gains.items())
        }

    def chance(self, competence: str, level: int) -> float:
        """1 when a module done gave it."""
        chances = self.chances.get(competence, ())
        told = chances[level - 1] if level <= len(chances) else 0.0
        return told if told >= self.certainty or self.reached.get(competence, 0) < level else 1.0

    def minutes_in(self, week: int) -> int:
        return self.weekly[min(week, len(self.weekly) - 1)]


def shares(
    people: Sequence[Mapping[str, Sequence[float]]], *, certainty: float
) -> dict[str, tuple[float, ...]]:
    """For a group: the share of people who are at each level or above, each with this certainty at least."""
    competences = dict.fromkeys(competence for person in people for competence in person)
    return {
        competence: tuple(
            sum(_at(person.get(competence, ()), level) >= certainty for person in people) / len(people)
            for level in range(1, LEVELS + 1)
        )
        for competence in competences
    }


def plainly(level: int) -> tuple[float, ...]:
    """The chances of somebody whose level is simply known."""
    return tuple(float(step <= level) for step in range(1, LEVELS + 1))


def _at(chances: Sequence[float], level: int) -> float:
    return chances[level - 1] if level <= len(chances) else 0.0


def _check_chances(competence: str, chances: Sequence[float]) -> None:
    if len(chances) > LEVELS or not all(0 <= chance <= 1 for chance in chances):
        raise ValueError(f"{competence}: at most {LEVELS} chances from 0 to 1")
    if any(after > before for before, after in pairwise(chances)):
        raise ValueError(f"{competence}: a higher level cannot be more probable than a lower one")


def _check_levels(where: str, levels: Mapping[str, int]) -> None:
    for competence, level in levels.items():
        if not 1 <= level <= LEVELS:
            raise ValueError(f"{where}: levels go from 1 to {LEVELS}, got {competence} {level}")


def _cycle(modules: Iterable[Module]) -> list[str]:
    """Modules that wait for one another whatever is chosen, the first one told again at the end; empty when none do."""
    waiting = {module.key: module.after for module in modules}
    while free := [key for key, after in waiting.items() if all(group - waiting.keys() for group in after)]:
        for key in free:
            del waiting[key]
    if not waiting:
        return []
    path = [next(iter(waiting))]
    while len(set(path)) == len(path):
        path.append(min(next(group for group in waiting[path[-1]] if not group - waiting.keys())))
    return path[path.index(path[-1]) :]
