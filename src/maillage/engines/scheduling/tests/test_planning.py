from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engines.scheduling import best_first, floor_first, plan, plan_again, still_possible
from maillage.engines.scheduling.tests.rounds import (
    across,
    best_of_all,
    broken_by,
    drawn,
    met_by,
    problem,
    rank,
    small_rounds,
)

SECONDS = 60  # at the most; a search that is done stops
NOBODY = np.zeros((0, 3), dtype=int)


def test_a_pair_that_shares_one_slot_meets_in_it():
    two = problem([[0, 3], [3, 0]], [[1, 0, 1], [0, 0, 1]], floor=1)

    found = plan(two, seconds=SECONDS)

    assert found.meetings.tolist() == [[0, 1, 2]]
    assert (found.value, found.bound, found.floor_met, found.proved) == (3.0, 3.0, True, True)


def test_the_floor_comes_before_value():
    """One table, one slot after the other: the pair of great value leaves a slot to those who would meet nobody."""
    value = np.zeros((4, 4))
    value[0, 1] = value[1, 0] = 100
    value[0, 2] = value[2, 0] = value[1, 3] = value[3, 1] = 1
    four = problem(value, np.ones((4, 2)), floor=1)

    found = plan(four, seconds=SECONDS)

    assert found.floor_met
    assert not met_by(four, best_first(four)).all()
    assert met_by(four, found.meetings).tolist() == [1, 1, 1, 1]
    assert found.value == 100.0  # 0 with 1, and 2 with 3 for nothing


@settings(max_examples=150)
@given(small_rounds(people=4))
def test_no_plan_is_better_than_the_one_proved(small):
    found = plan(small, seconds=SECONDS)

    assert broken_by(small, found.meetings) == []
    assert found.proved
    assert rank(small, found.meetings) == best_of_all(small)
    assert found.bound == pytest.approx(found.value)
    assert found.short.tolist() == np.maximum(small.floor - met_by(small, found.meetings), 0).tolist()


@settings(max_examples=100)
@given(small_rounds(people=7, slots=4))
def test_a_plan_is_never_worse_than_the_habits(small):
    found = plan(small, seconds=SECONDS)

    for habit in (best_first, floor_first):
        assert broken_by(small, habit(small)) == []
        assert rank(small, found.meetings) <= rank(small, habit(small))


@settings(max_examples=150)
@given(small_rounds(people=4), st.data())
def test_a_plan_made_again_keeps_all_that_it_can(small, data):
    before = plan(small, seconds=SECONDS).meetings
    gone = data.draw(st.integers(0, len(small.most) - 1))
    free, floor = small.free.copy(), small.floor.copy()
    free[gone], floor[gone] = False, 0
    after = replace(small, free=free, floor=floor)

    again = plan_again(after, before, seconds=SECONDS)

    kept = still_possible(after, before)
    assert {tuple(row) for row in kept.tolist()} == {
        tuple(row) for row in before.tolist() if gone not in row[:2]
    }
    assert broken_by(after, again.meetings) == []
    assert again.proved
    assert rank(after, again.meetings, kept) == best_of_all(after, kept)
    assert again.moved == rank(after, again.meetings, kept)[1]


def test_meetings_that_tables_no_longer_hold_are_dropped_and_the_others_stay():
    four = problem(np.ones((4, 4)) - np.eye(4), np.ones((4, 1)), tables=2, most=1)
    before = np.array([[1, 0, 0], [2, 3, 0], [0, 3, 0]])

    assert still_possible(four, before).tolist() == [[0, 1, 0], [2, 3, 0]]
    assert still_possible(replace(four, tables=np.ones((1, 1), dtype=int)), before).tolist() == [[0, 1, 0]]


@pytest.mark.parametrize(
    ("seed", "tables"),
    [(0, 15), (1, 15), (1, 30)],  # thirty tables hold everybody at once
)
def test_sixty_people_are_planned_within_one_percent_and_everybody_has_four(seed, tables):
    sixty = drawn(seed, tables=tables)

    found = plan(sixty, seconds=SECONDS, gap=0.001)

    assert broken_by(sixty, found.meetings) == []
    assert found.floor_met
    assert found.gap <= 0.01
    assert rank(sixty, found.meetings) < rank(sixty, best_first(sixty))


def test_two_groups_meet_across_them_only():
    groups = drawn(3, people=30, slots=8, tables=10, allowed=across(10, 20))

    found = plan(replace(groups, floor=np.minimum(groups.floor, 2)), seconds=SECONDS, gap=0.001)

    assert broken_by(groups, found.meetings) == []
    assert ((found.meetings[:, 0] < 10) & (found.meetings[:, 1] >= 10)).all()
    assert found.floor_met
    assert found.gap <= 0.01


def test_sixty_people_keep_their_meetings_when_one_leaves():
    sixty = drawn(0)
    before = plan(sixty, seconds=SECONDS, gap=0.001).meetings
    free, floor = sixty.free.copy(), sixty.floor.copy()
    free[7], floor[7] = False, 0
    after = replace(sixty, free=free, floor=floor)

    again = plan_again(after, before, seconds=SECONDS, gap=0.001)

    assert broken_by(after, again.meetings) == []
    assert (again.moved, again.moved_proved, again.floor_met) == (0, True, True)


def test_a_search_cut_short_still_plans_and_bounds_what_could_be_done():
    sixty = drawn(0)

    found = plan(sixty, seconds=1e-6)

    assert broken_by(sixty, found.meetings) == []
    assert found.value <= found.bound < np.inf


def test_a_remote_pair_takes_a_link_and_no_table():
    remote = np.zeros((4, 4), dtype=np.intp)
    remote[0] = remote[:, 0] = 1
    four = problem(
        np.ones((4, 4)) - np.eye(4), np.ones((4, 1)), tables=[[1], [1]], most=1, floor=1, kind=remote
    )

    found = plan(four, seconds=SECONDS)

    assert found.floor_met
    assert len(found.meetings) == 2
    assert plan(replace(four, tables=np.array([[2], [0]])), seconds=SECONDS).short.sum() == 2


def test_an_empty_round_has_an_empty_plan():
    nobody = problem(np.zeros((0, 0)), np.zeros((0, 3)))

    found = plan(nobody, seconds=SECONDS)

    assert (len(found.meetings), found.value, found.gap, found.proved) == (0, 0.0, 0.0, True)
    assert plan_again(nobody, NOBODY, seconds=SECONDS).floor_met


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": np.array([[0.0, -1.0], [-1.0, 0.0]])}, "never negative"),
        ({"value": np.array([[0.0, np.nan], [np.nan, 0.0]])}, "symmetric"),
        ({"value": np.array([[0.0, 2.0], [1.0, 0.0]])}, "symmetric"),
        ({"allowed": np.ones((2, 2), dtype=bool)}, "herself"),
        ({"tables": np.array([[1, 1]])}, "tables"),
        ({"kind": np.array([[0, 1], [1, 0]])}, "kinds"),
        ({"floor": np.array([4, 0])}, "owed"),
        ({"most": np.array([1])}, "most"),
    ],
)
def test_what_is_not_as_said_is_refused(change, message):
    two = problem([[0, 1], [1, 0]], [[1], [1]])

    with pytest.raises(ValueError, match=message):
        replace(two, **change)
