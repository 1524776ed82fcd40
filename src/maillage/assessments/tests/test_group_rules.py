from itertools import product

import pytest

from maillage.assessments.rules.groups import bins, may_tell, quartiles


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([3, 4, 5, 3], [(1, 1, 3), (2, 2, 4), (3, 3, 5), (4, 4, 3)]),
        ([0, 5, 7, 0], [(1, 2, 5), (3, 4, 7)]),
        ([1, 1, 5, 5], [(1, 3, 7), (4, 4, 5)]),
        ([6, 5, 1, 1], [(1, 1, 6), (2, 4, 7)]),
        ([0, 12, 0, 0], []),
        ([0, 0, 0, 12], []),
    ],
)
def test_neighbours_are_put_together_until_nobody_is_pointed_at(people, told):
    assert bins(people) == told


def test_every_number_that_is_told_is_three_at_least_and_they_add_up():
    for people in product(range(13), repeat=3):
        if sum(people) <= 12:
            told = bins([*people, 12 - sum(people)])
            assert all(number >= 3 for _first, _last, number in told)
            assert not told or sum(number for _first, _last, number in told) == 12


def test_a_group_is_told_from_ten_and_again_when_ten_differ():
    ten = range(10)

    assert not may_tell(range(9), ())
    assert may_tell(ten, ())
    assert not may_tell(range(19), ten)
    assert may_tell(range(20), ten)
    assert not may_tell(range(3, 16), ten)  # three left, six came
    assert not may_tell(range(3), range(40))


def test_the_middle_half_is_that_of_the_people():
    assert quartiles([1, 1, 2, 2, 2, 3, 3, 3, 4, 4]) == [2, 2, 3]
