import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engines.adaptive import (
    NONE,
    UNKNOWN,
    Aim,
    Exposure,
    Goal,
    ItemBank,
    Lots,
    Population,
    Sitting,
    Tables,
    priced,
    simulated,
)
from maillage.engines.adaptive.choosing import useful
from maillage.engines.adaptive.tests.banks import ONE, areas, graded, people, right_or_wrong


def asked_alone(sitting, answers):
    """The questions of one sitting, in order."""
    while (item := sitting.next_item()) is not None:
        sitting.answer(item, int(answers[item]))
    return [item for item, _ in sitting.answered]


@pytest.mark.parametrize("seed", [0, 1])
def test_precision_is_reached_in_few_questions(seed):
    bank = right_or_wrong(seed)
    tables, ability, answers, lots = people(bank, ONE, 1000, seed=100 + seed)

    found = simulated(tables, ONE, Goal(most=60, error=0.30), answers, lots=lots)

    assert found.asked.mean() <= 13.8
    assert np.sqrt(((found.mean - ability) ** 2).mean()) <= 0.311
    assert (found.covariance[:, 0, 0] <= 0.09).mean() >= 0.99


def test_twenty_competences_take_forty_questions_and_their_intervals_are_honest():
    population = Population.standard(areas())
    tables, ability, answers, lots = people(right_or_wrong(0, dimensions=20), population, 200, seed=100)

    found = simulated(tables, population, Goal(most=60, error=0.60), answers, lots=lots)
    spread = np.sqrt(np.diagonal(found.covariance, axis1=1, axis2=2))

    assert found.asked.mean() <= 40
    assert 0.94 <= (np.abs(found.mean - ability) <= 1.96 * spread).mean() <= 0.96
    assert (spread <= 0.60 + 1e-6).all(axis=1).mean() >= 0.99


@pytest.mark.parametrize("dimensions", [1, 3])
def test_a_person_alone_is_asked_what_she_is_asked_among_many(dimensions):
    population = Population.standard(np.full((dimensions, dimensions), 0.5) + 0.5 * np.eye(dimensions))
    tables, _, answers, lots = people(
        right_or_wrong(3, items=90, dimensions=dimensions), population, 12, seed=4
    )
    goal = Goal(most=25, error=0.5)

    together = simulated(tables, population, goal, answers, lots=lots)

    for person in range(12):
        items = asked_alone(Sitting(tables, population, goal, lots.of(person)), answers[person])
        assert items == together.items[person, : together.asked[person]].tolist()


@given(st.integers(0, 14), st.integers(0, 10_000))
@settings(deadline=None, max_examples=20)
def test_a_sitting_taken_up_again_is_as_if_never_paused(paused_after, seed):
    population = Population.standard(areas(of=2, areas=2))
    tables, _, answers, lots = people(right_or_wrong(5, items=60, dimensions=4), population, 1, seed=seed)
    goal = Goal(most=15, error=0.5)
    whole = Sitting(tables, population, goal, lots)
    items = asked_alone(whole, answers[0])

    again = Sitting.resumed(tables, population, goal, lots, whole.answered[:paused_after])

    assert asked_alone(again, answers[0]) == items
    assert again.known.mean.tolist() == whole.known.mean.tolist()


@pytest.mark.parametrize("seed", [0, 1])  # a bank of many good items, and one of few
def test_no_item_is_worn_and_few_are_forgotten(seed):
    tables, ability, answers, lots = people(right_or_wrong(seed), ONE, 1000, seed=100)
    goal = Goal(most=60, error=0.30)
    rng = np.random.default_rng(3)
    free = simulated(tables, ONE, goal, answers, lots=lots)
    exposure = priced(tables, ONE, goal, limit=0.30, rng=rng)

    by_price = simulated(tables, ONE, goal, answers, lots=exposure.lots(1000, rng))
    held = simulated(tables, ONE, goal, answers, lots=exposure.lots(1000, rng), allowed=np.full(400, 300))

    assert free.seen.max() == 1000  # everybody's first question
    assert by_price.seen.max() <= 360  # chance, and nothing else, goes over
    assert held.seen.max() <= 300
    assert (held.seen == 0).sum() <= 60
    assert (free.seen == 0).sum() >= 200
    assert held.asked.mean() <= 15.5
    assert np.sqrt(((held.mean - ability) ** 2).mean()) <= 0.32


@given(st.integers(0, 20), st.integers(0, 10_000))
@settings(deadline=None, max_examples=20)
def test_with_prices_too_a_sitting_is_the_same_alone_among_many_and_taken_up_again(paused_after, seed):
    tables, _, answers, _ = people(right_or_wrong(3, items=60), ONE, 3, seed=seed)
    rng, goal = np.random.default_rng(seed), Goal(most=25, error=0.4)
    lots = Exposure(rng.exponential(0.4, 60), np.full(60, 1 / 60), 0.3).lots(3, rng)
    together = simulated(tables, ONE, goal, answers, lots=lots)

    for person in range(3):
        whole = Sitting(tables, ONE, goal, lots.of(person))
        items = asked_alone(whole, answers[person])
        again = Sitting.resumed(tables, ONE, goal, lots.of(person), whole.answered[:paused_after])

        assert items == together.items[person, : together.asked[person]].tolist()
        assert asked_alone(again, answers[person]) == items


