import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engines.adaptive import (
    GRID,
    ItemBank,
    Population,
    Prior,
    Responses,
    Tables,
    calibrated,
    correlations,
    examined,
    linked,
    standard_errors,
)
from maillage.engines.adaptive.tests.banks import graded, right_or_wrong

# Sections 6 and 7 of the Law School Admission Test, 1 000 people and five items: how many people gave each pattern, from
# 00000 to 11111. R. D. Bock and M. Lieberman, "Fitting a response model for n dichotomously scored items",
# Psychometrika 35 (1970), 179–197, table 1. The values recovered are those that ltm and mirt publish in their manuals.
LSAT6 = [3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298]  # fmt: skip
LSAT7 = [12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308]  # fmt: skip


def patterns(counts):
    some = np.flatnonzero(counts)
    return Responses.of(some[:, None] >> np.arange(4, -1, -1) & 1, weight=np.array(counts)[some])


def answered(bank, people, seed, share=1.0):
    rng = np.random.default_rng(seed)
    answers = bank.drawn(rng.normal(size=(people, 1)), rng)
    return np.where(rng.random(answers.shape) < share, answers, -1)


@pytest.mark.parametrize(
    ("counts", "slopes", "log_likelihood"),
    [
        (LSAT6, [0.825, 0.723, 0.891, 0.689, 0.657], -2466.653),
        (LSAT7, [0.988, 1.081, 1.706, 0.765, 0.736], -2658.805),
    ],
)
def test_published_values_are_recovered(counts, slopes, log_likelihood):
    found = calibrated(patterns(counts))

    assert found.settled
    assert found.bank.slope == pytest.approx(slopes, abs=0.002)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=0.01)


def test_published_errors_are_near():
    # ltm's manual for LSAT6: errors of difficulty and of discrimination, from the observed information
    errors = standard_errors(patterns(LSAT6), calibrated(patterns(LSAT6)))

    assert errors.slope == pytest.approx([0.2581, 0.1867, 0.2326, 0.1852, 0.2100], rel=0.1)
    assert errors.threshold[:, 0] == pytest.approx([0.8669, 0.3073, 0.0997, 0.4341, 0.8700], rel=0.1)


def test_a_repeated_row_is_the_same_as_its_weight():
    weighted = patterns(LSAT7)
    one_by_one = Responses.of(np.repeat(weighted.answers, weighted.weight.astype(int), axis=0))

    assert one_by_one.weight.tolist() == weighted.weight.tolist()
    assert calibrated(one_by_one).bank.slope.tolist() == calibrated(weighted).bank.slope.tolist()


def test_nothing_is_likelier_than_what_is_found():
    data = patterns(LSAT7)
    found = calibrated(data)

    def likelihood(bank):
        grid = np.linspace(-8, 8, 321)
        p = bank.probabilities(grid)
        weight = np.exp(-(grid**2) / 2) / np.exp(-(grid**2) / 2).sum()
        each = np.prod([p[item, data.answers[:, item]] for item in range(5)], axis=0) @ weight
        return data.weight @ np.log(each)

    best = likelihood(found.bank)
    moved = [
        ItemBank.of(slope=found.bank.slope + by, thresholds=found.bank.thresholds + to)
        for by in (-0.02, 0, 0.02)
        for to in (-0.02, 0, 0.02)
        if by or to
    ]

    assert found.log_likelihood == pytest.approx(best, abs=1e-3)
    assert all(likelihood(bank) < best for bank in moved)


@pytest.mark.parametrize("share", [1.0, 0.25])
def test_items_are_recovered_within_their_errors(share):
    bank = right_or_wrong(1, items=40)
    data = Responses.of(answered(bank, 2500, seed=2, share=share))

    found = calibrated(data)
    errors = standard_errors(data, found)
    slope = (found.bank.slope - bank.slope) / errors.slope
    threshold = (found.bank.thresholds - bank.thresholds) / errors.threshold

    assert 0.6 <= slope.std() <= 1.4
    assert 0.6 <= threshold.std() <= 1.4
    assert np.abs(slope).max() <= 4.5


def test_graded_items_are_recovered():
    bank = graded(3, items=12)
    data = Responses.of(answered(bank, 3000, seed=4))

    found = calibrated(data)
    errors = standard_errors(data, found)

    assert found.bank.slope == pytest.approx(bank.slope, abs=0.25)
    assert 0.6 <= ((found.bank.thresholds - bank.thresholds) / errors.threshold).std() <= 1.5


