"""Problems for tests, drawn from a seed or by hypothesis, and their best answers by trying everything."""

from itertools import combinations, permutations, product
from math import inf

import numpy as np
from hypothesis import strategies as st

from maillage.engines.pathways.path import finish_of
from maillage.engines.pathways.placing import placed
from maillage.engines.pathways.problem import WEEK, Module, PathProblem, Session, plainly
from maillage.engines.pathways.remaining import open_modules

COMPETENCES, LEVELS, WEEKS = 30, 4, 40


def drawn(seed, *, size=300, weekly=600, deadline=None, minutes=(60, 400)):
    """A catalogue of modules, two of five given in one to three sessions, and a person half of the way to a role."""
    chance = np.random.default_rng(seed)
    modules = []
    for n in range(size):
        competence, level = n % COMPETENCES, 1 + (n // COMPETENCES) % LEVELS
        gains, requires = {f"c{competence}": level}, {}
        if level > 1:
            requires[f"c{competence}"] = level - 1
        for other in chance.choice(
            COMPETENCES, size=int(chance.integers(0, 3 if level > 1 else 2)), replace=False
        ).tolist():
            if other != competence:
                requires[f"c{other}"] = int(chance.integers(1, max(2, level + (chance.random() < 0.1))))
        if chance.random() < 0.25:
            other = int(chance.integers(COMPETENCES))
            if f"c{other}" not in requires and other != competence:
                gains[f"c{other}"] = int(chance.integers(1, level + 1))
        after = ()
        if n >= 60 and chance.random() < 0.1:
            after = (frozenset(f"m{k}" for k in chance.choice(n, size=2, replace=False).tolist()),)
        sessions = None
        if chance.random() < 0.4:
            weeks = sorted(chance.choice(WEEKS, size=int(chance.integers(2, 7)), replace=False).tolist())
            sessions = tuple(
                Session(
                    f"m{n}-{w}",
                    w * WEEK + int(chance.integers(5)) * 1440 + int(chance.integers(9, 15)) * 60,
                    int(chance.integers(0, 6)),
                )
                for w in weeks
            )
        modules.append(
            Module(f"m{n}", int(chance.integers(*minutes) // 15 * 15), gains, requires, after, sessions)
        )
    targets = {
        f"c{c}": int(chance.integers(2, 5))
        for c in chance.choice(COMPETENCES, size=20, replace=False).tolist()
    }
    levels = {f"c{c}": plainly(int(chance.integers(0, 3))) for c in range(COMPETENCES)}
    return PathProblem(
        modules=modules, chances=levels, targets=targets, certainty=0.8, weekly=(weekly,), deadline=deadline
    )


def module(key, minutes=60, gains=None, *, requires=None, after=(), sessions=None):
    """`after`: groups of keys; `sessions`: (week, seats) or (week, seats, minutes since Monday) each."""
    return Module(
        key,
        minutes,
        {key: 1} if gains is None else gains,
        requires or {},
        tuple(frozenset(group.split()) for group in after),
        None
        if sessions is None
        else tuple(
            Session(f"{key}{n}", week * WEEK + (start[0] if start else 600), seats)
            for n, (week, seats, *start) in enumerate(sessions)
        ),
    )


def asked(*modules, targets, weekly=120, **others):
    return PathProblem(
        **{
            "modules": modules,
            "chances": {},
            "targets": targets,
            "certainty": 0.8,
            "weekly": weekly if isinstance(weekly, tuple) else (weekly,),
        }
        | others
    )


@st.composite
def small_problems(draw, size=7, sessions=True):
    """A few modules on three competences, circles and dead ends included."""
    names = "abc"
    modules = []
    for n in range(draw(st.integers(1, size))):
        gains = draw(st.dictionaries(st.sampled_from(names), st.integers(1, 3), min_size=1, max_size=2))
        requires = {
            name: level
            for name, level in draw(
                st.dictionaries(st.sampled_from(names), st.integers(1, 3), max_size=2)
            ).items()
            if level < gains.get(name, 4)
        }
        after = (f"m{draw(st.integers(0, n - 1))}",) if n and draw(st.integers(0, 4)) == 0 else ()
        times = (
            draw(
                st.lists(
                    st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 3).map(lambda k: k * 40)),
                    max_size=2,
                )
            )
            if sessions and draw(st.booleans())
            else None
        )
        modules.append(
            module(
                f"m{n}", draw(st.integers(1, 4)) * 30, gains, requires=requires, after=after, sessions=times
            )
        )
    levels = st.dictionaries(st.sampled_from(names), st.integers(0, 2))
    return asked(
        *modules,
        targets=draw(st.dictionaries(st.sampled_from(names), st.integers(1, 3), min_size=1)),
        chances={name: plainly(level) for name, level in draw(levels).items()},
        weekly=draw(st.sampled_from([60, 120])),
        withdrawn=frozenset(draw(st.lists(st.sampled_from([m.key for m in modules]), max_size=1))),
        deadline=draw(st.integers(1, 8)),
    )


def broken_by(problem, taken):
    """The rules that a path breaks."""
    level, done, spent = dict(problem.reached), set(problem.done) | set(problem.skipped), {}
    faults = []
    for turn, row in enumerate(taken):
        told = problem.by_key[row.module]
        rules = {
            "needs a level": all(level.get(c, 0) >= needed for c, needed in told.requires.items()),
            "comes after": all(group & done for group in told.after),
            "not to be taken": row.module not in done | problem.withdrawn,
            "in a session or not": (told.sessions is None) == (row.session is None),
            "session": row.session is None or _well_attended(problem, row, taken[:turn]),
        }
        faults += [(row.module, rule) for rule, is_kept in rules.items() if not is_kept]
        if row.session is not None:
            spent[row.first] = spent.get(row.first, 0) + told.minutes
        done.add(row.module)
        level |= {c: max(level.get(c, 0), given) for c, given in told.gains.items()}
    faults += [("week", w) for w, minutes in spent.items() if minutes > problem.minutes_in(w)]
    faults += [("target", c) for c, wanted in problem.targets.items() if level.get(c, 0) < wanted]
    return faults + _overloaded(problem, taken, spent)


def _well_attended(problem, row, before):
    """A seat, that week, nothing else at the same time, and nothing it waits for left to later in the week."""
    start, end = _times(problem, row)
    session = next(one for one in problem.by_key[row.module].sessions if one.key == row.session)
    others = [_times(problem, one) for one in before if one.session is not None]
    return (
        session.seats >= problem.people
        and session.week == row.first == row.last
        and all(start >= until or end <= since for since, until in others)
        and all(one.last < row.first for one in before if one.session is None and row.module in one.opens)
        and all(_times(problem, one)[1] <= start for one in before if one.session and row.module in one.opens)
    )


def _times(problem, row):
    told = problem.by_key[row.module]
    start = next(one.start for one in told.sessions if one.key == row.session)
    return start, start + told.minutes


def _overloaded(problem, taken, spent):
    """Intervals of weeks that hold more than their hours."""
    alone = [row for row in taken if row.session is None]
    weeks = range(max((row.last for row in taken), default=-1) + 1)
    return [
        f"weeks {first} to {last} are too full"
        for first in weeks
        for last in weeks
        if sum(problem.by_key[row.module].minutes for row in alone if row.first >= first and row.last <= last)
        > sum(problem.minutes_in(w) - spent.get(w, 0) for w in range(first, last + 1))
    ]


def shortest_of_all(problem):
    """The fewest minutes, calendar aside, by trying every set: infinite when none leads there."""
    open_ = [
        m
        for m in problem.modules
        if m.key not in problem.withdrawn | problem.done | problem.skipped.keys()
        and (m.sessions is None or any(one.seats >= problem.people for one in m.sessions))
    ]
    sets = (several for size in range(len(open_) + 1) for several in combinations(open_, size))
    return min((sum(m.minutes for m in several) for several in sets if _leads(problem, several)), default=inf)


def _leads(problem, several):
    level, done, left = dict(problem.reached), set(problem.done) | set(problem.skipped), list(several)
    while ready := [
        m
        for m in left
        if all(level.get(c, 0) >= needed for c, needed in m.requires.items())
        and all(group & done for group in m.after)
    ]:
        for m in ready:
            left.remove(m)
            done.add(m.key)
            level |= {c: max(level.get(c, 0), given) for c, given in m.gains.items()}
    return not left and all(level.get(c, 0) >= wanted for c, wanted in problem.targets.items())


def soonest_of_all(problem, *, limit):
    """The fewest weeks by trying every set of at most `limit` minutes, every order and every choice of sessions."""
    left = open_modules(problem)
    weeks = problem.deadline
    best = inf
    for size in range(len(left.modules) + 1):
        for several in combinations(range(len(left.modules)), size):
            taken = np.isin(np.arange(len(left.modules)), several)
            if left.minutes[taken].sum() > limit or not left.reached(taken)[left.wanted].all():
                continue
            choices = [
                range(len(left.modules[n].sessions)) if left.modules[n].sessions is not None else [-1]
                for n in several
            ]
            for order in permutations(range(size)):
                for seats in product(*choices):
                    due, seat = np.zeros((2, len(left.modules)), dtype=int)
                    due[list(several)], seat[list(several)] = order, seats
                    rows, _ = placed(problem, left, taken, weeks=weeks, due=due, seat=seat)
                    if len(rows) == size:
                        best = min(best, finish_of(rows))
    return best
