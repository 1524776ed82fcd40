from datetime import date
from itertools import permutations

import numpy as np
import pytest

from maillage.engines.eligibility import (
    AllOf,
    Answer,
    AnyOf,
    Between,
    Facts,
    Flag,
    Inquiry,
    Member,
    Not,
    Panel,
    Stake,
    Window,
    Within,
    answers_of,
    next_question,
)

DAY = date(2026, 6, 12)
NOTHING = Facts.of()

SMALL = Between(fact="employees", at_most=49)
EXPORTS = Flag(fact="exports")
QUEBEC = Within(fact="territory", any_of=frozenset({"CA/24"}))


def stakes(*conditions):
    return [Stake(condition=condition) for condition in conditions]


def test_the_fact_that_settles_most_is_asked_first():
    question = next_question(stakes(SMALL, SMALL, EXPORTS), NOTHING, DAY)

    assert question.fact == "employees"
    assert (question.settles_at_least, question.settles, question.settles_at_best) == (2, 2, 2)


def test_an_answer_that_decides_only_one_way_settles_half_on_average():
    question = next_question(stakes(AllOf(parts=(SMALL, EXPORTS))), NOTHING, DAY)

    assert (question.settles_at_least, question.settles, question.settles_at_best) == (0, 0.5, 1)


def test_likely_answers_weigh_more():
    both = AllOf(parts=(SMALL, EXPORTS))
    answers = {"exports": [Answer(value=False, probability=9), Answer(value=True, probability=1)]}

    question = next_question(stakes(both), NOTHING, DAY, answers=answers)

    assert (question.fact, question.settles) == ("exports", pytest.approx(0.9))


def test_what_serves_more_and_what_costs_less_goes_first():
    programmes = [Stake(condition=SMALL, weight=1), Stake(condition=EXPORTS, weight=3)]

    assert next_question(programmes, NOTHING, DAY).fact == "exports"
    assert next_question(programmes, NOTHING, DAY, cost={"exports": 4}).fact == "employees"


def test_nothing_is_asked_that_can_settle_nothing_more():
    refused = AllOf(parts=(SMALL, EXPORTS))

    assert next_question(stakes(refused), Facts.of({"employees": 60}), DAY) is None
    assert next_question(stakes(SMALL), NOTHING, DAY, asked=["employees"]) is None
    assert next_question([], NOTHING, DAY) is None


def test_two_facts_that_decide_only_together_are_asked_all_the_same():
    same = AnyOf(
        parts=(
            AllOf(parts=(Flag(fact="a"), Flag(fact="b"))),
            AllOf(parts=(Not(part=Flag(fact="a")), Not(part=Flag(fact="b")))),
        )
    )

    question = next_question(stakes(same), NOTHING, DAY)

    assert (question.fact, question.settles_at_best) == ("a", 0)


def test_a_country_is_asked_further():
    question = next_question(stakes(QUEBEC), Facts.of({"territory": "CA"}), DAY)

    assert (question.fact, question.settles) == ("territory", 1)


def test_an_interview_stops_once_all_is_settled_and_asks_in_vain_once():
    inquiry = Inquiry(stakes(AllOf(parts=(EXPORTS, SMALL)), EXPORTS), DAY)

    assert inquiry.interview(Facts.of({"exports": False, "employees": 3})) == ("exports",)
    assert inquiry.interview(Facts.of({"exports": True, "employees": 3})) == ("exports", "employees")
    assert inquiry.interview(NOTHING) == ("exports", "employees")
    assert inquiry.interview(Facts.of({"employees": 3}), known=Facts.of({"exports": False})) == ()


def test_answers_are_counted_among_the_firms_that_know():
    firms = [Facts.of({"exports": True}), Facts.of({"exports": True}), Facts.of({"exports": False}), NOTHING]

    assert answers_of(firms) == {
        "exports": (Answer(value=True, probability=2), Answer(value=False, probability=1))
    }


def test_a_fixed_order_asks_until_its_last_useful_fact():
    firms = [Facts.of({"exports": True, "employees": 3}), Facts.of({"exports": False, "employees": 3})]
    panel = Panel([[AllOf(parts=(EXPORTS, SMALL))], [EXPORTS]], firms, DAY)

    assert panel.questions_mean(("exports", "employees")) == pytest.approx((2 + 1 + 1 + 1) / 4)
    assert panel.questions_mean(("employees", "exports")) == pytest.approx(2)
    assert panel.best_order() == ("exports", "employees")


def test_no_order_does_better_than_the_best():
    chance = np.random.default_rng(3)
    facts = ["a", "b", "c", "d"]
    needs = [
        [
            AllOf(parts=tuple(Flag(fact=fact) for fact in chance.choice(facts, 2, replace=False)))
            for _ in range(2)
        ]
        for _ in range(3)
    ]
    firms = [Facts.of({fact: bool(chance.integers(2)) for fact in facts}) for _ in range(8)]
    panel = Panel(needs, firms, DAY)

    assert panel.questions_mean(panel.best_order()) == pytest.approx(
        min(panel.questions_mean(order) for order in permutations(facts))
    )


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Stake(condition=SMALL, weight=-1),
        lambda: Answer(value=3, probability=0),
        lambda: Inquiry(stakes(SMALL), DAY, cost={"employees": 0}),
        lambda: Panel([], [NOTHING], DAY),
    ],
)
def test_what_cannot_be_weighed_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        wrong()


def test_a_set_of_labels_is_asked_as_one_fact():
    water = Member(fact="themes", any_of=frozenset({"water"}))

    assert next_question(stakes(water), NOTHING, DAY).fact == "themes"


def test_a_need_whose_programmes_are_settled_asks_nothing():
    closed = Window(ends=date(2026, 6, 11))

    panel = Panel([[AllOf(parts=(closed, SMALL))], []], [NOTHING], DAY)

    assert panel.questions_mean(("employees",)) == 0
    assert panel.best_order() == ()
