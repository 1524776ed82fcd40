import pytest

from maillage.assessments.models import ItemParameters
from maillage.assessments.queries import being_run_in
from maillage.assessments.tests.factories import NOON, InstrumentFactory, bank

pytestmark = pytest.mark.django_db


def bank_with_answers(*, answered):
    """Eight questions, of which the first ones were placed by two hundred answers each."""
    instrument = InstrumentFactory()
    judged = bank(instrument)
    scale = instrument.scales.create(
        number=2,
        origin="answers",
        dimensions=judged.dimensions,
        correlation=judged.correlation,
        adopted_at=NOON,
    )
    for rank, row in enumerate(judged.parameters.order_by("item_id")):
        ItemParameters.objects.create(
            scale=scale,
            item=row.item,
            slope=row.slope,
            thresholds=row.thresholds,
            answers=200 * (rank < answered),
        )
    return scale


def test_questions_are_being_run_in_until_answers_placed_them():
    assert being_run_in(bank_with_answers(answered=0)) == 1
    assert being_run_in(bank_with_answers(answered=6)) == 0.25


def test_a_question_that_is_not_asked_any_more_is_not_run_in():
    scale = bank_with_answers(answered=6)
    gone = scale.parameters.filter(answers=0).first().item
    gone.retired_at, gone.retired_reason = NOON, "Ambiguë."
    gone.save()

    assert being_run_in(scale) == pytest.approx(1 / 7)
