"""What items are, learned from answers: marginal maximum likelihood by expectation and maximisation.

R. D. Bock and M. Aitkin, "Marginal maximum likelihood estimation of item parameters: application of an EM algorithm", Psychometrika
46 (1981), 443–459. Abilities follow a normal law, of mean 0 and variance 1 in the group of reference, whose own are
estimated in the others; they are summed on a grid. Each step of maximisation is Fisher's scoring, item by item; steps are
stretched by R. Varadhan and C. Roland's SQUAREM (Scandinavian Journal of Statistics 35 (2008), 335–353).

The graded model, of which right or wrong is the case of two categories: P(k or above) = σ(exp(s) θ + d_k), where s is the
logarithm of the slope and the intercepts d_k decrease; b_k = −d_k / exp(s).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logsumexp

from maillage.engines.adaptive.bank import ItemBank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.responses import Responses

    Floats = NDArray[np.float64]

GRID = np.arange(-30, 31) * 0.2  # abilities, in logits
MOST_TURNS, ENOUGH = 400, 5e-4  # a turn is three steps; the largest move that is none, in logits
LEAST, SEEN = 1e-300, 1e-12  # chances that are none, and too small to learn from
FLATTEST, STEEPEST = np.log(0.02), np.log(20.0)
FURTHEST = 1.0  # of one step, in logits


@dataclass(frozen=True, kw_only=True)
class Prior:
    """What is believed of items before any answer: the logarithm of the slope and each threshold follow normal laws.

    Each value is one number for all items, or of shape (n,) for its own; `threshold` may be of shape (n, m), one for each. An infinite
    deviation believes nothing.
    """

    log_slope: float | Floats = 0.0
    log_slope_deviation: float = np.inf
    threshold: float | Floats = 0.0
    threshold_deviation: float | Floats = np.inf


@dataclass(frozen=True, eq=False)
class Calibration:
    """bank : the items, all of dimension 0.

    log_slope, intercepts : the same, shapes (n,) and (n, m), as they were estimated; 0 where there is no threshold.
    group_mean, group_deviation : shape (groups,), of the abilities.
    log_likelihood : of the answers, priors left out.
    turns : how many; settled : whether the last one moved nothing.
    posterior : shape (p, g), chances of the points of GRID for each row of the responses.
    """

    bank: ItemBank
    log_slope: Floats
    intercepts: Floats
    group_mean: Floats
    group_deviation: Floats
    log_likelihood: float
    turns: int
    settled: bool
    posterior: Floats


def calibrated(
    responses: Responses,
    *,
    prior: Prior | None = None,
    guess: Floats | None = None,
    before: Floats | None = None,
) -> Calibration:
    """The likeliest items. Items that everybody answers alike have none without a prior: they go to the bounds.

    guess : shape (n,), held fixed; only for items of two categories. None: nobody guesses.
    before : shape (p, g), logarithm of the law of each row's ability on GRID, before these answers, up to a constant: what else is
        known of her, answers to other dimensions for one. None: the laws of the groups, which are then estimated.
    """
    work = _Work(responses, prior or Prior(), guess, before)
    state = work.start()
    turns, settled = 0, False
    while not settled and turns < MOST_TURNS:
        turns += 1
        first, likely = work.step(state)
        second, _ = work.step(first)
        move = first - state
        bend = (second - first) - move
        size = float(np.sqrt((move**2).sum() / max((bend**2).sum(), LEAST)))
        far = work.sound(state + 2 * size * move + size**2 * bend) if size > 1 else second
        after, likely_far = work.step(far)
        if likely_far < likely:
            after, _ = work.step(second)
        settled = bool(np.abs(after - state).max() < ENOUGH)
        state = after
    return work.told(state, turns, settled=settled)


class _Work:
    """Parameters are one vector: log slopes, intercepts (n, m), then mean and log deviation of groups but the first."""

    def __init__(
        self, responses: Responses, prior: Prior, guess: Floats | None, before: Floats | None
    ) -> None:
        self.data, self.prior, self.before = responses, prior, before
        self.guess = np.zeros(len(responses.categories)) if guess is None else guess
        if ((self.guess > 0) & (responses.categories > 2)).any():  # noqa: PLR2004 - right or wrong
            raise ValueError("a guess is for items of two categories")
        self.n, self.m = len(responses.categories), int(responses.categories.max()) - 1
        self.has = np.arange(self.m) < (responses.categories - 1)[:, None]
        self.column = (np.arange(self.m + 1) < responses.categories[:, None]).ravel()

    def start(self) -> Floats:
        """Slopes of 1; intercepts from how often each category is reached."""
        given = self.data.weight @ self.data.given
        counts = np.zeros((self.n, self.m + 1))
        counts.ravel()[self.column] = given
        reached = (np.cumsum(counts[:, ::-1], axis=1)[:, ::-1] / counts.sum(axis=1, keepdims=True))[:, 1:]
        reached = np.clip(reached, 1e-3, 1 - 1e-3)
        intercepts = np.where(self.has, 1.2 * np.log(reached / (1 - reached)), 0.0)
        groups = np.zeros(2 * (self.data.groups - 1))
        return self.sound(np.concatenate([np.zeros(self.n), intercepts.ravel(), groups]))

    def split(self, state: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        slopes, rest = state[: self.n], state[self.n :]
        intercepts = rest[: self.n * self.m].reshape(self.n, self.m)
        mean, log_deviation = rest[self.n * self.m :].reshape(2, -1)
        return slopes, intercepts, np.append(0.0, mean), np.append(1.0, np.exp(log_deviation))

    def sound(self, state: Floats) -> Floats:
        """The nearest parameters that make a model: slopes within bounds, intercepts that decrease."""
        state = state.copy()
        state[: self.n] = np.clip(state[: self.n], FLATTEST, STEEPEST)
        intercepts = state[self.n : self.n * (1 + self.m)].reshape(self.n, self.m)
        for k in range(1, self.m):
            intercepts[:, k] = np.where(
                self.has[:, k], np.minimum(intercepts[:, k], intercepts[:, k - 1] - 0.02), 0.0
            )
        return state

    def step(self, state: Floats) -> tuple[Floats, float]:
        """One expectation and one maximisation, and the likelihood before them (with what the prior adds)."""
        slopes, intercepts, mean, deviation = self.split(state)
        posterior, likely = self.expect(slopes, intercepts, mean, deviation)
        weighted = posterior * self.data.weight[:, None]
        counts = np.zeros((self.n * (self.m + 1), len(GRID)))
        counts[self.column] = self.data.given.T @ weighted
        moved = self.maximise(slopes, intercepts, counts.reshape(self.n, self.m + 1, -1))
        return self.sound(np.concatenate([*moved, *self.abilities(weighted)])), likely + self.belief(
            slopes, intercepts
        )

    def expect(
        self, slopes: Floats, intercepts: Floats, mean: Floats, deviation: Floats
    ) -> tuple[Floats, float]:
        chance, _ = curves(slopes, intercepts, self.has, self.guess)
        log = np.log(np.maximum(chance, LEAST)).reshape(-1, len(GRID))[self.column]
        away = (GRID - mean[:, None]) / deviation[:, None]
        before = -0.5 * away**2 if self.before is None else self.before
        before = before - logsumexp(before, axis=1, keepdims=True)
        joint = self.data.given @ log + (before[self.data.group] if self.before is None else before)
        top = joint.max(axis=1, keepdims=True)
        posterior = np.exp(joint - top)
        mass = posterior.sum(axis=1, keepdims=True)
        posterior /= mass
        return posterior, float(self.data.weight @ (np.log(mass) + top).ravel())

    def maximise(self, slopes: Floats, intercepts: Floats, counts: Floats) -> tuple[Floats, Floats]:
        """One step of scoring for every item at once; the prior is a normal law of (log slope, −d / slope)."""
        chance, change = curves(slopes, intercepts, self.has, self.guess)
        safe = np.maximum(chance, SEEN)
        score = np.einsum("jkq,jkqt->jt", counts / safe, change)
        total = counts.sum(axis=1)
        weight = np.where(chance > SEEN, total[:, None, :] / safe, 0.0)
        scaled = change * np.sqrt(weight)[..., None]
        flat = scaled.reshape(self.n, -1, self.m + 1)
        information = flat.transpose(0, 2, 1) @ flat
        self._believe(slopes, intercepts, score, information)
        absent = np.concatenate([np.zeros((self.n, 1), dtype=np.bool_), ~self.has], axis=1)
        information[:, np.arange(self.m + 1), np.arange(self.m + 1)] += np.where(absent, 1.0, 1e-9)
        move = np.linalg.solve(information, score[..., None])[..., 0]
        move *= np.minimum(1.0, FURTHEST / np.maximum(np.abs(move).max(axis=1, keepdims=True), LEAST))
        return slopes + move[:, 0], (intercepts + move[:, 1:]).ravel()

    def belief(self, slopes: Floats, intercepts: Floats) -> float:
        """Logarithm of the prior, up to a constant."""
        prior = self.prior
        away = (slopes - prior.log_slope) / prior.log_slope_deviation
        wide = np.broadcast_to(prior.threshold_deviation, self.n)[:, None]
        off = np.where(self.has, (-intercepts * np.exp(-slopes)[:, None] - self._center()) / wide, 0.0)
        return -0.5 * float((away**2).sum() + (off**2).sum())

    def _believe(self, slopes: Floats, intercepts: Floats, score: Floats, information: Floats) -> None:
        prior = self.prior
        score[:, 0] -= (slopes - prior.log_slope) / prior.log_slope_deviation**2
        information[:, 0, 0] += 1.0 / prior.log_slope_deviation**2
        threshold = -intercepts * np.exp(-slopes)[:, None]
        wide = np.broadcast_to(prior.threshold_deviation, self.n)[:, None] ** 2
        pull = np.where(self.has, (threshold - self._center()) / wide, 0.0)
        by_intercept = -np.exp(-slopes)[:, None] * np.ones_like(threshold)
        score[:, 0] += (pull * threshold).sum(axis=1)  # threshold changes by −threshold with the log slope
        score[:, 1:] -= pull * by_intercept
        turned = np.where(self.has, 1.0 / wide, 0.0)
        information[:, 0, 0] += (turned * threshold**2).sum(axis=1)
        cross = -turned * threshold * by_intercept
        information[:, 0, 1:] += cross
        information[:, 1:, 0] += cross
        diagonal = np.arange(1, self.m + 1)
        information[:, diagonal, diagonal] += turned * by_intercept**2

    def _center(self) -> Floats:
        """Where thresholds are believed to be, shape (n, m)."""
        told = np.asarray(self.prior.threshold, dtype=np.float64)
        return np.broadcast_to(told[:, None] if told.ndim == 1 else told, (self.n, self.m))

    def abilities(self, weighted: Floats) -> tuple[Floats, Floats]:
        """Mean and log deviation of the groups but the first."""
        others = range(1, self.data.groups)
        sums = np.array([weighted[self.data.group == group].sum(axis=0) for group in others]).reshape(
            -1, len(GRID)
        )
        sums /= sums.sum(axis=1, keepdims=True)
        mean = sums @ GRID
        return mean, 0.5 * np.log(sums @ GRID**2 - mean**2)

    def told(self, state: Floats, turns: int, *, settled: bool) -> Calibration:
        slopes, intercepts, mean, deviation = self.split(state)
        posterior, likely = self.expect(slopes, intercepts, mean, deviation)
        thresholds = np.where(self.has, -intercepts * np.exp(-slopes)[:, None], np.inf)
        bank = ItemBank.of(slope=np.exp(slopes), thresholds=thresholds, guess=self.guess)
        return Calibration(bank, slopes, intercepts, mean, deviation, likely, turns, settled, posterior)


def curves(
    slopes: Floats, intercepts: Floats, has: NDArray[np.bool_], guess: Floats
) -> tuple[Floats, Floats]:
    """Chances of each category on GRID, shape (n, k, g), and their change with (s, d_1 … d_m), shape (n, k, g, 1 + m)."""
    n, m = intercepts.shape
    linear = np.exp(slopes)[:, None, None] * GRID
    above = np.where(has[:, :, None], expit(linear + intercepts[:, :, None]), 0.0)
    knowing = 1.0 - guess[:, None, None]
    rising = knowing * above * (1.0 - above)
    above = np.where(has[:, :, None], guess[:, None, None] + knowing * above, 0.0)
    edge = np.ones((n, 1, len(GRID)))
    cumulated = np.concatenate([edge, above, 0.0 * edge], axis=1)
    chance = cumulated[:, :-1] - cumulated[:, 1:]
    change = np.zeros((n, m + 1, len(GRID), m + 1))
    for k in range(m):
        change[:, k + 1, :, 0] += rising[:, k] * linear[:, 0]
        change[:, k, :, 0] -= rising[:, k] * linear[:, 0]
        change[:, k + 1, :, k + 1] += rising[:, k]
        change[:, k, :, k + 1] -= rising[:, k]
    return chance, change
