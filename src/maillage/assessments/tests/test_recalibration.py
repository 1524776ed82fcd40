import numpy as np
import pytest

from maillage.assessments.bridge import Judged, recalibrated
from maillage.assessments.bridge.live import Part, live_bank

EACH, PEOPLE = 10, 1_200
STEPS = np.linspace(-1.5, 1.5, EACH)
WRONG = np.where(np.arange(EACH) % 2, 0.4, -0.4)  # how far authors are from the truth


def bank_of(thresholds, dimensions=("strategie", "donnees")):
    parts = [
        Part(10 * place + rank, name, "", 1.4, [at, at + 1.0], 0.0, 0.0, 0.0)
        for place, name in enumerate(dimensions)
        for rank, at in enumerate(thresholds)
    ]
    correlation = np.full((len(dimensions),) * 2, 0.6)
    np.fill_diagonal(correlation, 1.0)
    return live_bank(dimensions, parts, correlation, None)


@pytest.fixture(scope="module")
def judgement():
    """What the authors believe."""
    return bank_of(STEPS)


def answered(truth, *, share=0.6, people=PEOPLE, seed=3, harder=0.0):
    """By people of whom every second one finds the first item `harder`, in logits."""
    rng = np.random.default_rng(seed)
    ability = truth.population.drawn(people, rng)
    given = truth.tables.bank.drawn(ability, rng)
    ability[::2, 0] -= harder
    given[::2, 0] = truth.tables.bank.drawn(ability[::2], rng)[:, 0]
    asked = rng.random(given.shape) < share
    return [
        [(truth.items[item], int(hers[item])) for item in np.flatnonzero(some)]
        for hers, some in zip(given, asked, strict=True)
    ]


def placed_again(judgement, answers, **more):
    bank = judgement.tables.bank
    judged = {
        item: Judged(float(bank.slope[rank]), bank.thresholds[rank].tolist())
        for rank, item in enumerate(judgement.items)
    }
    return recalibrated(judgement, answers, judged=judged, **{"groups": {}, "enough": 200} | more)


def test_the_truth_is_found_where_authors_were_wrong(judgement):
    truth = bank_of(STEPS + WRONG)

    found = placed_again(judgement, answered(truth))

    assert found.settled
    assert found.link == pytest.approx((1.0, 0.0), abs=0.12)
    away = np.array(
        [
            (np.array(one.thresholds) - truth.tables.bank.thresholds[truth.places[one.item]])
            for one in found.placed
        ]
    )
    errors = np.array([one.threshold_errors for one in found.placed])
    assert np.sqrt((away**2).mean()) < 0.15
    assert (np.abs(away) < 3 * errors).mean() > 0.9
    assert {np.sign(one.drift) for one in found.placed[::2]} == {-1}


def test_items_that_few_answered_are_left_to_their_authors(judgement):
    rare = {0, 15}
    answers = [[one for one in hers if one[0] not in rare] for hers in answered(judgement)]

    found = placed_again(judgement, answers)

    assert {one.item for one in found.placed} == set(judgement.items) - rare
    with pytest.raises(ValueError, match="200 answers"):
        placed_again(judgement, answers[:100])


def test_an_item_that_favours_a_group_is_named_and_no_other(judgement):
    answers = answered(judgement, harder=1.5)
    language = ["en", "fr"] * (PEOPLE // 2)

    found = placed_again(
        judgement, answers, groups={"language": language, "country": ["", "CA"] * (PEOPLE // 2)}
    )

    assert found.favouring == {"language": [0], "country": []}


def test_correlations_err_low_and_are_told_of_enough_people_alone(judgement):
    found = placed_again(judgement, answered(judgement, people=2_000))

    assert 0.4 < found.correlation[0][1] < 0.65
    assert placed_again(judgement, answered(judgement)).correlation is None
