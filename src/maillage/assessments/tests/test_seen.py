"""Questions met while learning: which first answers count, for how much, and what they never touch."""

from datetime import timedelta

import pytest

from maillage.assessments import queries
from maillage.assessments.errors import NotAnAnswer
from maillage.assessments.models import Answer, Item, SeenItem
from maillage.assessments.operations import (
    answer,
    begin_sitting,
    count_while_learning,
    forget_withdrawn,
    note_first_try,
    note_shown,
    stop_counting_while_learning,
    stop_sitting,
)
from maillage.assessments.rules import learned
from maillage.assessments.rules.learned import WEIGHT
from maillage.assessments.tests.factories import COMPETENCES, NOON, scale_of_people
from maillage.common.tests.at_once import at_once
from maillage.people.operations import erase_person, withdraw_consent
from maillage.people.queries import personal_data_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)
RIGHT, WRONG = [0], [1]


def placed(person, *, at=NOON, answers=3):
    """A sitting that she stopped after a few right answers."""
    scale = scale_of_people()
    sitting = begin_sitting(
        instrument=scale.instrument, person=person, dimensions=COMPETENCES, most=8, error=0.0, role=None,
        organisation=None, facts={}, seed=7, consented_at=at, now=at,
    )  # fmt: skip
    for _number in range(answers):
        answer(sitting_id=sitting.pk, item_id=queries.live(sitting).next_item, response=RIGHT, now=at)
    return stop_sitting(sitting_id=sitting.pk, now=at)


def unasked(sitting):
    """Questions of the bank that it did not ask, by code."""
    asked = sitting.answers.values("item")
    return list(Item.objects.filter(instrument=sitting.instrument).exclude(pk__in=asked).order_by("code"))


def tried(person, item, response=RIGHT, *, now=LATER):
    return note_first_try(item=item, response=response, person=person, where="compter", now=now)


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def result(person):
    """She was placed, then agreed that what she answers in modules counts."""
    sitting = placed(person)
    count_while_learning(person=person, now=NOON)
    return sitting


def test_a_first_answer_refines_the_last_result_which_stays_as_it_was_written(person, result):
    item = unasked(result)[0]
    before = result.estimates.get(dimension=item.dimension)

    assert tried(person, item, WRONG)
    known = queries.refined(result)

    assert known.answers == {item.dimension: 1}
    assert known.estimates[item.dimension].mean < before.mean
    assert known.estimates[item.dimension].error < before.error
    assert known.estimates[item.dimension].asked == before.asked + 1
    assert result.estimates.get(dimension=item.dimension).mean == before.mean


def test_an_answer_counts_for_the_stated_share_of_a_placement_s(person, result):
    item = unasked(result)[0]
    tried(person, item, WRONG)
    whole = queries.live(result)
    whole.learn_beside(item.pk, 0, weight=1.0)
    quarters = queries.live(result)
    for _quarter in range(4):
        quarters.learn_beside(item.pk, 0, weight=WEIGHT)

    means = [{row.dimension: row.mean for row in live.known((-1, 0, 1))} for live in (whole, quarters)]

    assert means[0] == pytest.approx(means[1], abs=1e-6)
    assert queries.refined(result).estimates[item.dimension].mean > means[0][item.dimension]


def test_the_order_of_the_answers_leaves_no_trace(result):
    items = unasked(result)[:5]
    told = []
    for order in (items, items[::-1]):
        other = UserFactory()
        sitting = placed(other)
        count_while_learning(person=other, now=NOON)
        for minute, item in enumerate(order):
            tried(other, item, [items.index(item) % 2], now=LATER + timedelta(minutes=minute))
        told.append(queries.refined(sitting).estimates)

    for code, row in told[0].items():
        assert (row.mean, row.error) == pytest.approx((told[1][code].mean, told[1][code].error), abs=1e-4)


def test_only_the_first_try_counts(person, result):
    item = unasked(result)[0]

    assert tried(person, item, WRONG)
    assert not tried(person, item, RIGHT)

    assert SeenItem.objects.get().response == WRONG


def test_without_her_agreement_nothing_is_kept_but_that_it_was_shown(person):
    sitting = placed(person)
    item = unasked(sitting)[0]

    assert not tried(person, item)
    count_while_learning(person=person, now=LATER)

    assert SeenItem.objects.get().response is None
    assert not tried(person, item, now=LATER + timedelta(hours=1)), "she may have tried before she agreed"


