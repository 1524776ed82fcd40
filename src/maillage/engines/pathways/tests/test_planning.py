from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings

from maillage.engines.pathways import beside, plainly, plan, plan_again, shares
from maillage.engines.pathways.habits import best_gain_first
from maillage.engines.pathways.remaining import Level, open_modules
from maillage.engines.pathways.shortest import cheapest
from maillage.engines.pathways.tests.catalogues import (
    asked,
    broken_by,
    drawn,
    module,
    shortest_of_all,
    small_problems,
    soonest_of_all,
)

SECONDS = 30  # at the most; a search that is done stops
LADDER = (module("one", 60, {"x": 1}), module("two", 90, {"x": 2}, requires={"x": 1}))


def sought(problem, *, slack=0.05):
    return plan(problem, slack=slack, seconds=SECONDS)


def told(path):
    return [(row.module, row.session) for row in path.taken]


def keys(path):
    return [row.module for row in path.taken]


def test_a_ladder_is_climbed_in_order_and_each_rung_says_why():
    found = sought(asked(*reversed(LADDER), targets={"x": 2}, weekly=100))

    assert [(row.module, row.first, row.last) for row in found.taken] == [("one", 0, 0), ("two", 0, 1)]
    assert (found.taken[0].opens, found.taken[1].fills) == (("two",), (Level("x", 2),))
    assert (found.minutes, found.fewest, found.finish, found.proved) == (150, 150, 2, True)


def test_what_is_mastered_is_skipped_and_says_how_sure_that_is():
    found = sought(asked(*LADDER, targets={"x": 2}, chances={"x": (0.9, 0.6)}))

    assert keys(found) == ["two"]
    assert found.skipped == {"one": (("x", 1, 0.9),)}


def test_what_is_not_sure_enough_is_learned():
    assert keys(sought(asked(*LADDER, targets={"x": 2}, chances={"x": (0.79, 0.6)}))) == ["one", "two"]


def test_a_module_of_which_one_gain_is_missing_is_not_skipped():
    both = module("both", 60, {"x": 1, "y": 1})

    assert keys(sought(asked(both, targets={"x": 1, "y": 1}, chances={"x": plainly(2)}))) == ["both"]


def test_nothing_to_learn_is_an_empty_path():
    found = sought(asked(*LADDER, targets={"x": 2}, chances={"x": plainly(3)}))

    assert (found.taken, found.minutes, found.finish, found.proved) == ((), 0, 0, True)


def test_a_group_masters_what_enough_of_its_people_do():
    people = [{"x": (0.9, 0.1)}, {"x": (0.85,)}, {"y": (0.9,)}, {"x": (0.81, 0.81)}]

    assert shares(people, certainty=0.8) == {"x": (0.75, 0.25, 0.0, 0.0), "y": (0.25, 0.0, 0.0, 0.0)}
    assert keys(
        sought(asked(*LADDER, targets={"x": 2}, chances=shares(people, certainty=0.8), certainty=0.7))
    ) == ["two"]


def test_modules_that_hold_one_another_up_do_not_make_a_path():
    """Each of the two short ones needs what the other gives: only the long one can come first."""
    problem = asked(
        module("a", 10, {"x": 1}, requires={"y": 1}),
        module("b", 10, {"y": 1}, requires={"x": 1}),
        module("long", 300, {"y": 1}),
        targets={"x": 1, "y": 1},
    )

    assert keys(sought(problem)) == ["long", "a"]


def test_a_module_may_come_after_any_of_several():
    problem = asked(
        module("a", 30), module("b", 20), module("c", 50, {"x": 1}, after=["a b"]), targets={"x": 1}
    )

    assert keys(sought(problem)) == ["b", "c"]
    assert keys(sought(replace(problem, withdrawn=frozenset({"b"})))) == ["a", "c"]
    assert keys(sought(replace(problem, done=frozenset({"a"})))) == ["c"]


