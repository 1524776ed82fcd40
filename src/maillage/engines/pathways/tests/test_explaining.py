from dataclasses import replace
from math import inf

from hypothesis import given, settings

from maillage.engines.pathways import Cause, explain, plan
from maillage.engines.pathways.remaining import Level
from maillage.engines.pathways.tests.catalogues import asked, module, shortest_of_all, small_problems

SECONDS = 30
LADDER = (module("one", 60, {"x": 1}), module("two", 90, {"x": 2}, requires={"x": 1}))


def why(problem):
    assert plan(problem, slack=0.05, seconds=SECONDS) is None
    return explain(problem, seconds=SECONDS)


def test_a_level_that_no_module_gives_is_named_with_the_one_within_reach():
    found = why(asked(*LADDER, targets={"x": 3}))

    assert found.cause == Cause.LEVEL
    assert found.missing == ((Level("x", 3), 2, Level("x", 3)),)


def test_what_is_missing_is_sought_below_the_target():
    """Nothing gives y, which the only module for x requires."""
    found = why(asked(module("x", requires={"y": 2}), targets={"x": 1}))

    assert found.missing == ((Level("x", 1), 0, Level("y", 2)),)


def test_the_fewest_withdrawn_modules_that_would_do_are_named():
    spare = module("spare", 10, {"x": 1})
    found = why(asked(*LADDER, spare, targets={"x": 2}, withdrawn=frozenset({"one", "two", "spare"})))

    assert found.cause == Cause.WITHDRAWN
    assert len(found.back) == 2
    assert "two" in found.back


def test_a_full_session_says_how_many_seats_it_lacks():
    full = module("talk", 60, {"x": 1}, sessions=[(1, 2), (9, 8)])
    found = why(asked(full, targets={"x": 1}, people=5, deadline=4))

    assert found.cause == Cause.SEATS
    assert found.full == (("talk", "talk0", 3),)
    assert found.weeks == 10


def test_a_week_too_short_says_how_long_it_should_be_and_when_it_would_end():
    found = why(asked(*LADDER, targets={"x": 2}, weekly=30, deadline=2))

    assert (found.cause, found.weekly, found.weeks) == (Cause.HOURS, 90, 5)  # 150 minutes, two weeks
    assert found.missing == ((Level("x", 2), 1, None),)


def test_a_session_that_comes_too_late_says_when():
    found = why(asked(module("talk", 60, {"x": 1}, sessions=[(6, 2)]), targets={"x": 1}, deadline=3))

    assert (found.cause, found.weekly, found.weeks) == (Cause.SESSIONS, None, 7)


def test_a_module_without_any_session_is_no_missing_level():
    assert why(asked(module("talk", 60, {"x": 1}, sessions=[]), targets={"x": 1})).cause == Cause.SESSIONS


def with_seats(told, lacking):
    sessions = told.sessions and tuple(
        replace(one, seats=one.seats + lacking.get((told.key, one.key), 0)) for one in told.sessions
    )
    return replace(told, sessions=sessions)


@settings(max_examples=60, deadline=None)
@given(small_problems(size=5))
def test_what_would_do_does(small):
    if plan(small, slack=0.05, seconds=SECONDS) is not None:
        return
    found = explain(small, seconds=SECONDS)

    ways = []
    if found.back:
        again = replace(small, withdrawn=small.withdrawn - set(found.back))
        assert shortest_of_all(again) < inf == shortest_of_all(small)
    if found.weeks:
        ways.append(replace(small, deadline=found.weeks))
    if found.weekly:
        ways.append(replace(small, weekly=(found.weekly,)))
    if found.full:
        lacking = {(one.module, one.session): one.seats for one in found.full}
        ways.append(replace(small, modules=[with_seats(m, lacking) for m in small.modules]))
    if found.cause == Cause.WITHDRAWN:
        assert found.back
    for way in ways:
        assert plan(way, slack=0.05, seconds=SECONDS) is not None
