"""What the solver is given, without the habits that often find the answer first."""

import numpy as np
import pytest

from maillage.engines.pathways.calendar import Calendar
from maillage.engines.pathways.remaining import open_modules
from maillage.engines.pathways.shortest import cheapest
from maillage.engines.pathways.soonest import earliest
from maillage.engines.pathways.tests.catalogues import asked, module

RING = (
    module("a", 10, {"x": 1}, requires={"y": 1}),
    module("b", 10, {"y": 1}, requires={"z": 1}),
    module("c", 10, {"z": 1}, requires={"x": 1}),
    module("x", 100),
    module("y", 101),
    module("z", 102),
)


def solved(problem, *, weeks):
    """The shortest timetable: when each module is done, its session, and what it takes."""
    calendar = Calendar(problem, open_modules(problem).closed(), weeks)
    found = calendar.solve(calendar.minutes, [], seconds=30)
    keys = [one.key for one in calendar.left.modules]
    due = {key: week for key, week in zip(keys, found.due.tolist(), strict=True) if week >= 0}
    seats = {key: seat for key, seat in zip(keys, found.seat.tolist(), strict=True) if seat >= 0}
    return (due, seats, found.bound) if found.found else (None, None, found.bound)


def test_a_ring_of_three_is_broken_from_outside():
    left = open_modules(asked(*RING, targets={"x": 1, "y": 1, "z": 1}))

    found = cheapest(left.closed(), left.minutes.astype(float), seconds=30)

    assert {left.modules[n].key for n in np.flatnonzero(found.taken)} == {"x", "b", "c"}
    assert found.bound == 120


def test_a_ring_within_a_week_is_broken_too():
    due, _, fewest = solved(asked(*RING, targets={"x": 1, "y": 1, "z": 1}), weeks=1)

    assert (due.keys(), fewest) == ({"x", "b", "c"}, 120)


def test_a_session_waits_for_the_week_after_what_it_needs():
    problem = asked(module("a"), module("b", requires={"a": 1}, sessions=[(0, 1), (1, 1)]), targets={"b": 1})

    assert solved(problem, weeks=2)[:2] == ({"a": 0, "b": 1}, {"b": 1})
    assert solved(problem, weeks=1) == (None, None, np.inf)


def test_a_session_may_follow_another_that_ended_that_week():
    problem = asked(
        module("a", sessions=[(0, 1, 0)]),
        module("b", requires={"a": 1}, sessions=[(0, 1, 59), (0, 1, 60)]),
        targets={"b": 1},
    )

    assert solved(problem, weeks=1)[1] == {"a": 0, "b": 1}


def test_what_needs_a_session_is_worked_from_its_week_on():
    problem = asked(
        module("a", 60, sessions=[(1, 1)]), module("b", 90, {"b": 1}, requires={"a": 1}), targets={"b": 1}
    )

    assert solved(problem, weeks=3)[0] == {"a": 1, "b": 2}  # sixty minutes are left in week 1, of the ninety
    assert solved(problem, weeks=2) == (None, None, np.inf)


@pytest.mark.parametrize(("weekly", "weeks"), [(30, 5), (60, 3), (150, 1)])
def test_nothing_is_done_sooner_than_its_hours_allow(weekly, weeks):
    problem = asked(
        module("a", 60, {"x": 1}),
        module("b", 90, {"x": 2}, requires={"x": 1}),
        targets={"x": 2},
        weekly=weekly,
    )

    soonest = earliest(problem, open_modules(problem), weeks=9)

    assert soonest.module.tolist()[1] == weeks - 1