def test_what_was_shown_since_she_agreed_may_still_be_answered(person, result):
    item = unasked(result)[0]
    note_shown(items=[item], person=person, where="compter", now=LATER)

    assert tried(person, item, now=LATER)


def test_without_a_profile_there_is_nothing_to_refine(person):
    scale = scale_of_people()
    count_while_learning(person=person, now=NOON)

    assert not tried(person, scale.instrument.items.order_by("code")[0])


def test_a_question_that_a_sitting_asked_never_counts(person, result):
    assert not tried(person, result.answers.order_by("position")[0].item)
    item = unasked(result)[0]
    tried(person, item)
    again = placed(person, at=LATER - timedelta(hours=1), answers=0)
    Answer.objects.create(sitting=again, item=item, position=1, response=RIGHT, category=1, answered_at=LATER)

    assert queries.refined(result) is None


def test_a_placement_does_not_ask_what_a_module_showed(person, result, monkeypatch):
    monkeypatch.setattr(learned, "FEWEST_OPEN", 1)
    twin, *others = unasked(result)
    shown = others[::4]
    Item.objects.filter(pk__in=[shown[0].pk, twin.pk]).update(family="jumelles")
    note_shown(items=shown, person=person, where="compter", now=LATER)

    hers, somebody_s = placed(person, at=LATER, answers=6), placed(UserFactory(), at=LATER, answers=0)

    assert {item.pk for item in [*shown, twin]} <= set(hers.closed)
    assert not somebody_s.closed
    assert not hers.answers.filter(item__in=[*shown, twin]).exists()


def test_a_competence_keeps_questions_to_ask_and_the_oldest_shown_come_back_first():
    day = timedelta(days=1)
    shown = [(item, "1.1", NOON + item * day) for item in range(5)]
    others = [(10 + item, "1.1", None) for item in range(2)] + [(20, "1.2", NOON)]

    closed = learned.closed_for_having_been_shown(shown + others)

    assert closed == [2, 3, 4]
    assert 7 - len(closed) == learned.FEWEST_OPEN


def test_the_next_result_starts_from_its_own_answers(person, result):
    tried(person, unasked(result)[0])
    again = placed(person, at=LATER + timedelta(hours=1))
    earlier, later = (queries.measured(one) for one in (result, again))

    assert queries.refined(again) is None
    assert queries.refined_until_now(result, earlier) == (earlier, 0)
    assert queries.refined_until_now(again, later) == (later, 0)


@pytest.mark.parametrize("way", ["here", "on her account"])
def test_taken_back_they_leave_her_profile_and_are_erased(person, result, way):
    tried(person, unasked(result)[0])
    if way == "here":
        stop_counting_while_learning(person=person, now=LATER)
    else:
        withdraw_consent(consent_id=queries.consent_to_learn_from(person.pk).pk, now=LATER)
        assert queries.refined(result) is None
        assert forget_withdrawn() == 1

    assert SeenItem.objects.values_list("response", "category", "consent").get() == (None, None, None)
    count_while_learning(person=person, now=LATER + timedelta(hours=1))
    assert queries.refined(result) is None


def test_the_statistics_of_the_authors_do_not_move(person, result):
    def told():
        return [(row.item.code, row.tally) for row in queries.questions_of(result.instrument)]

    before = told()
    for item in unasked(result):
        tried(person, item)

    assert told() == before


def test_an_answer_that_the_question_has_not_is_refused(person, result):
    with pytest.raises(NotAnAnswer):
        tried(person, unasked(result)[0], [9])


def test_it_is_in_her_export_and_goes_with_her(person, result):
    tried(person, unasked(result)[0])

    told = personal_data_of(person, now=LATER)["assessments"]["met_while_learning"]
    assert [(row["where"], row["response"]) for row in told] == [("compter", RIGHT)]
    erase_person(user_id=person.pk, now=LATER)
    assert not SeenItem.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_count_one_answer():
    person = UserFactory()
    item = unasked(placed(person))[0]
    count_while_learning(person=person, now=NOON)

    at_once(lambda: tried(person, item, RIGHT), lambda: tried(person, item, WRONG))

    assert SeenItem.objects.get().response in (RIGHT, WRONG)