def test_the_first_questions_leave_sought_items_to_whoever_is_better_known():
    bank = ItemBank.of(slope=[2.0] + [1.0] * 11, thresholds=np.zeros(12))
    tables, _, _, _ = people(bank, ONE, 1, seed=1)
    sought = Exposure(
        np.array([1.0] + [0.0] * 11), np.zeros(12), 0.3
    )  # 4 e⁻¹ is above 1; with four tenths more, below

    lots = sought.lots(1, np.random.default_rng(1))
    asked = asked_alone(Sitting(tables, ONE, Goal(most=12), lots), np.arange(12) % 2)

    assert 5 <= asked.index(0) <= 7


def test_of_two_items_that_end_a_sitting_the_least_sought_is_asked():
    information = np.array([[0.3, 0.9, 0.05]], dtype=np.float32)

    almost_done, begun = (
        useful(information, np.array([[variance]]), np.array([[variance - 0.09]]))[0]
        for variance in (0.0905, 0.5)
    )

    assert almost_done[0] == pytest.approx(almost_done[1], rel=0.02)
    assert almost_done[2] < 0.6 * almost_done[1]
    assert begun.tolist() == pytest.approx(information[0].tolist(), rel=0.01)
    assert (
        almost_done.argsort().tolist() == begun.argsort().tolist()
    )  # where nothing is sought, the best as ever


def test_a_hand_favours_the_items_least_seen():
    lottery = np.array([0.5, 0.5, 0.0, 0.0])

    weight = Exposure(np.zeros(4), lottery, 0.3).lots(500, np.random.default_rng(1)).weight

    assert (weight[:, :2] > 1.25).any(axis=1).all()
    assert weight[weight > 1.25].mean() == pytest.approx(1.7, rel=0.01)
    assert weight[:, 2:].max() < 1.25
    assert weight[:, 2:].mean() == pytest.approx(1, rel=0.01)


def test_the_same_generator_draws_the_same_sitting():
    tables, _, answers, _ = people(right_or_wrong(1, items=50), ONE, 1, seed=8)
    exposure = priced(tables, ONE, Goal(most=8), limit=0.4, rng=np.random.default_rng(1))
    first, second = (
        asked_alone(
            Sitting(tables, ONE, Goal(most=8), exposure.lots(1, np.random.default_rng(77))), answers[0]
        )
        for _ in range(2)
    )

    assert first == second
    assert len(first) == 8


def test_a_person_who_knows_nothing_of_it_is_not_asked_for_ever():
    tables, _, _, lots = people(right_or_wrong(1, items=10), ONE, 1, seed=8)
    sitting = Sitting(tables, ONE, Goal(most=60, error=0.3), lots)
    while (item := sitting.next_item()) is not None:
        sitting.answer(item, UNKNOWN)

    assert sorted(item for item, _ in sitting.answered) == list(range(10))
    assert sitting.interval().low == pytest.approx(-1.96, abs=0.02)
    assert sitting.interval().high == pytest.approx(1.96, abs=0.02)


def test_items_of_one_family_never_meet():
    bank = ItemBank.of(slope=[2.0, 1.9, 1.0, 0.9], thresholds=[0.0] * 4, family=[0, 0, 1, -1])
    tables, _, answers, lots = people(bank, ONE, 50, seed=1)

    found = simulated(tables, ONE, Goal(most=4), answers, lots=lots)
    alone = asked_alone(Sitting(tables, ONE, Goal(most=4), lots.of(0)), answers[0])

    assert found.asked.tolist() == [3] * 50
    assert alone == found.items[0, :3].tolist() == [0, 2, 3]


def test_topics_have_their_shares():
    bank = right_or_wrong(2, items=90)
    topic = np.arange(90) % 3
    goal = Goal(most=20, topic=topic, shares=np.array([0.5, 0.25, 0.25]))
    tables, _, answers, lots = people(bank, ONE, 5, seed=1)

    found = simulated(tables, ONE, goal, answers, lots=lots)

    for person in range(5):
        assert np.bincount(topic[found.items[person]]).tolist() == [10, 5, 5]
        assert (
            asked_alone(Sitting(tables, ONE, goal, lots.of(person)), answers[person])
            == found.items[person].tolist()
        )


def test_levels_are_decided_with_few_errors_and_few_questions():
    tables, ability, answers, lots = people(right_or_wrong(2), ONE, 1000, seed=3)
    goal = Goal(most=60, aim=Aim.LEVELS, levels=np.array([0.5]), doubt=0.05)

    found = simulated(tables, ONE, goal, answers, lots=lots)
    below = goal.below(found.mean, found.covariance[:, :, 0])
    decided = (below <= 0.05) | (below >= 0.95)

    assert decided.mean() >= 0.85  # the others are too near the level for sixty questions
    assert ((below > 0.5) != (ability < 0.5))[decided].mean() <= 0.05
    assert found.asked.mean() <= 17


