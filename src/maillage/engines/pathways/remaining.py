"""What remains to learn, in numbers: the modules that could serve, what each gives and needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from maillage.engines.pathways.problem import Module, PathProblem


class Level(NamedTuple):
    competence: str
    level: int


Step = Level | frozenset[str]  # a level to reach, or modules of which one must be taken


@dataclass(frozen=True, eq=False)
class Remaining:
    """Modules (n) and the steps (k) that they give and need. What is reached already is neither here nor needed.

    gives, needs : shape (n, k). A module gives a level when it can be the first to bring it: a module that needs a
        level of a competence never gives that level or a lower one, so no module supports itself.
    wanted : shape (k,), the steps that the targets ask.
    """

    modules: tuple[Module, ...]
    steps: tuple[Step, ...]
    gives: NDArray[np.bool_]
    needs: NDArray[np.bool_]
    wanted: NDArray[np.bool_]

    @property
    def minutes(self) -> NDArray[np.int64]:
        return np.array([module.minutes for module in self.modules], dtype=np.int64)

    def order(self, taken: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The round in which each module can be taken, from 0; −1 for those that never can, or are not `taken`."""
        rounds = np.full(len(self.modules), -1, dtype=np.intp)
        missing = self.needs.copy()
        turn = 0
        while (ready := taken & (rounds < 0) & ~missing.any(axis=1)).any():
            rounds[ready] = turn
            missing &= ~self.gives[ready].any(axis=0)
            turn += 1
        return rounds

    def reached(self, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Shape (k,): the steps that these modules reach, as far as they can be put in order."""
        return np.asarray(self.gives[self.order(taken) >= 0].any(axis=0))

    def only(self, kept: NDArray[np.bool_]) -> Remaining:
        """The same with fewer modules."""
        modules = tuple(module for module, stays in zip(self.modules, kept.tolist(), strict=True) if stays)
        return Remaining(modules, self.steps, self.gives[kept], self.needs[kept], self.wanted)

    def useful(self) -> NDArray[np.bool_]:
        """Modules that can be taken and that could serve a target."""
        possible = self.order(np.ones(len(self.modules), dtype=np.bool_)) >= 0
        steps = self.wanted
        while True:
            serving = possible & self.gives[:, steps].any(axis=1)
            wider = steps | self.needs[serving].any(axis=0)
            if (wider == steps).all():
                return serving
            steps = wider

    def closed(self) -> Remaining:
        """The same, where what needs a step also needs the steps that all its givers need: bounds are far closer."""
        needs, wanted = self.needs, self.wanted
        while True:
            beneath = np.zeros((len(self.steps), len(self.steps)), dtype=np.bool_)
            for step, given in enumerate(self.gives.T):
                beneath[step] = given.any() & needs[given].all(axis=0)
            deeper, further = needs | needs @ beneath, wanted | wanted @ beneath
            if (deeper == needs).all() and (further == wanted).all():
                return Remaining(self.modules, self.steps, self.gives, needs, wanted)
            needs, wanted = deeper, further


def open_modules(problem: PathProblem) -> Remaining:
    """What remains, with the modules that serve and that somebody can take some day."""
    left = remaining(
        problem,
        (
            module
            for module in problem.modules
            if module.key not in problem.withdrawn
            and (module.sessions is None or any(one.seats >= problem.people for one in module.sessions))
        ),
    )
    return left.only(left.useful())


def remaining(problem: PathProblem, modules: Iterable[Module]) -> Remaining:
    """What remains with these modules, those done and those skipped left out."""
    closed = problem.done | problem.skipped.keys()
    left = tuple(module for module in modules if module.key not in closed)
    wanted = _levels(problem, problem.targets.items())
    needs = [
        [*_levels(problem, module.requires.items()), *(group for group in module.after if not group & closed)]
        for module in left
    ]
    steps = tuple(dict.fromkeys([*wanted, *(step for several in needs for step in several)]))
    place = {step: n for n, step in enumerate(steps)}
    needed = np.zeros((len(left), len(steps)), dtype=np.bool_)
    for row, several in enumerate(needs):
        needed[row, [place[step] for step in several]] = True
    gives = np.stack([_givers(step, left) for step in steps], axis=1) if steps else np.zeros_like(needed)
    return Remaining(
        left, steps, gives, needed, np.array([step in set(wanted) for step in steps], dtype=np.bool_)
    )


def _levels(problem: PathProblem, told: Iterable[tuple[str, int]]) -> list[Step]:
    return [Level(c, level) for c, level in told if problem.reached.get(c, 0) < level]


def _givers(step: Step, modules: tuple[Module, ...]) -> NDArray[np.bool_]:
    if isinstance(step, Level):
        c, level = step
        found = [m.requires.get(c, 0) < level <= m.gains.get(c, 0) for m in modules]
    else:
        found = [m.key in step for m in modules]
    return np.array(found, dtype=np.bool_)
