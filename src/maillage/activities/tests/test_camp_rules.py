from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.activities.enums import Outcome, Verdict
from maillage.activities.errors import (
    BadCondition,
    CallClosesBeforeItOpens,
    CallClosesTooLate,
    NoCriterion,
    NoQuestion,
    QuotaAbovePlaces,
)
from maillage.activities.rules.calls import reminders_at
from maillage.activities.rules.eligibility import Facts, check_conditions, readings, verdict_of
from maillage.activities.rules.scoring import reading_of, scores
from maillage.activities.rules.selection import Candidate, in_order, propose
from maillage.activities.tests.camps import PLAN
from maillage.common.days import months_after

NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
YOUNG = {"fact": "age", "at_most": 5}
SMALL = {"fact": "employees", "at_least": 1, "at_most": 50}


def verdict(conditions, **facts):
    return verdict_of(readings(conditions, Facts(**facts), {}))


def test_a_condition_left_unanswered_is_unknown_and_unknown_is_not_no():
    assert verdict([YOUNG, SMALL], age=3) == Verdict.UNKNOWN
    assert verdict([YOUNG, SMALL], age=3, employees=50) == Verdict.YES
    assert verdict([YOUNG, SMALL], age=6) == Verdict.NO
    assert verdict([{"fact": "stage", "among": ["launch"]}], stage="growth") == Verdict.NO
    assert verdict([{"fact": "community", "among": [7]}], community=7) == Verdict.YES
    assert verdict([]) == Verdict.YES


def test_zero_employees_is_an_answer():
    assert verdict([SMALL], employees=0) == Verdict.NO


@pytest.mark.parametrize(
    "condition",
    [
        {"fact": "turnover", "at_least": 1},
        {"fact": "age"},
        {"fact": "stage", "among": []},
        {"fact": "employees", "at_least": 9, "at_most": 3},
    ],
)
def test_a_condition_that_asks_nothing_or_contradicts_itself_is_refused(condition):
    with pytest.raises(BadCondition):
        check_conditions([condition])


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"closes": PLAN.opens}, CallClosesBeforeItOpens),
        ({"closes": datetime.fromisoformat("2027-02-01T09:00")}, CallClosesTooLate),
        ({"quotas": {1: 3, 2: 4}, "places": 6}, QuotaAbovePlaces),
        ({"questions": ()}, NoQuestion),
        ({"criteria": ()}, NoCriterion),
        ({"criteria": (("Projet", 0),)}, NoCriterion),
    ],
)
def test_a_plan_that_cannot_be_says_why(change, refusal):
    with pytest.raises(refusal):
        replace(PLAN, **change).check()


def test_a_reading_weighs_its_criteria():
    assert reading_of([(5, 2), (2, 1)]) == 4.0


def test_when_everyone_read_everything_the_score_is_the_plain_mean():
    given_marks = {(1, 10): 4.0, (2, 10): 2.0, (1, 11): 5.0, (2, 11): 3.0}

    found = scores(given_marks)

    assert (found[10].score, found[11].score) == (3.0, 4.0)
    assert (found[10].lowest, found[10].highest, found[10].spread, found[10].readers) == (2.0, 4.0, 2.0, 2)


def test_a_severe_reader_does_not_cost_those_she_happened_to_read():
    """Reader 2 gives one point less than reader 1 to all; only reader 2 read application 99, as good as 13."""
    given_marks = {(1, key): 4.0 for key in range(10, 20)} | {(2, key): 3.0 for key in range(10, 20)}
    found = scores(given_marks | {(2, 99): 3.0})

    assert found[99].mean == 3.0
    assert 3.3 < found[99].score < found[13].score


def test_who_has_no_reading_has_no_score():
    assert scores({}) == {}


candidates = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 10_000),
        community=st.sampled_from([1, 2, 3]),
        score=st.integers(2, 10).map(lambda half: half / 2),
        heaviest=st.integers(1, 5).map(float),
        submitted_at=st.integers(0, 9).map(lambda hours: NOON + timedelta(hours=hours)),
        forced=st.sampled_from(["", "", "", "", "waiting", "refused"]),
    ),
    unique_by=lambda candidate: candidate.key,
    max_size=25,
)
calls = st.tuples(
    st.dictionaries(st.sampled_from([1, 2, 3]), st.integers(0, 5)), st.integers(0, 4), st.booleans()
)


@given(people=candidates, call=calls)
def test_quotas_hold_nobody_better_is_passed_over_and_nobody_is_there_twice(people, call):
    quotas, open_places, passes_on = call
    places = sum(quotas.values()) + open_places

    found = propose(people, quotas, places, passes_on=passes_on)

    seated = list(found.seated.values())
    by_key = {candidate.key: candidate for candidate in people}
    everyone = [*seated, *found.waiting, *found.left]
    assert sorted(everyone) == sorted(by_key)  # all of them, each once
    assert len(seated) <= places
    for community in (1, 2, 3):
        inside = [key for key in seated if by_key[key].community == community]
        if not passes_on:
            assert len(inside) <= quotas.get(community, 0) + open_places
        judged = [c.key for c in in_order(people) if c.community == community and not c.forced]
        assert set(inside) == set(judged[: len(inside)])  # best first, without a gap


@given(people=candidates, call=calls)
def test_no_place_stays_empty_while_somebody_waits_who_may_have_it(people, call):
    quotas, open_places, passes_on = call
    places = sum(quotas.values()) + open_places

    found = propose(people, quotas, places, passes_on=passes_on)

    waiting = [c for c in people if c.key in found.waiting and not c.forced]
    if len(found.seated) < places and waiting:
        assert not passes_on
        assert len(found.seated) >= open_places


def test_ties_go_to_the_heaviest_criterion_then_to_the_first_who_applied():
    def candidate(key, heaviest, hours):
        return Candidate(
            key=key, community=1, score=4.0, heaviest=heaviest, submitted_at=NOON + timedelta(hours=hours)
        )

    assert [c.key for c in in_order([candidate(1, 3.0, 0), candidate(2, 4.0, 2), candidate(3, 4.0, 1)])] == [
        3,
        2,
        1,
    ]


def test_somebody_selected_by_decision_sits_even_in_a_full_community():
    def candidate(key, community, score, forced=""):
        return Candidate(
            key=key, community=community, score=score, heaviest=0, submitted_at=NOON, forced=forced
        )

    people = [candidate(1, 1, 5), candidate(2, 1, 2, Outcome.SELECTED), candidate(3, 2, 4)]
    found = propose(people, {1: 1, 2: 1}, 2, passes_on=False)
    assert (sorted(found.seated.values()), found.waiting) == ([2, 3], [1])

    forced = [replace(row, forced=Outcome.SELECTED) for row in people]
    assert propose(forced, {1: 1, 2: 1}, 2, passes_on=False).unseated == [2]


def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month():
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 11, 15), 12) == date(2027, 11, 15)


def test_an_offer_is_recalled_halfway_then_a_day_before_its_end():
    due = NOON + timedelta(days=8)
    assert reminders_at(NOON, due) == (NOON + timedelta(days=4), NOON + timedelta(days=7))
    soon = NOON + timedelta(hours=8)
    assert reminders_at(NOON, soon) == (NOON + timedelta(hours=4), NOON + timedelta(hours=6))
