"""Items calibrated on answers from a file, and how dimensions go together."""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

import numpy as np

from maillage.assessments.bridge.trial import item_bank
from maillage.engines import adaptive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maillage.assessments.rules.tables import AnswerTable, BankRow

USUAL = adaptive.Prior(log_slope=0.1, log_slope_deviation=0.5, threshold_deviation=2.0)


@dataclass(frozen=True, kw_only=True)
class CalibratedItem:
    """`a`, `b` and their standard errors, in logits; `fit`: the chance of so bad a fit, None when not examined."""

    item: str
    a: float
    b: list[float]
    a_error: float
    b_error: list[float]
    fit: float | None


@dataclass(frozen=True, kw_only=True)
class CalibrationReport:
    """`together`: pairs that depend on each other; `favouring`: items that favour a group. None when not examined.

    `link`: what brought the items onto an older scale (slope and shift), None when nothing did.
    """

    items: list[CalibratedItem]
    log_likelihood: float
    people: float
    turns: int
    settled: bool
    cpu_seconds: float
    groups: dict[str, tuple[float, float]]
    ill: list[str] | None
    together: list[tuple[str, str]] | None
    favouring: list[str] | None
    link: tuple[float, float] | None


def calibrated(
    table: AnswerTable, *, with_prior: bool, with_fit: bool, onto: Sequence[BankRow] | None
) -> CalibrationReport:
    """`onto`: items already calibrated, whose scale is kept. Raises ValueError for what the engine refuses."""
    names = list(dict.fromkeys(table.groups))
    group = [names.index(name) for name in table.groups]
    answers = _numbers(table)
    started = process_time()
    responses = adaptive.Responses.of(answers, weight=table.weights, group=group)
    found = adaptive.calibrated(responses, prior=USUAL if with_prior else None)
    spent = process_time() - started
    errors = adaptive.standard_errors(responses, found)
    fit = adaptive.examined(responses, found) if with_fit else None
    link = None if onto is None else _link(table.items, found.bank, onto)
    bank, scale = (found.bank, 1.0) if link is None else (link.bank(found.bank), link.slope)
    items = [
        CalibratedItem(
            item=name,
            a=float(bank.slope[n]),
            b=bank.thresholds[n, : several - 1].tolist(),
            a_error=float(errors.slope[n] / scale),
            b_error=(errors.threshold[n, : several - 1] * scale).tolist(),
            fit=None if fit is None or np.isnan(fit.chance[n]) else float(fit.chance[n]),
        )
        for n, (name, several) in enumerate(zip(table.items, responses.categories.tolist(), strict=True))
    ]
    return CalibrationReport(
        items=items,
        log_likelihood=found.log_likelihood,
        people=float(responses.weight.sum()),
        turns=found.turns,
        settled=found.settled,
        cpu_seconds=spent,
        groups={
            name: (float(found.group_mean[n]), float(found.group_deviation[n]))
            for n, name in enumerate(names)
        },
        ill=None if fit is None else [table.items[n] for n in fit.ill],
        together=None if fit is None else [(table.items[a], table.items[b]) for a, b in fit.together],
        favouring=None if fit is None else [table.items[n] for n in fit.favouring],
        link=None if link is None else (link.slope, link.shift),
    )


def correlated(
    table: AnswerTable, rows: Sequence[BankRow], dimensions: Sequence[str]
) -> tuple[list[list[float]], list[list[float]]]:
    """The likeliest correlations of the dimensions, and the prudent ones. `table`: of the items of these rows, in their order.

    Raises ValueError for an answer that its item has not.
    """
    bank = item_bank(rows, dimensions)
    answers = _numbers(table)
    if (answers >= bank.categories).any():
        raise ValueError("an answer above the highest category of its item")
    found = adaptive.correlations(adaptive.Tables.of(bank), answers)
    return found.likeliest.tolist(), found.prudent.tolist()


def _numbers(table: AnswerTable) -> NDArray[np.intp]:
    """Shape (people, items), −1 where there is no answer."""
    return np.array([[-1 if one is None else one for one in row] for row in table.rows], dtype=np.intp)


def _link(items: Sequence[str], new: adaptive.ItemBank, onto: Sequence[BankRow]) -> adaptive.Link:
    older = {row.item: row for row in onto}
    common = [n for n, name in enumerate(items) if name in older]
    if not common:
        raise ValueError("no item is in both")
    old = item_bank([older[items[n]] for n in common], sorted({older[items[n]].dimension for n in common}))
    several = old.thresholds.shape[1]
    if np.isfinite(new.thresholds[common, several:]).any():
        raise ValueError("an item has not as many categories on both sides")
    some = adaptive.ItemBank.of(
        slope=new.slope[common], thresholds=new.thresholds[common, :several], dimension=old.dimension
    )
    return adaptive.linked(old, some)