def test_what_people_guess_is_not_taken_for_ease():
    bank = ItemBank.of(slope=np.full(12, 1.5), thresholds=np.linspace(-1.5, 1.5, 12), guess=0.25)
    responses = Responses.of(answered(bank, 6_000, seed=8))

    found = calibrated(responses, guess=bank.guess, prior=Prior(log_slope=0.4, log_slope_deviation=0.5))

    assert found.bank.thresholds[:, 0] == pytest.approx(bank.thresholds[:, 0], abs=0.25)
    assert (calibrated(responses).bank.thresholds[:, 0] < found.bank.thresholds[:, 0] - 0.2).all()
    with pytest.raises(ValueError, match="two categories"):
        calibrated(Responses.of([[0], [1], [2]]), guess=np.array([0.2]))


def test_an_item_given_to_the_able_alone_is_not_taken_for_easy():
    """Who answers it depends on what is known of her otherwise: `before` says it."""
    rng = np.random.default_rng(4)
    ability = rng.normal(size=4_000)
    known = ability + rng.normal(scale=0.5, size=4_000)
    mean, deviation = known / 1.25, np.sqrt(0.2)
    right = rng.random(4_000) < 1 / (1 + np.exp(-1.5 * (ability - 1.0)))
    able = mean > 0.5
    responses = Responses(
        answers=right[able, None].astype(np.intp),
        weight=np.ones(able.sum()),
        group=np.zeros(able.sum(), dtype=np.intp),
    )
    prior = Prior(log_slope=np.log(1.5), log_slope_deviation=0.1)

    told = calibrated(responses, prior=prior, before=-0.5 * ((GRID - mean[able, None]) / deviation) ** 2)

    assert told.bank.thresholds[0, 0] == pytest.approx(1.0, abs=0.15)
    assert calibrated(responses, prior=prior).bank.thresholds[0, 0] < 0.4


def test_a_strong_prior_is_believed_and_none_is_not():
    data = patterns(LSAT7)
    sure = Prior(log_slope=0.0, log_slope_deviation=1e-3, threshold=-1.0, threshold_deviation=1e-3)

    found = calibrated(data, prior=sure).bank

    assert found.slope == pytest.approx(1.0, abs=0.02)
    assert found.thresholds == pytest.approx(-1.0, abs=0.02)
    assert calibrated(data, prior=Prior()).bank.slope.tolist() == calibrated(data).bank.slope.tolist()


def test_each_threshold_may_be_believed_somewhere_else():
    believed = np.array([[-2.0, 2.0]])

    found = calibrated(
        Responses.of([[0], [1], [2]]),
        prior=Prior(log_slope_deviation=0.01, threshold=believed, threshold_deviation=0.01),
    )

    assert found.bank.thresholds == pytest.approx(believed, abs=0.01)


def test_a_prior_is_weighed_as_bayes_says():
    data = patterns(LSAT7)
    prior = Prior(log_slope=0.2, log_slope_deviation=0.3, threshold=-1.0, threshold_deviation=0.5)
    found = calibrated(data, prior=prior)
    grid = np.linspace(-8, 8, 321)
    weight = np.exp(-(grid**2) / 2) / np.exp(-(grid**2) / 2).sum()

    def goodness(slope, threshold):
        p = ItemBank.of(slope=slope, thresholds=threshold).probabilities(grid)
        each = np.prod([p[item, data.answers[:, item]] for item in range(5)], axis=0) @ weight
        believed = ((np.log(slope) - 0.2) / 0.3) ** 2 + ((threshold[:, 0] + 1.0) / 0.5) ** 2
        return data.weight @ np.log(each) - believed.sum() / 2

    best = goodness(found.bank.slope, found.bank.thresholds)
    for by, to in ((0.02, 0), (-0.02, 0), (0, 0.02), (0, -0.02)):
        assert goodness(found.bank.slope + by, found.bank.thresholds + to) < best


def test_an_abler_group_is_told_from_easier_items():
    bank = right_or_wrong(5, items=25)
    rng = np.random.default_rng(6)
    group = np.arange(3000) % 2
    ability = rng.normal(size=3000) * np.where(group, 1.3, 1.0) + 0.6 * group
    data = Responses.of(bank.drawn(ability[:, None], rng), group=group)

    found = calibrated(data)
    fit = examined(data, found)

    assert found.group_mean == pytest.approx([0, 0.6], abs=0.1)
    assert found.group_deviation == pytest.approx([1, 1.3], abs=0.12)
    assert fit.favouring == []
    assert 0.6 <= fit.sure.std() <= 1.4


