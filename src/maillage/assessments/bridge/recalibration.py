"""A bank placed again, on what people answered. Dimension by dimension: what is known of a person otherwise comes from her other answers.

Without it, a question that able people alone were given would be taken for an easy one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines import adaptive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.assessments.bridge.live import LiveBank

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Indices = np.ndarray[tuple[int, ...], np.dtype[np.intp]]

SLOPE_DOUBT = 0.5  # of an author, about the logarithm of the slope
THRESHOLD_DOUBT = 1.0  # about a threshold, in logits
SMALLEST_GROUP = 30  # people, before a group is compared
ENOUGH_TO_CORRELATE = 2_000  # people, of a question or two a dimension; with fewer, what is prudent is near 0


class Judged(NamedTuple):
    """What an author says of an item."""

    slope: float
    thresholds: list[float]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One item on the scale in use, from `answers` of people. Errors are standard ones, in logits; fit: the chance of so bad a one.

    drift: how far its thresholds went on average from where the scale in use has them, in standard errors.
    """

    item: int
    answers: int
    slope: float
    slope_error: float
    thresholds: list[float]
    threshold_errors: list[float]
    fit: float | None
    drift: float


@dataclass(frozen=True, kw_only=True)
class Recalibration:
    """`together`: items that depend on each other; `favouring`: by grouping, items that favour a group of people.

    link: slope and shift that brought the answers onto the scale in use. correlation: the prudent one, None when people are too few.
    """

    placed: list[Placed]
    log_likelihood: float
    settled: bool
    link: tuple[float, float]
    ill: list[int]
    together: list[tuple[int, int]]
    favouring: dict[str, list[int]]
    correlation: list[list[float]] | None


class _Part(NamedTuple):
    """One dimension: the items placed, by their rank in the bank, and what was found of them."""

    items: Indices
    people: Indices
    found: adaptive.Calibration
    errors: adaptive.Errors
    responses: adaptive.Responses
    fit: adaptive.Fit


def recalibrated(
    bank: LiveBank,
    answers: Sequence[Sequence[tuple[int, int]]],
    *,
    judged: Mapping[int, Judged],
    groups: Mapping[str, Sequence[str]],
    enough: int,
) -> Recalibration:
    """`answers`: of each person, (item, category). `groups`: by grouping, the group of each person, empty when unknown.

    An item with fewer than `enough` answers, or with a category that nobody gave, is left where it is. Raises ValueError when none has them.
    """
    given = _given(bank, answers)
    known = adaptive.Posterior.before(bank.tables, bank.population, len(given))
    for item, dimension in enumerate(bank.tables.bank.dimension):
        known.log_likelihood[:, dimension] += bank.tables.log_chance[item, given[:, item]]
    known.settle(np.arange(len(given)))
    ready = _ready(bank, given, enough)
    parts = [
        _placed(bank, known, given, np.flatnonzero(ready & (bank.tables.bank.dimension == dimension)), judged)
        for dimension in sorted(set(bank.tables.bank.dimension[ready].tolist()))
    ]
    if not parts:
        raise ValueError(f"no item has {enough} answers")
    items = np.concatenate([part.items for part in parts])
    link = _link(bank, items, parts)
    return Recalibration(
        placed=[one for part in parts for one in _told(bank, part, given, link)],
        log_likelihood=sum(part.found.log_likelihood for part in parts),
        settled=all(part.found.settled for part in parts),
        link=(link.slope, link.shift),
        ill=[bank.items[part.items[rank]] for part in parts for rank in part.fit.ill],
        together=[
            (bank.items[part.items[one]], bank.items[part.items[other]])
            for part in parts
            for one, other in part.fit.together
        ],
        favouring={name: _favouring(bank, parts, told) for name, told in groups.items()},
        correlation=_correlation(bank, given),
    )


def _given(bank: LiveBank, answers: Sequence[Sequence[tuple[int, int]]]) -> Indices:
    """Shape (people, items), −1 where there is no answer. Answers to items that the bank has not are left out."""
    given = np.full((len(answers), len(bank.items)), -1, dtype=np.intp)
    for person, hers in enumerate(answers):
        for item, category in hers:
            if item in bank.places:
                given[person, bank.places[item]] = category
    return given


