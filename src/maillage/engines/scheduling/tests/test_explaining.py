from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from maillage.engines.scheduling import Cause, explain, plan
from maillage.engines.scheduling.explaining import alone_at_most, largest_floor
from maillage.engines.scheduling.tests.rounds import across, best_of_all, drawn, problem, small_rounds

SECONDS = 60  # at the most; a search that is done stops


def why(round_):
    return explain(round_, plan(round_, seconds=SECONDS, gap=0.001), seconds=SECONDS)


def everybody(people):
    return np.ones((people, people)) - np.eye(people)


def test_whoever_has_too_few_free_slots_is_told_which_one_to_free():
    free = np.ones((4, 3))
    free[0] = [0, 1, 0]
    found = why(problem(everybody(4), free, tables=2, floor=2))

    (lack,) = found.lacks
    assert (lack.person, lack.cause, lack.missing, lack.slots, lack.alone) == (0, Cause.SLOTS, 1, 1, 1)
    assert [slot.person for slot in found.slots] == [0]
    assert found.slots[0].slot in {0, 2}
    assert found.floor == 1


def test_whoever_has_too_few_possible_partners_is_told_so():
    allowed = everybody(5).astype(bool)
    allowed[0, 2:] = allowed[2:, 0] = False
    found = why(problem(everybody(5), np.ones((5, 4)), tables=2, floor=2, allowed=allowed))

    (lack,) = found.lacks
    assert (lack.person, lack.cause, lack.partners) == (0, Cause.PARTNERS, 1)


def test_enough_slots_and_enough_people_at_other_moments_do_not_make_meetings():
    """Person 0 is free twice, yet both of her partners come in the first slot only."""
    found = why(
        problem(everybody(3), [[1, 1], [1, 0], [1, 0]], tables=2, floor=[2, 0, 0], allowed=across(1, 2))
    )

    (lack,) = found.lacks
    assert (lack.cause, lack.slots, lack.partners, lack.alone) == (Cause.MOMENTS, 2, 2, 1)


def test_too_few_tables_are_counted_and_placed():
    """Six people, each owed two meetings in two slots: six meetings, three tables a slot; there are two and one."""
    found = why(problem(everybody(6), np.ones((6, 2)), tables=[[2, 1]], floor=2, most=2))

    assert {lack.cause for lack in found.lacks} == {Cause.TABLES}
    assert {(more.slot, more.number) for more in found.tables} == {(0, 1), (1, 2)}
    assert found.floor == 1
    assert found.takers == ()


def test_partners_who_take_too_few_meetings_are_named():
    """One host takes one meeting; two visitors are owed one each."""
    found = why(problem(everybody(3), np.ones((3, 2)), floor=[0, 1, 1], most=[1, 2, 2], allowed=across(1, 2)))

    assert {lack.cause for lack in found.lacks} == {Cause.TAKEN}
    assert [tuple(more) for more in found.takers] == [(0, 1)]


def test_what_each_could_have_and_all_cannot_is_said_to_be_shared():
    """Three people in one slot: one is left over, whatever the tables."""
    found = why(problem(everybody(3), np.ones((3, 1)), tables=3, floor=1))

    assert [lack.cause for lack in found.lacks] == [Cause.TOGETHER]
    assert (found.tables, found.takers, found.floor) == ((), (), 0)


def test_sixty_people_short_of_tables_learn_the_floor_that_is_possible():
    found = why(drawn(1, tables=9))

    assert found.floor == 3
    assert sum(more.number for more in found.tables) == 12  # 240 meetings owed, two at a table, 108 tables


@settings(max_examples=60)
@given(small_rounds(people=4))
def test_the_floor_that_is_possible_is_the_largest(small):
    found = largest_floor(small, seconds=SECONDS)

    def possible(k):
        return best_of_all(replace(small, floor=np.minimum(small.floor, k)))[0] == 0

    assert possible(found)
    assert found == small.floor.max() or not possible(found + 1)


@settings(max_examples=60)
@given(small_rounds(people=4))
def test_every_person_short_is_explained_and_nobody_else(small):
    short = plan(small, seconds=SECONDS)
    found = explain(small, short, seconds=SECONDS)

    assert [lack.person for lack in found.lacks] == np.flatnonzero(short.short).tolist()
    for lack in found.lacks:
        hers = lack.cause in {Cause.SLOTS, Cause.PARTNERS, Cause.MOMENTS}
        assert hers == (alone_at_most(small, lack.person) < small.floor[lack.person])