def test_a_few_minutes_more_are_worth_many_weeks():
    """The short module is given once, in week 9; the long one at one's own pace."""
    problem = asked(
        module("short", 100, {"x": 1}, sessions=[(9, 5)]), module("long", 104, {"x": 1}), targets={"x": 1}
    )

    assert (keys(sought(problem)), sought(problem).finish) == (["long"], 1)
    assert (keys(sought(problem, slack=0.03)), sought(problem, slack=0.03).finish) == (["short"], 10)


def test_a_group_needs_a_session_with_a_seat_for_everybody():
    problem = asked(module("x", sessions=[(0, 3), (2, 6)]), targets={"x": 1}, people=4)

    assert [(row.first, row.session) for row in sought(problem).taken] == [(2, "x1")]


def test_what_a_session_needs_is_learned_the_week_before_or_in_a_session_that_ended():
    alone = asked(module("a"), module("b", requires={"a": 1}, sessions=[(0, 1), (1, 1)]), targets={"b": 1})
    together = asked(
        module("a", sessions=[(0, 1, 0)]),
        module("b", requires={"a": 1}, sessions=[(0, 1, 59), (0, 1, 60)]),
        targets={"b": 1},
    )

    assert sought(alone).taken[1].session == "b1"
    assert sought(together).taken[1].session == "b1"


def test_two_sessions_at_the_same_time_are_not_both_attended():
    problem = asked(
        module("a", sessions=[(0, 1, 0)]),
        module("b", sessions=[(0, 1, 59), (3, 1)]),
        targets={"a": 1, "b": 1},
    )

    assert sought(problem).finish == 4


def test_weeks_without_hours_are_left_alone():
    problem = asked(module("x", 90), targets={"x": 1})

    assert (sought(replace(problem, weekly=(60, 0, 60))).taken[0].last, sought(problem).taken[0].last) == (
        2,
        0,
    )


@settings(max_examples=80, deadline=None)
@given(small_problems(size=9, sessions=False))
def test_no_set_of_modules_is_shorter_than_the_one_proved(small):
    left = open_modules(small)
    found = cheapest(left.closed(), left.minutes.astype(float), seconds=SECONDS)

    assert (found.bound if found.found else inf) == pytest.approx(shortest_of_all(small))
    if found.found:
        assert left.reached(found.taken)[left.wanted].all()
        assert left.minutes[found.taken].sum() <= left.minutes[best_gain_first(left)].sum()


@settings(max_examples=50, deadline=None)
@given(small_problems(size=4))
def test_no_path_as_short_finishes_sooner_than_the_one_proved(small):
    found = sought(small, slack=0.2)

    if found is None:
        assert soonest_of_all(small, limit=inf) == inf
    else:
        allowed = max(1.2 * found.fewest, found.minutes)
        assert broken_by(small, found.taken) == []
        assert found.proved
        assert found.finish == soonest_of_all(small, limit=allowed)


@settings(max_examples=80, deadline=None)
@given(small_problems())
def test_a_path_breaks_no_rule_and_has_a_reason_for_each_module(small):
    found = sought(small)

    if found is not None:
        assert broken_by(small, found.taken) == []
        assert all(row.fills or row.opens for row in found.taken)
        assert not set(keys(found)) & found.skipped.keys()
        again = plan_again(small, told(found), slack=0.05, seconds=SECONDS)
        assert (again.taken, again.changes) == (found.taken, 0)


@settings(max_examples=50, deadline=None)
@given(small_problems())
def test_what_is_skipped_was_not_needed(small):
    """With the skipped modules made to be nothing new, the fewest minutes are the same without them."""
    found = sought(small)

    if found is not None:
        kept = tuple(
            m
            for m in small.modules
            if m.key not in found.skipped or any(m.key in g for o in small.modules for g in o.after)
        )
        without = replace(small, modules=kept, withdrawn=small.withdrawn & {m.key for m in kept})
        assert sought(without).fewest == found.fewest


