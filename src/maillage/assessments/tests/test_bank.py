import pytest

from maillage.assessments.queries import being_run_in
from maillage.assessments.tests.factories import NOON, bank, scale_of_answers

pytestmark = pytest.mark.django_db


def test_questions_are_being_run_in_until_answers_placed_them():
    assert being_run_in(scale_of_answers(bank().instrument, answered=0)) == 1
    assert being_run_in(scale_of_answers(bank().instrument, answered=6)) == 0.25


def test_a_question_that_is_not_asked_any_more_is_not_run_in():
    scale = scale_of_answers(bank().instrument, answered=6)
    gone = scale.parameters.filter(answers=0).first().item
    gone.retired_at, gone.retired_reason = NOON, "Ambiguë."
    gone.save()

    assert being_run_in(scale) == pytest.approx(1 / 7)
