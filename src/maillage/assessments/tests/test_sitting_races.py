"""One sitting, several devices, at the same instant: each with its own connection."""

import pytest

from maillage.assessments import queries
from maillage.assessments.models import Estimate, Sitting
from maillage.assessments.operations import answer, begin_sitting, stop_sitting
from maillage.assessments.tests.factories import DIMENSIONS, NOON, SittingFactory, bank
from maillage.common.tests.at_once import at_once
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def saying(sitting, item, response):
    return lambda: answer(sitting_id=sitting.pk, item_id=item, response=response, now=NOON)


def test_of_two_answers_to_one_question_the_first_counts_and_the_second_is_told():
    sitting = SittingFactory()
    item = queries.live(sitting).next_item

    told = at_once(saying(sitting, item, [0]), saying(sitting, item, [2]))

    kept = queries.answers_of(sitting).get()
    assert sorted(told) == ["AlreadyAnswered", "done"]
    assert kept.response == [[0], [2]][told.index("done")]


def test_one_answer_sent_twice_is_kept_once_and_nobody_is_bothered():
    sitting = SittingFactory()
    item = queries.live(sitting).next_item

    assert at_once(saying(sitting, item, [1]), saying(sitting, item, [1])) == ["done", "done"]
    assert queries.answers_of(sitting).count() == 1


def test_two_devices_on_two_questions_lose_nothing():
    sitting = SittingFactory()
    first = queries.live(sitting).next_item
    saying(sitting, first, [1])()
    second = queries.live(sitting).next_item

    told = at_once(saying(sitting, first, [0]), saying(sitting, second, [2]))

    assert told == ["AlreadyAnswered", "done"]
    assert [one.response for one in queries.answers_of(sitting)] == [[1], [2]]


def test_an_answer_and_a_stop_at_once_write_what_is_known_once():
    sitting = SittingFactory()
    item = queries.live(sitting).next_item

    told = at_once(saying(sitting, item, [1]), lambda: stop_sitting(sitting_id=sitting.pk, now=NOON))

    sitting.refresh_from_db()
    assert told[1] == "done"
    assert sitting.ending == "stopped"
    asked = sum(Estimate.objects.filter(sitting=sitting).values_list("asked", flat=True))
    assert (told[0], queries.answers_of(sitting).count(), asked) in {("done", 1, 1), ("SittingIsOver", 0, 0)}


def test_beginning_twice_at_once_begins_one():
    scale, person, begun = bank(), UserFactory(), []

    def begin():
        begun.append(
            begin_sitting(
                instrument=scale.instrument,
                person=person,
                dimensions=DIMENSIONS,
                most=6,
                error=0.0,
                role=None,
                organisation=None,
                facts={},
                seed=len(begun),
                consented_at=NOON,
                now=NOON,
            )
        )

    assert at_once(begin, begin) == ["done", "done"]
    assert begun == [Sitting.objects.get()] * 2
