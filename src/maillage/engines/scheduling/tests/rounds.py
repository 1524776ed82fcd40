"""Rounds of meetings for tests, drawn from a seed or by hypothesis, and their best plan by trying everything."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from maillage.engines.scheduling import MeetingProblem


def problem(value, free, *, tables=1, most=3, floor=0, allowed=None, kind=None):
    value = np.asarray(value, dtype=float)
    free = np.asarray(free, dtype=bool)
    people, slots = free.shape
    return MeetingProblem(
        value=value,
        allowed=~np.eye(people, dtype=bool) if allowed is None else allowed,
        free=free,
        tables=np.full((1, slots), tables) if np.isscalar(tables) else np.asarray(tables),
        kind=np.zeros((people, people), dtype=np.intp) if kind is None else kind,
        most=np.broadcast_to(np.asarray(most), (people,)).astype(np.int64),
        floor=np.broadcast_to(np.asarray(floor), (people,)).astype(np.int64),
    )


def across(left, right):
    """Two groups: each of the first may meet each of the second."""
    allowed = np.zeros((left + right, left + right), dtype=bool)
    allowed[:left, left:] = allowed[left:, :left] = True
    return allowed


def drawn(seed, *, people=60, slots=12, tables=15, **others):
    """Sixty people who are free nine times in ten or so, some of whom wish to meet."""
    chance = np.random.default_rng(seed)
    value = np.triu(chance.random((people, people)) ** 2 + (chance.random((people, people)) < 0.1), 1).round(
        3
    )
    free = chance.random((people, slots)) < 0.85
    return problem(value + value.T, free, tables=tables, most=8, floor=4, **others)


@st.composite
def small_rounds(draw, people=5, slots=3):
    n = draw(st.integers(2, people))
    s = draw(st.integers(1, slots))
    kinds = draw(st.integers(1, 2))

    def square(of):
        upper = np.zeros((n, n), dtype=int)
        upper[np.triu_indices(n, 1)] = draw(
            st.lists(of, min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2)
        )
        return upper + upper.T

    def grid(rows, of):
        return np.array(draw(st.lists(of, min_size=rows * s, max_size=rows * s))).reshape(rows, s)

    most = np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    floor = np.minimum(most, draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    return problem(
        square(st.integers(0, 9)),
        grid(n, st.booleans()),
        tables=grid(kinds, st.integers(0, 2)),
        most=most,
        floor=floor,
        allowed=square(st.integers(0, 1)).astype(bool),
        kind=square(st.integers(0, kinds - 1)),
    )


def broken_by(problem, meetings):
    """The rules that a plan breaks."""
    first, second, slot = meetings.T
    people, slots = problem.free.shape
    seats = np.zeros((people, slots), dtype=int)
    used = np.zeros_like(problem.tables)
    times = np.zeros((people, people), dtype=int)
    np.add.at(seats, (first, slot), 1)
    np.add.at(seats, (second, slot), 1)
    np.add.at(used, (problem.kind[first, second], slot), 1)
    np.add.at(times, (np.minimum(first, second), np.maximum(first, second)), 1)
    broken = {
        "some may not meet": not problem.allowed[first, second].all(),
        "somebody is not free": (seats > 0)[~problem.free].any(),
        "somebody is twice in a slot": (seats > 1).any(),
        "tables are too few": (used > problem.tables).any(),
        "a pair meets twice": (times > 1).any(),
        "somebody meets more people than she takes": (seats.sum(axis=1) > problem.most).any(),
    }
    return [rule for rule, is_broken in broken.items() if is_broken]


def met_by(problem, meetings):
    return np.bincount(meetings[:, :2].ravel(), minlength=len(problem.most))


def rank(problem, meetings, kept=()):
    """Lacks, moves, value: the smaller, the better."""
    standing = {tuple(row) for row in np.asarray(meetings).tolist()}
    worth = float(problem.value[meetings[:, 0], meetings[:, 1]].sum())
    moved = sum(tuple(row) not in standing for row in np.asarray(kept).tolist())
    return problem.shortage(met_by(problem, meetings)), moved, -round(worth, 6)


def best_of_all(problem, kept=()):
    """The rank of the best plan, by trying them all: for a handful of people."""
    pairs = list(combinations(range(len(problem.most)), 2))
    best = [rank(problem, np.zeros((0, 3), dtype=int), kept)]

    def go_on(place, meetings):
        if place == len(pairs):
            return
        go_on(place + 1, meetings)
        for slot in range(problem.free.shape[1]):
            longer = [*meetings, (*pairs[place], slot)]
            rows = np.array(longer)
            if not broken_by(problem, rows):
                best[0] = min(best[0], rank(problem, rows, kept))
                go_on(place + 1, longer)

    go_on(0, [])
    return best[0]