def test_a_profile_is_decided_by_bounds_that_hold():
    population = Population.standard(areas(of=2, areas=2))
    tables, ability, answers, lots = people(right_or_wrong(2, dimensions=4), population, 300, seed=3)
    levels = np.array([-1.0, -1.0, -np.inf, -0.5])
    goal = Goal(most=60, aim=Aim.PROFILE, levels=levels, doubt=0.1)

    found = simulated(tables, population, goal, answers, lots=lots)
    least, most = goal.unmet(goal.below(found.mean, np.diagonal(found.covariance, axis1=1, axis2=2)))
    met, unmet = most <= 0.1, least >= 0.9

    assert (met | unmet).mean() >= 0.8
    assert (ability[met] < levels).any(axis=1).mean() <= 0.1
    assert (ability[unmet] >= levels).all(axis=1).mean() <= 0.1
    assert not np.isin(found.items, np.flatnonzero(tables.bank.dimension == 2)).any() or met.any()


def test_graded_items_need_fewer_questions():
    tables, ability, answers, lots = people(graded(4), ONE, 400, seed=5)

    found = simulated(tables, ONE, Goal(most=30, error=0.30), answers, lots=lots)

    assert found.asked.mean() <= 10.5
    assert 0.93 <= (np.abs(found.mean - ability) <= 1.96 * np.sqrt(found.covariance[:, :, 0])).mean() <= 0.97


def test_guesses_leave_intervals_honest_in_several_dimensions():
    drawn = right_or_wrong(5, items=120, dimensions=4)
    bank = ItemBank.of(slope=drawn.slope, thresholds=drawn.thresholds, guess=0.25, dimension=drawn.dimension)
    population = Population.standard(areas(of=2, areas=2))
    tables, ability, answers, lots = people(bank, population, 400, seed=6)

    found = simulated(tables, population, Goal(most=30), answers, lots=lots)
    spread = np.sqrt(np.diagonal(found.covariance, axis1=1, axis2=2))

    assert 0.93 <= (np.abs(found.mean - ability) <= 1.96 * spread).mean() <= 0.97
    assert np.linalg.eigvalsh(found.covariance).min() > 0


def test_the_interval_holds_ninety_five_chances_in_a_hundred():
    tables, _, answers, lots = people(right_or_wrong(1, items=20), ONE, 1, seed=8)
    sitting = Sitting(tables, ONE, Goal(most=10), lots)
    asked_alone(sitting, answers[0])
    low, middle, high = sitting.interval()
    spread = float(np.sqrt(sitting.known.covariance[0, 0]))

    assert low < middle < high
    assert high - low == pytest.approx(2 * 1.96 * spread, rel=0.03)


@pytest.mark.parametrize(("item", "answer"), [(0, 2), (0, -2)])
def test_an_answer_that_an_item_has_not_is_refused(item, answer):
    tables, _, _, lots = people(right_or_wrong(1, items=4), ONE, 1, seed=8)

    with pytest.raises(ValueError, match="no answer"):
        Sitting(tables, ONE, Goal(most=4), lots).answer(item, answer)


def test_an_item_answered_twice_is_refused():
    tables, _, _, lots = people(right_or_wrong(1, items=4), ONE, 1, seed=8)
    sitting = Sitting(tables, ONE, Goal(most=4), lots)
    sitting.answer(2, 1)

    with pytest.raises(ValueError, match="before"):
        sitting.answer(2, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"most": 0},
        {"most": 5, "error": -1},
        {"most": 5, "aim": Aim.LEVELS},
        {"most": 5, "levels": np.zeros(1)},
        {"most": 5, "doubt": 0.5},
        {"most": 5, "shares": np.ones(1)},
        {"most": 5, "topic": np.zeros(3, dtype=int), "shares": np.array([0.4, 0.4])},
    ],
)
def test_what_is_no_goal_is_refused(wrong):
    with pytest.raises(ValueError, match=r"sitting|levels|doubt|topics|shares"):
        Goal(**wrong)


def test_a_limit_that_is_no_share_is_refused():
    tables = Tables.of(right_or_wrong(1, items=4))

    with pytest.raises(ValueError, match="share"):
        priced(tables, ONE, Goal(most=2), limit=0, rng=np.random.default_rng(1))


def test_a_question_that_is_closed_is_not_asked():
    tables, _, answers, _ = people(right_or_wrong(1, items=4), ONE, 1, seed=8)
    lots = Lots(np.array([[0.0, 1.0, 1.0, 1.0]], dtype=np.float32), np.ones((0, 4), dtype=np.float32))

    assert Sitting(tables, ONE, Goal(most=2), lots).next_item() != 0
    assert NONE not in simulated(tables, ONE, Goal(most=2), answers, lots=lots).items
    assert 0 not in simulated(tables, ONE, Goal(most=2), answers, lots=lots).items
