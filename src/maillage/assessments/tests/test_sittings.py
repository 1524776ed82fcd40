"""Sittings through the database: what is closed to them, one answer at a time, and how they end."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from maillage.assessments import queries
from maillage.assessments.bridge import LiveSitting
from maillage.assessments.enums import Ending, ItemKind, Unsaid
from maillage.assessments.errors import (
    AlreadyAnswered,
    NotAnAnswer,
    NothingToAsk,
    NotTheQuestion,
    SittingIsOver,
)
from maillage.assessments.models import Answer, Estimate, Item, Sitting
from maillage.assessments.operations import answer, begin_sitting, drop_sitting, stop_sitting
from maillage.assessments.rules.sittings import order_shown, too_much_seen
from maillage.assessments.tests.factories import DIMENSIONS, NOON, InstrumentFactory, SittingFactory, bank
from maillage.directory.tests.factories import OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def begun(scale=None, *, person=None, organisation=None, **told):
    scale = scale or bank()
    return begin_sitting(
        **{
            "instrument": scale.instrument,
            "person": person or UserFactory(),
            "dimensions": DIMENSIONS,
            "most": 6,
            "error": 0.0,
            "role": None,
            "organisation": organisation,
            "facts": {},
            "seed": 7,
            "consented_at": NOON,
            "now": NOON,
        }
        | told
    )


def asked(sitting):
    return queries.live(sitting).next_item


def say(sitting, response, *, item=None):
    return answer(
        sitting_id=sitting.pk,
        item_id=item or asked(sitting),
        response=response,
        now=NOON + timedelta(minutes=1),
    )


def finished(sitting, response=(1,)):
    while sitting.finished_at is None:
        sitting = say(sitting, list(response))
    return sitting


# --- how it begins ---


def test_a_sitting_keeps_what_its_start_settled():
    scale = bank()
    firm = OrganisationFactory()

    sitting = begun(scale, organisation=firm, dimensions=["donnees", "strategie"], facts={"employees": 3})

    assert (sitting.scale, sitting.organisation, sitting.facts) == (scale, firm, {"employees": 3})
    assert sitting.dimensions == list(DIMENSIONS)  # in the order of the scale
    assert (sitting.closed, sitting.finished_at) == ([], None)


def test_a_double_click_begins_one():
    scale, person = bank(), UserFactory()

    assert begun(scale, person=person) == begun(scale, person=person, seed=8)
    assert begun(scale, person=person, organisation=OrganisationFactory()).pk != begun(scale).pk


def test_the_newest_scale_is_in_use():
    older = bank()
    newer = bank(older.instrument)

    assert begun(older).scale == newer


def test_retired_questions_and_those_of_no_concern_are_closed():
    scale = bank()
    retired, small, unsure = Item.objects.order_by("pk")[:3]
    Item.objects.filter(pk=retired.pk).update(retired_at=NOON, retired_reason="Dépassée.")
    alone = {"fact": "employees", "op": ">=", "value": 2}
    Item.objects.filter(pk=small.pk).update(body=small.body | {"asked_if": [alone]})
    Item.objects.filter(pk=unsure.pk).update(
        body=unsure.body | {"asked_if": [{"fact": "sector", "op": "in", "value": ["retail"]}]}
    )

    assert begun(scale, facts={"employees": 1}).closed == [retired.pk, small.pk]
    assert begun(scale, facts={}).closed == [retired.pk]


def test_where_nothing_can_be_asked_nothing_begins():
    scale = bank(each=1)
    Item.objects.update(retired_at=NOON, retired_reason="Dépassée.")

    with pytest.raises(NothingToAsk):
        begun(scale)
    with pytest.raises(NothingToAsk):
        begun(bank(), dimensions=["ailleurs"])
    with pytest.raises(NothingToAsk):
        begun(instrument=InstrumentFactory())
    assert not Sitting.objects.exists()


# --- what too many people saw ---


def seen_by(scale, number, item, **who):
    """`number` sittings of this scale, all of which saw this item."""
    made = [SittingFactory(scale=scale, **who) for _turn in range(number)]
    Answer.objects.bulk_create(
        Answer(sitting=one, item=item, position=1, response=[0], category=0, answered_at=NOON) for one in made
    )


def test_a_question_that_too_many_people_saw_is_closed_once_enough_people_sat(
    django_assert_num_queries,
):
    scale = bank(limit=0.3)
    first = scale.parameters.order_by("item_id")[0].item
    for _turn in range(33):
        SittingFactory(scale=scale)
    seen_by(scale, 16, first)

    assert begun(scale).closed == []  # 49, and this one
    with django_assert_num_queries(2):
        assert queries.closed_to(scale, {}) == [first.pk]


def test_invented_people_and_firms_are_not_counted_and_half_of_a_dimension_stays_open():
    scale = bank(limit=0.3)
    invented = {"person__is_fictitious": True}
    items = [row.item for row in scale.parameters.order_by("item_id")[:4]]
    seen_by(scale, 60, items[0], **invented)
    seen_by(scale, 60, items[0], organisation__is_fictitious=True)

    assert queries.closed_to(scale, {}) == []
    seen = [(item.pk, item.dimension, 60 + rank) for rank, item in enumerate(items)]
    assert too_much_seen(seen, most=30, questions={"strategie": 4}) == {items[2].pk, items[3].pk}
    assert too_much_seen(seen, most=60, questions={"strategie": 8}) == {one.pk for one in items[1:]}


# --- one answer at a time ---


def test_each_answer_is_kept_with_its_place_and_what_it_is_worth():
    sitting = begun()
    first = asked(sitting)

    say(sitting, [2])
    say(sitting, Unsaid.DONT_KNOW)

    one, other = queries.answers_of(sitting)
    assert (one.item_id, one.position, one.response, one.category) == (first, 1, [2], 2)
    assert (other.position, other.response, other.category) == (2, "dont_know", None)


def test_the_same_answer_sent_again_changes_nothing_and_another_one_is_refused():
    sitting = begun()
    first = asked(sitting)
    say(sitting, [2])

    say(sitting, [2], item=first)
    with pytest.raises(AlreadyAnswered):
        say(sitting, [0], item=first)

    assert [(one.item_id, one.response) for one in queries.answers_of(sitting)] == [(first, [2])]


def test_a_question_that_is_not_asked_takes_no_answer():
    sitting = begun()
    other = Item.objects.exclude(pk=asked(sitting)).order_by("pk")[0]

    with pytest.raises(NotTheQuestion):
        say(sitting, [1], item=other.pk)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("response", [[], [0, 1], [9], [-1], "perhaps", Unsaid.NOT_APPLICABLE])
def test_what_the_question_does_not_offer_is_refused(response):
    sitting = begun()

    with pytest.raises(NotAnAnswer):
        say(sitting, response)
    assert not Answer.objects.exists()


def test_a_question_that_may_not_concern_the_firm_takes_that_answer():
    scale = bank()
    for item in Item.objects.all():
        Item.objects.filter(pk=item.pk).update(body=item.body | {"not_applicable": True})
    sitting = begun(scale)

    say(sitting, Unsaid.NOT_APPLICABLE)

    assert Answer.objects.get().category is None


# --- how it ends ---


def test_the_last_answer_writes_what_is_known():
    sitting = finished(begun(most=6))

    assert (sitting.ending, sitting.finished_at) == (Ending.BUDGET, NOON + timedelta(minutes=1))
    rows = list(Estimate.objects.filter(sitting=sitting).order_by("position"))
    assert [row.dimension for row in rows] == list(DIMENSIONS)
    assert sum(row.asked for row in rows) == 6
    known = queries.live(sitting).known(shares=(0.25, 0.5, 0.75))
    assert [row.mean for row in rows] == pytest.approx([one.mean for one in known])
    assert [(row.score_low, row.score, row.score_high) for row in rows] == [one.score for one in known]
    assert all(len(row.levels) == 4 for row in rows)


@pytest.mark.parametrize(
    ("told", "ending"),
    [({"most": 20}, Ending.EXHAUSTED), ({"most": 20, "error": 0.75}, Ending.PRECISE)],
)
def test_why_it_ended_is_kept(told, ending):
    assert finished(begun(**told)).ending == ending


def test_a_sitting_stopped_says_what_it_knows():
    sitting = begun()
    say(sitting, [2])

    stopped = stop_sitting(sitting_id=sitting.pk, now=NOON + timedelta(hours=1))

    assert (stopped.ending, stopped.estimates.count()) == (Ending.STOPPED, 2)
    with pytest.raises(SittingIsOver):
        stop_sitting(sitting_id=sitting.pk, now=NOON + timedelta(hours=2))
    with pytest.raises(SittingIsOver):
        drop_sitting(sitting_id=sitting.pk)
    with pytest.raises(SittingIsOver):
        say(stopped, [1], item=asked(stopped))
    assert stopped.estimates.count() == 2


def test_the_last_answer_sent_again_changes_nothing():
    sitting = finished(begun(most=3))
    last = queries.answers_of(sitting).last()

    assert say(sitting, last.response, item=last.item_id).finished_at == sitting.finished_at


def test_a_sitting_dropped_leaves_nothing():
    sitting = begun()
    say(sitting, [2])

    drop_sitting(sitting_id=sitting.pk)

    assert not Sitting.objects.exists()
    assert not Answer.objects.exists()


def test_another_one_begins_after_the_end():
    scale, person = bank(), UserFactory()
    first = finished(begun(scale, person=person))

    assert begun(scale, person=person) != first


# --- the order of the options ---


def test_each_sitting_shows_the_options_in_its_own_order_always_the_same():
    item = Item(code="a", kind=ItemKind.SINGLE, body={"options": [{}] * 5})

    orders = {tuple(order_shown(item, seed=seed)) for seed in range(30)}

    assert len(orders) > 10
    assert all(sorted(order) == [0, 1, 2, 3, 4] for order in orders)
    assert order_shown(item, seed=3) == order_shown(item, seed=3)
    item.body["keeps_order"] = True
    assert order_shown(item, seed=3) == [0, 1, 2, 3, 4]
    assert order_shown(Item(code="a", kind=ItemKind.GRADED, body={"options": [{}] * 3}), seed=3) == [0, 1, 2]


# --- paused or not ---


class Paused(TestCase):
    """Each example is rolled back."""

    @settings(max_examples=12)
    @given(
        seed=st.integers(0, 2**40),
        given_=st.lists(st.sampled_from([0, 1, 2, None]), min_size=8, max_size=8),
    )
    def test_a_sitting_paused_at_every_question_is_the_one_that_never_was(self, seed, given_):
        sitting = begun(most=8, seed=seed)
        never_paused = LiveSitting(sitting, [])

        for category in given_:
            item = never_paused.next_item
            assert asked(sitting) == item
            say(sitting, "dont_know" if category is None else [category])
            never_paused.learn(item, category)

        written = [(row.mean, row.error, row.levels) for row in sitting.estimates.order_by("position")]
        known = never_paused.known(shares=(0.25, 0.5, 0.75))
        assert written == [(one.mean, one.error, one.levels) for one in known]