@settings(max_examples=40, deadline=None)
@given(small_problems(size=6))
def test_a_path_made_again_changes_no_more_than_one_made_anew(small):
    before = sought(small)
    if before is None or not before.taken:
        return
    after = replace(small, withdrawn=small.withdrawn | {before.taken[0].module})

    again, anew = plan_again(after, told(before), slack=0.05, seconds=SECONDS), sought(after)

    assert (again is None) == (anew is None)
    if again is not None:
        assert broken_by(after, again.taken) == []
        assert again.changes == len(set(told(again)) - set(told(before)))
        assert again.changes <= len(set(told(anew)) - set(told(before)))
        assert again.changes_proved


def test_a_module_that_is_withdrawn_is_replaced_and_the_others_stay():
    problem = asked(
        *LADDER,
        module("other", 92, {"x": 2}, requires={"x": 1}),
        module("talk", 60, {"y": 1}, sessions=[(0, 2), (4, 2)]),
        targets={"x": 2, "y": 1},
    )
    before = [("one", None), ("talk", "talk1"), ("two", None)]

    again = plan_again(replace(problem, withdrawn=frozenset({"two"})), before, slack=0.05, seconds=SECONDS)

    assert set(told(again)) == {("one", None), ("talk", "talk1"), ("other", None)}
    assert (again.changes, again.changes_proved) == (1, True)


def test_evidence_that_comes_in_only_takes_modules_away():
    problem = asked(*LADDER, module("y", 60), targets={"x": 2, "y": 1})
    before = told(sought(problem))

    again = plan_again(replace(problem, chances={"x": plainly(1)}), before, slack=0.05, seconds=SECONDS)

    assert (set(keys(again)), again.changes) == ({"two", "y"}, 0)


@pytest.mark.parametrize("seed", [1, 2, 6])
def test_three_hundred_modules_are_planned_and_proved(seed):
    problem = drawn(seed)

    found = sought(problem)
    others = beside(problem, seconds=SECONDS)

    assert broken_by(problem, found.taken) == []
    assert found.proved
    assert found.minutes <= 1.05 * found.fewest
    assert others.shortest.minutes == found.fewest < others.greedy.minutes < others.gated.minutes
    assert others.greedy.finish is None or found.finish <= others.greedy.finish


def test_a_search_cut_short_still_finds_a_path():
    problem = drawn(2)

    found = plan(problem, slack=0.05, seconds=0.5)

    assert broken_by(problem, found.taken) == []
    assert found.bound <= found.finish


@pytest.mark.parametrize(
    ("modules", "change", "message"),
    [
        ([module("a", after=["b"]), module("b", after=["c"]), module("c", after=["a"])], {}, "a → b → c → a"),
        ([module("a", after=["a"])], {}, "a → a"),
        ([module("a", after=["z"])], {}, "unknown modules: z"),
        ([module("a", gains={})], {}, "gives no competence"),
        ([module("a", minutes=0)], {}, "one minute"),
        ([module("a", gains={"x": 5})], {}, "from 1 to 4"),
        ([module("a", gains={"x": 1}, requires={"x": 1})], {}, "requires the level that it gives"),
        ([module("a"), module("a")], {}, "same key"),
        ([module("a", sessions=[(0, -1)])], {}, "no negative seats"),
        ([module("a")], {"certainty": 0}, "certainty"),
        ([module("a")], {"weekly": ()}, "weekly"),
        ([module("a")], {"deadline": 0}, "deadline"),
        ([module("a")], {"done": frozenset({"z"})}, "unknown module: z"),
        ([module("a")], {"chances": {"x": (0.5, 0.6)}}, "more probable"),
        ([module("a")], {"chances": {"x": (2.0,)}}, "from 0 to 1"),
    ],
)
def test_a_problem_that_cannot_be_is_refused(modules, change, message):
    with pytest.raises(ValueError, match=message):
        asked(*modules, targets={"a": 1}, **change)


def test_modules_that_wait_for_one_another_with_a_way_out_are_no_cycle():
    assert asked(module("a", after=["b c"]), module("b", after=["a c"]), module("c"), targets={"a": 1})
