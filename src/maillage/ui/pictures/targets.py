"""What was aimed at and what is reached, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maillage.ui import formats
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from maillage.ui.formats import Number

WHOLE, HALF = (
    99.0,
    50.0,
)  # percents of the line: what stands at its end is seen whole; without a target, no end is meant
CERTAINTIES = ("verified", "documented", "claimed")


def said(value: Number) -> str:
    """A number in the language of the page."""
    return formats.number(value, spoken())


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """`reached` is None when nobody measured yet; its three certainties, when one is told, add up to it."""

    label: str
    reached: Number | None
    target: Number | None = None
    by: str = ""
    baseline: Number | None = None
    url: str = ""
    verified: Number | None = None
    documented: Number | None = None
    claimed: Number | None = None
    write: Callable[[Number], str] = said


@dataclass(frozen=True, slots=True)
class Targets:
    """What `ui/parts/targets.html` draws."""

    lines: list[dict[str, Any]]
    shows: frozenset[str]  # what its legend explains


def targets(rows: Iterable[TargetRow]) -> Targets:
    """Each row has a scale of its own, from zero.

    Raises ValueError when what is verified, documented and claimed is not what is reached.
    """
    lines = [_drawn(row) for row in rows]
    kinds = {bar["kind"] for line in lines for bar in line["bars"]}
    marks = {name for line in lines for name in ("target", "baseline") if line[name] is not None}
    return Targets(lines, frozenset(kinds | marks))


def _drawn(row: TargetRow) -> dict[str, Any]:
    parts = _parts(row)
    top = max(row.target or 0, row.reached or 0, row.baseline or 0) or 1
    end = HALF if row.target is None else WHOLE

    def at(value: Number) -> float:
        return round(end * float(max(value, 0)) / float(top), 1)

    bars, start = [], 0.0
    for kind, value in parts or ([("plain", row.reached)] if row.reached else []):
        width = at(value)
        bars.append({"kind": kind, "start": start, "width": width, "end": round(start + width, 1)})
        start = round(start + width, 1)
    told = {name: None if value is None else row.write(value) for name, value in _values(row).items()}
    return {
        "label": row.label,
        "url": row.url,
        "by": row.by,
        "bars": bars,
        "mark": None if row.target is None else at(row.target),
        "start": None if row.baseline is None else at(row.baseline),
        "share": Decimal(row.reached) / Decimal(row.target)
        if row.reached is not None and row.target
        else None,
        "parts": {kind: row.write(value) for kind, value in parts},
        **told,
    }


def _values(row: TargetRow) -> dict[str, Number | None]:
    return {"reached": row.reached, "target": row.target, "baseline": row.baseline}


def _parts(row: TargetRow) -> Sequence[tuple[str, Number]]:
    """By certainty, the surest first; none when nobody told."""
    values = [(kind, getattr(row, kind)) for kind in CERTAINTIES]
    if all(value is None for _, value in values):
        return []
    if sum(value or 0 for _, value in values) != (row.reached or 0):
        raise ValueError(f"{row.label}: what is sure and what is less does not add up to {row.reached}")
    return [(kind, value) for kind, value in values if value]
