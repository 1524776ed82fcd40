from maillage.assessments.enums import Why
from maillage.assessments.rules.profile import first_to_work_on, strengths
from maillage.assessments.tests.factories import EstimateFactory, around


def known(*middles, **facts):
    return [
        EstimateFactory.build(
            sitting=None, dimension=f"c{rank}", position=rank, middle=middle, levels=around(middle), **facts
        )
        for rank, middle in enumerate(middles, start=1)
    ]


def codes(estimates):
    return [one.dimension for one in estimates]


def test_the_highest_come_first_and_three_are_enough():
    assert codes(strengths(known(0.5, 1.5, 0.7, 0.2, 1.2, -0.5, -0.5), {})) == ["c2", "c5", "c3"]


def test_no_more_than_half_of_what_was_asked_is_strong():
    assert codes(strengths(known(0.5, 1.5), {})) == ["c2"]


def test_nothing_is_strong_when_nothing_is_sure():
    assert strengths(known(-1.5, -1.6), {}) == []
    assert strengths(known(1.5, 1.6, asked=0), {}) == []


def test_without_a_role_the_lowest_come_first_and_say_whether_they_stand_apart():
    first = first_to_work_on(known(1.5, 0.5, 0.4, -1.5, 0.3), {})

    assert [(one.estimate.dimension, one.why) for one in first] == [
        ("c4", Why.BELOW),
        ("c5", Why.LOWEST),
    ]


def test_a_strength_is_never_first_to_work_on():
    rows = known(1.5, 0.5, 0.4, -1.5, 0.3)

    assert not {one.estimate.dimension for one in first_to_work_on(rows, {})} & set(
        codes(strengths(rows, {}))
    )


def test_a_role_puts_the_widest_gap_first_then_what_we_do_not_know():
    rows = known(0.5, -0.5, -1.5, 0.1, 1.5)
    rows[3].levels = [0.1, 0.35, 0.35, 0.2]

    first = first_to_work_on(rows, {"c1": 3, "c2": 3, "c3": 3, "c4": 3})

    assert [(one.estimate.dimension, one.why, one.required) for one in first] == [
        ("c3", Why.REQUIRED, 3),
        ("c2", Why.REQUIRED, 3),
        ("c4", Why.UNSURE, 3),
    ]


def test_what_a_role_asks_for_and_is_not_reached_is_no_strength():
    assert codes(strengths(known(-0.5, -0.5, -0.5, -0.5), {"c1": 4})) == ["c2", "c3"]