def _ready(bank: LiveBank, given: Indices, enough: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    categories = bank.tables.bank.categories
    return np.array(
        [
            (told := given[:, item][given[:, item] >= 0]).size >= enough
            and len(np.unique(told)) == categories[item]
            for item in range(len(bank.items))
        ]
    )


def _placed(
    bank: LiveBank, known: adaptive.Posterior, given: Indices, items: Indices, judged: Mapping[int, Judged]
) -> _Part:
    people = np.flatnonzero((given[:, items] >= 0).any(axis=1))
    dimension = np.full(len(people), bank.tables.bank.dimension[items[0]])
    precision, mean = known.without(people, dimension)
    responses = adaptive.Responses(
        answers=given[np.ix_(people, items)],
        weight=np.ones(len(people)),
        group=np.zeros(len(people), dtype=np.intp),
    )
    found = adaptive.calibrated(
        responses,
        prior=_belief([judged[bank.items[item]] for item in items]),
        guess=bank.tables.bank.guess[items],
        before=-0.5 * precision[:, None] * (adaptive.GRID - mean[:, None]) ** 2,
    )
    errors, fit = adaptive.standard_errors(responses, found), adaptive.examined(responses, found)
    return _Part(items, people, found, errors, responses, fit)


def _belief(judged: Sequence[Judged]) -> adaptive.Prior:
    most = max(len(one.thresholds) for one in judged)
    return adaptive.Prior(
        log_slope=np.log([one.slope for one in judged]),
        log_slope_deviation=SLOPE_DOUBT,
        threshold=np.array([one.thresholds + [0.0] * (most - len(one.thresholds)) for one in judged]),
        threshold_deviation=THRESHOLD_DOUBT,
    )


def _link(bank: LiveBank, items: Indices, parts: Sequence[_Part]) -> adaptive.Link:
    """By all the items that are placed: as hard as before, on the whole. One item alone links nothing."""
    if len(items) == 1:
        return adaptive.Link(1.0, 0.0)
    old = adaptive.ItemBank.of(
        slope=bank.tables.bank.slope[items],
        thresholds=[row[np.isfinite(row)] for row in bank.tables.bank.thresholds[items]],
        guess=bank.tables.bank.guess[items],
    )
    new = adaptive.ItemBank.of(
        slope=np.concatenate([part.found.bank.slope for part in parts]),
        thresholds=[row[np.isfinite(row)] for part in parts for row in part.found.bank.thresholds],
        guess=old.guess,
    )
    return adaptive.linked(old, new)


def _told(bank: LiveBank, part: _Part, given: Indices, link: adaptive.Link) -> list[Placed]:
    new = link.bank(part.found.bank)
    told = []
    for rank, item in enumerate(part.items.tolist()):
        several = int(part.responses.categories[rank]) - 1
        thresholds = new.thresholds[rank, :several]
        errors = part.errors.threshold[rank, :several] * link.slope
        away = float((thresholds - bank.tables.bank.thresholds[item, :several]).mean())
        chance = float(part.fit.chance[rank])
        told.append(
            Placed(
                item=bank.items[item],
                answers=int((given[:, item] >= 0).sum()),
                slope=float(new.slope[rank]),
                slope_error=float(part.errors.slope[rank] / link.slope),
                thresholds=thresholds.tolist(),
                threshold_errors=errors.tolist(),
                fit=None if np.isnan(chance) else chance,
                drift=away / float(errors.mean()),
            )
        )
    return told


def _favouring(bank: LiveBank, parts: Sequence[_Part], told: Sequence[str]) -> list[int]:
    """Items that favour one of the two largest groups, people of like ability being compared."""
    names = sorted({name for name in told if name}, key=lambda name: (-list(told).count(name), name))[:2]
    if len(names) < 2:  # noqa: PLR2004 - nobody to compare with
        return []
    group = np.array([names.index(name) if name in names else -1 for name in told])
    found = []
    for part in parts:
        own = group[part.people]
        if min((own == 0).sum(), (own == 1).sum()) < SMALLEST_GROUP:
            continue
        some = np.flatnonzero(own >= 0)
        answers = part.responses.answers[some]
        if any(
            len(np.unique(row[row >= 0])) < most
            for row, most in zip(answers.T, part.responses.categories, strict=True)
        ):
            continue  # a category that only people of unknown group gave
        responses = adaptive.Responses(answers=answers, weight=np.ones(len(some)), group=own[some])
        shown = adaptive.examined(responses, replace(part.found, posterior=part.found.posterior[some]))
        found += [bank.items[part.items[rank]] for rank in shown.favouring]
    return found


def _correlation(bank: LiveBank, given: Indices) -> list[list[float]] | None:
    if len(bank.dimensions) == 1 or len(given) < ENOUGH_TO_CORRELATE:
        return None
    prudent: list[list[float]] = adaptive.correlations(bank.tables, given).prudent.tolist()
    return prudent
