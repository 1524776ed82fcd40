import pytest

from maillage.assessments.enums import Change, Standing
from maillage.assessments.rules.words import change, level_said, standing, sure_from
from maillage.assessments.tests.factories import EstimateFactory


def estimate(**facts):
    return EstimateFactory.build(sitting=None, **facts)


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([0.0, 0.05, 0.8, 0.15], "très probablement au niveau 3"),
        ([0.0, 0.3, 0.5, 0.2], "sans doute au niveau 3, peut-être 2"),
        ([0.0, 0.0, 0.21, 0.79], "sans doute au niveau 4, peut-être 3"),
        ([0.3, 0.3, 0.3, 0.1], "nous ne savons pas encore : entre 1 et 3"),
        ([0.1, 0.3, 0.3, 0.3], "nous ne savons pas encore : entre 2 et 4"),
        ([0.25, 0.25, 0.25, 0.25], "nous ne savons pas encore : entre 1 et 4"),
        ([0.1, 0.1, 0.6, 0.2], "sans doute au niveau 3, peut-être 4"),
    ],
)
def test_chances_are_told_in_words(levels, said):
    assert level_said(levels) == said


def test_eight_chances_in_ten_are_enough_however_they_add_up():
    assert level_said([0.1, 0.1, 0.1 + 0.7, 0.0]) == "très probablement au niveau 3"


@pytest.mark.parametrize(
    ("levels", "level"),
    [([0.1, 0.1, 0.4, 0.4], 3), ([0.9, 0.1, 0, 0], 1), ([0, 0, 0, 1.0], 4), ([0.2, 0.8, 0, 0], 2)],
)
def test_what_is_very_probably_reached(levels, level):
    assert sure_from(levels) == level


@pytest.mark.parametrize(
    ("levels", "how"),
    [
        ([0.1, 0.1, 0.8, 0.0], Standing.REACHED),
        ([0.1, 0.3, 0.3, 0.3], Standing.LIKELY),
        ([0.2, 0.3, 0.3, 0.2], Standing.UNKNOWN),
        ([0.4, 0.4, 0.1, 0.1], Standing.NOT_YET),
    ],
)
def test_a_level_asked_for_is_told_by_the_chance_to_be_there_or_above(levels, how):
    assert standing(estimate(levels=levels), 3) == how


def test_what_no_question_was_about_is_not_known():
    assert standing(estimate(levels=[0, 0, 0, 1.0], asked=0), 3) == Standing.UNKNOWN
    assert standing(None, 3) == Standing.UNKNOWN


def test_a_change_is_told_only_when_the_bars_part():
    before = estimate(low=-1.0, middle=-0.5, high=0.0)

    assert change(before, estimate(low=0.1, middle=0.5, high=1.0)) == Change.HIGHER
    assert change(before, estimate(low=0.0, middle=0.5, high=1.0)) == Change.UNKNOWN
    assert change(before, estimate(low=-2.0, middle=-1.5, high=-1.1)) == Change.LOWER