def test_an_item_harder_for_a_group_is_flagged_alone():
    bank = right_or_wrong(5, items=25)
    rng = np.random.default_rng(6)
    group = np.arange(3000) % 2
    ability = rng.normal(size=(3000, 1)) + 0.5 * group[:, None]
    harder = ItemBank.of(slope=bank.slope, thresholds=bank.thresholds[:, 0] + 0.8 * (np.arange(25) == 7))
    answers = np.where(group[:, None] == 1, harder.drawn(ability, rng), bank.drawn(ability, rng))
    data = Responses.of(answers, group=group)

    fit = examined(data, calibrated(data))

    assert fit.favouring == [7]
    assert fit.shift[0, 7] == pytest.approx(0.8, abs=0.2)


def test_items_that_hang_together_are_flagged_and_others_are_not():
    bank = right_or_wrong(7, items=25)
    answers = answered(bank, 2000, seed=8)
    copied = np.random.default_rng(9).random(2000) < 0.5
    answers[:, 3] = np.where(copied, answers[:, 4], answers[:, 3])
    data = Responses.of(answers)

    assert examined(data, calibrated(data)).together == [(3, 4)]


def test_fit_has_the_law_it_says_and_an_item_that_folds_back_is_flagged():
    bank = right_or_wrong(7, items=40)
    answers = answered(bank, 2000, seed=10, share=0.6)
    data = Responses.of(answers)
    fair = examined(data, calibrated(data))
    rng = np.random.default_rng(11)
    ability = rng.normal(size=2000)
    broken = bank.drawn(ability[:, None], rng)
    broken[:, 5] = rng.random(2000) < np.where(np.abs(ability) < 1, 0.9, 0.3)  # the best fail it too
    ill = Responses.of(broken)

    assert fair.ill == []
    assert 0.7 <= (fair.chi2 / fair.freedom).mean() <= 1.3
    assert 5 in examined(ill, calibrated(ill)).ill


@given(st.floats(0.5, 2), st.floats(-1, 1), st.integers(0, 50))
@settings(deadline=None, max_examples=10)
def test_a_link_undoes_the_change_of_scale(slope, shift, seed):
    old = right_or_wrong(seed, items=15)
    new = ItemBank.of(slope=old.slope * slope, thresholds=(old.thresholds - shift) / slope)

    link = linked(old, new)

    assert link == pytest.approx((slope, shift), abs=1e-4)
    assert link.bank(new).slope == pytest.approx(old.slope, rel=1e-3)
    assert link.bank(new).thresholds == pytest.approx(old.thresholds, abs=1e-3)


def test_graded_items_are_linked_too():
    old = graded(2, items=8)
    new = ItemBank.of(slope=old.slope * 1.3, thresholds=(old.thresholds - 0.4) / 1.3)

    assert linked(old, new) == pytest.approx((1.3, 0.4), abs=1e-4)


def test_items_that_do_not_correspond_are_not_linked():
    with pytest.raises(ValueError, match="same items"):
        linked(right_or_wrong(1, items=3), right_or_wrong(1, items=4))
    with pytest.raises(ValueError, match="two common"):
        linked(right_or_wrong(1, items=1), right_or_wrong(1, items=1))


def test_correlations_are_found_and_err_low():
    true = np.array([[1, 0.7, 0.5], [0.7, 1, 0.5], [0.5, 0.5, 1]])
    bank = right_or_wrong(3, items=45, dimensions=3)
    rng = np.random.default_rng(12)
    answers = bank.drawn(Population.standard(true).drawn(800, rng), rng)
    answers = np.where(rng.random(answers.shape) < 0.5, answers, -1)

    found = correlations(Tables.of(bank), answers)
    off = ~np.eye(3, dtype=bool)

    assert found.likeliest == pytest.approx(true, abs=0.1)
    assert (found.prudent[off] < found.likeliest[off]).all()
    assert (found.prudent[off] <= true[off] + 0.02).all()
    assert np.linalg.eigvalsh(found.prudent)[0] > 0


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ([[0, 1], [1, 1]], {}),  # an item that everybody has right
        ([[0, 1], [2, 0]], {}),  # a category that nobody gave
        ([[0, -1], [1, -1]], {}),  # an item that nobody was asked
        ([[0, 1], [1, -2]], {}),
        ([[0, 1], [1, 0]], {"weight": [1, 0]}),
        ([[0, 1], [1, 0]], {"weight": [1]}),
        ([], {}),
    ],
)
def test_answers_that_say_nothing_are_refused(answers, more):
    with pytest.raises(ValueError, match=r"items|weight|counted|row"):
        Responses.of(answers, **more)
