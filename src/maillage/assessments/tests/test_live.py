import pytest

from maillage.assessments.bridge import LiveSitting
from maillage.assessments.tests.factories import SittingFactory, bank

pytestmark = pytest.mark.django_db
HALVES = (0.25, 0.5, 0.75)


def answered(sitting, category):
    """(item, category) until nothing more is asked."""
    answers = []
    while (item := LiveSitting(sitting, answers).next_item) is not None:
        answers.append((item, category))
    return answers


def test_each_question_comes_once_until_the_budget():
    answers = answered(SittingFactory(most=6), 1)

    assert len({item for item, _category in answers}) == len(answers) == 6


def test_the_same_answers_lead_to_the_same_question():
    sitting = SittingFactory()
    answers = answered(sitting, 1)

    assert LiveSitting(sitting, answers[:3]).next_item == answers[3][0]


def test_high_answers_make_a_high_score_and_nothing_said_says_nothing():
    sitting = SittingFactory()
    low, high, unsaid = (
        LiveSitting(sitting, answered(sitting, category)).known(shares=HALVES) for category in (0, 2, None)
    )

    for one in range(2):
        assert low[one].score[1] < unsaid[one].score[1] < high[one].score[1]
        assert low[one].low < low[one].middle < low[one].high
        assert sum(high[one].levels) == pytest.approx(1)
        assert high[one].levels[3] > 0.5 > high[one].levels[0]
    assert unsaid[0].error == pytest.approx(1, abs=0.01)


def test_what_is_known_does_not_depend_on_the_order():
    sitting = SittingFactory()
    answers = [(item, rank % 3) for rank, (item, _c) in enumerate(answered(sitting, 1))]

    one = LiveSitting(sitting, answers).known((-1.0, 0.0, 1.0))
    other = LiveSitting(sitting, answers[::-1]).known((-1.0, 0.0, 1.0))

    assert [k.mean for k in one] == pytest.approx([k.mean for k in other], abs=1e-6)
    assert [k.levels[0] for k in one] == pytest.approx([k.levels[0] for k in other], abs=1e-6)


def test_closed_questions_are_never_asked():
    scale = bank()
    closed = [row.item_id for row in scale.parameters.order_by("item_id")[:5]]

    asked = {item for item, _category in answered(SittingFactory(scale=scale, closed=closed), 1)}

    assert len(asked) == 3
    assert not asked & set(closed)


def test_one_dimension_alone_is_asked_about_when_it_alone_is_wanted():
    sitting = SittingFactory(dimensions=["donnees"], most=3)

    known = LiveSitting(sitting, answered(sitting, 2)).known(shares=HALVES)

    assert [one.dimension for one in known] == ["donnees"]
