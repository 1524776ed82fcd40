import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from maillage.engines.adaptive import UNKNOWN, ItemBank, Lots, Population, Posterior, Tables
from maillage.engines.adaptive.person import known
from maillage.engines.adaptive.tests.banks import ONE, areas, graded, people, right_or_wrong

EVERYBODY = np.arange(1)


def learned(tables, population, answers):
    """The posterior of one person after (item, answer)s."""
    found = Posterior.before(tables, population, 1)
    for item, answer in answers:
        found.learn(EVERYBODY, np.array([item]), np.array([answer]))
    return found


def test_one_dimension_is_exact():
    bank = ItemBank.of(slope=[1.2, 0.8, 2.0], thresholds=[-0.5, 0.3, 1.0])
    answers = [(0, 1), (1, 0), (2, 1)]

    def density(theta, power):
        p = bank.probabilities([theta])[:, :, 0]
        return theta**power * np.exp(-(theta**2) / 2) * np.prod([p[item, answer] for item, answer in answers])

    mass, first, second = (quad(density, -10, 10, args=(power,))[0] for power in (0, 1, 2))
    found = learned(Tables.of(bank), ONE, answers)

    assert found.mean[0, 0] == pytest.approx(first / mass, abs=1e-6)
    assert found.covariance[0, 0, 0] == pytest.approx(second / mass - (first / mass) ** 2, abs=1e-6)


def test_two_dimensions_are_near_the_double_integral():
    bank = ItemBank.of(slope=[1.5, 1.5, 2.0, 1.2], thresholds=[0.0, 0.5, -0.5, 0.8], dimension=[0, 0, 1, 1])
    answers = [(0, 1), (1, 1), (2, 0), (3, 1)]
    grid = np.linspace(-7, 7, 281)
    x, y = np.meshgrid(grid, grid, indexing="ij")
    density = np.exp(-(x**2 - 2 * 0.7 * x * y + y**2) / (2 * (1 - 0.7**2)))
    p = bank.probabilities(grid)
    density *= (p[0, 1] * p[1, 1])[:, None] * (p[2, 0] * p[3, 1])
    density /= density.sum()
    mean = [(density * x).sum(), (density * y).sum()]

    found = learned(Tables.of(bank), Population.standard([[1, 0.7], [0.7, 1]]), answers)
    found.settle(EVERYBODY)

    assert found.mean[0] == pytest.approx(mean, abs=0.01)
    assert found.covariance[0, 0, 1] == pytest.approx(
        (density * (x - mean[0]) * (y - mean[1])).sum(), abs=0.02
    )


def test_without_correlation_dimensions_do_not_hear_of_one_another():
    bank = right_or_wrong(1, items=6, dimensions=2)
    tables = Tables.of(bank)

    found = learned(tables, Population.standard(np.eye(2)), [(0, 1), (2, 0)])

    assert found.mean[0, 1] == pytest.approx(0.0, abs=1e-12)
    assert found.covariance[0, 1, 1] == pytest.approx(1.0)


@given(st.permutations(range(12)), st.lists(st.integers(0, 1), min_size=12, max_size=12))
@settings(deadline=None, max_examples=25)
def test_the_order_of_answers_leaves_no_trace_in_one_dimension(order, answers):
    tables = Tables.of(right_or_wrong(2, items=12))

    straight = learned(tables, ONE, list(enumerate(answers)))
    shuffled = learned(tables, ONE, [(item, answers[item]) for item in order])

    assert shuffled.mean == pytest.approx(straight.mean, abs=1e-9)
    assert shuffled.covariance == pytest.approx(straight.covariance, abs=1e-9)


@given(st.permutations(range(12)), st.lists(st.integers(0, 1), min_size=12, max_size=12))
@settings(deadline=None, max_examples=15)
def test_the_order_of_answers_leaves_no_trace_in_several_once_settled(order, answers):
    tables = Tables.of(right_or_wrong(2, items=12, dimensions=4))
    population = Population.standard(areas(of=2, areas=2))

    straight = learned(tables, population, list(enumerate(answers)))
    shuffled = learned(tables, population, [(item, answers[item]) for item in order])
    straight.settle(EVERYBODY)
    shuffled.settle(EVERYBODY)

    assert shuffled.mean == pytest.approx(straight.mean, abs=1e-6)
    assert shuffled.covariance == pytest.approx(straight.covariance, abs=1e-6)


def test_an_unknown_answer_teaches_nothing():
    tables = Tables.of(graded(3, items=4))

    found = learned(tables, ONE, [(0, UNKNOWN), (1, UNKNOWN)])

    assert found.mean[0, 0] == pytest.approx(0.0, abs=1e-12)
    assert found.covariance[0, 0, 0] == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("dimensions", [1, 3])
def test_one_person_is_computed_as_many_are(dimensions):
    bank = right_or_wrong(4, items=30, dimensions=dimensions)
    population = Population.standard(np.full((dimensions, dimensions), 0.6) + 0.4 * np.eye(dimensions))
    tables, _, answers, _ = people(bank, population, 1, seed=5)
    alone = known(tables, population)
    for item in range(30):
        alone.learn(item, int(answers[0, item]))
    alone.settle()

    found = learned(tables, population, list(enumerate(answers[0])))
    found.settle(EVERYBODY)

    assert alone.mean == pytest.approx(found.mean[0], abs=1e-7)
    assert alone.covariance == pytest.approx(found.covariance[0], abs=1e-7)
    assert alone.density(0) == pytest.approx(found.density(EVERYBODY, 0)[0], abs=1e-7)


def test_intervals_hold_the_truth_as_often_as_they_say():
    bank = right_or_wrong(6, items=120, dimensions=4)
    population = Population.standard(areas(of=2, areas=2))
    tables, ability, answers, _ = people(bank, population, 1500, seed=7)
    found = Posterior.before(tables, population, 1500)
    everybody = np.arange(1500)
    for item in range(40):
        found.learn(everybody, np.full(1500, item), answers[:, item])
    found.settle(everybody)

    inside = np.abs(found.mean - ability) <= 1.96 * np.sqrt(found.variance(everybody))

    assert 0.94 <= inside.mean() <= 0.96


def test_a_bank_of_more_dimensions_than_the_population_is_refused():
    with pytest.raises(ValueError, match="dimensions"):
        Posterior.before(Tables.of(right_or_wrong(1, items=4, dimensions=2)), ONE, 1)
    with pytest.raises(ValueError, match="dimensions"):
        known(Tables.of(right_or_wrong(1, items=4, dimensions=2)), ONE)


def test_lots_of_one_person_are_hers():
    lots = Lots(
        np.array([[1.0, 0.5], [0.2, 0.1]], dtype=np.float32), np.array([[1.0, 0.3]], dtype=np.float32)
    )

    assert lots.of(1).weight.tolist() == [lots.weight[1].tolist()]
    assert lots.of(1).early.tolist() == lots.early.tolist()
