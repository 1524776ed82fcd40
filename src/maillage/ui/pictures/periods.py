"""Columns over time: what nobody measured is drawn as such, never as nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.ui.pictures.drawing import Drawing, Mark, Words, box, hatching, short, width_of
from maillage.ui.pictures.targets import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maillage.ui.formats import Number

MOST_SERIES = 2
TEXT = 14


@dataclass(frozen=True, slots=True)
class Period:
    label: str
    group: str = ""  # the year, written once for all its periods


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: Sequence[Number | None]


@dataclass(frozen=True, slots=True)
class Columns:
    """What `ui/parts/columns.html` draws, and the table that says the same."""

    drawings: list[Drawing]
    names: list[str]
    has_missing: bool
    table: dict[str, Any]


def columns(
    *, periods: Sequence[Period], series: Sequence[Series], write: Callable[[Number], str] = said
) -> Columns:
    """One or two series over the same periods. Raises ValueError when they are not of one length, or more than two."""
    if not periods or not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"one or two series over one period at least, not {len(series)} over {len(periods)}")
    if any(len(each.values) != len(periods) for each in series):
        raise ValueError("every series has one value for each period, None when there is none")
    known = [float(value) for each in series for value in each.values if value is not None]
    scale = _Scale(min([0.0, *known]), max([0.0, *known]))
    return Columns(
        drawings=[_upright(periods, series, write, scale), _lying(periods, series, write, scale)],
        names=[each.name for each in series],
        has_missing=len(known) < len(series) * len(periods),
        table=_table(periods, series, write),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def at(self, value: Number) -> float:
        """From 0, the lowest, to 1."""
        return (float(value) - self.low) / ((self.high - self.low) or 1)


def _upright(
    periods: Sequence[Period], series: Sequence[Series], write: Callable[[Number], str], scale: _Scale
) -> Drawing:
    width, top, tall = 640.0, 24.0, 150.0
    room = width / len(periods)
    bar = min(46.0, room * 0.66 / len(series))
    drawing = Drawing(width, top + tall + 50, kind="wide")
    zero = top + tall * (1 - scale.at(0))
    is_roomy = all(
        width_of(write(value), TEXT) <= room / len(series)
        for each in series
        for value in each.values
        if value is not None
    )
    for place, period in enumerate(periods):
        middle = room * (place + 0.5)
        for rank, each in enumerate(series):
            value, x = each.values[place], middle + bar * (rank - len(series) / 2)
            if value is None:
                drawing.marks.extend(_nothing_known(x + 2, zero - 40, bar - 4, 40))
                continue
            y = top + tall * (1 - scale.at(value))
            drawing.marks.append(_bar(rank, x + 1, min(y, zero), bar - 2, abs(zero - y)))
            if is_roomy or value == max(each.values, key=lambda known: -1e99 if known is None else known):
                at = min(y, zero) - 6 if value >= 0 else y + TEXT + 2
                drawing.words.append(Words("middle", round(x + bar / 2, 1), round(at, 1), write(value)))
        foot = top + tall
        if width_of(period.label, TEXT) <= room:
            drawing.words.append(Words("middle", round(middle, 1), foot + 19, period.label))
        if period.group and (place == 0 or periods[place - 1].group != period.group):
            drawing.words.append(Words("head start", round(room * place + 4, 1), foot + 40, period.group))
    drawing.marks.append(Mark("axis", f"M0 {short(zero)}h{short(width)}"))
    return drawing


def _lying(
    periods: Sequence[Period], series: Sequence[Series], write: Callable[[Number], str], scale: _Scale
) -> Drawing:
    """For a phone: a line for each period, its words at the ends."""
    names = [f"{period.label} {period.group}".strip() for period in periods]
    left = min(130.0, max(width_of(name, TEXT) for name in names) + 10)
    told = max(
        width_of(write(value), TEXT) for each in series for value in (*each.values, 0) if value is not None
    )
    width, step, thick = 358.0, 12.0 + 18 * len(series), 14.0
    long = width - left - told - 10
    drawing = Drawing(width, step * len(periods) + 4, kind="tall")
    zero = left + long * scale.at(0)
    for place, name in enumerate(names):
        y = step * place + 6
        drawing.words.append(Words("start", 0, round(y + 12 + 9 * (len(series) - 1), 1), name))
        for rank, each in enumerate(series):
            value, line = each.values[place], y + 18 * rank
            if value is None:
                drawing.marks.extend(_nothing_known(zero, line, 60, thick))
                continue
            x = left + long * scale.at(value)
            drawing.marks.append(_bar(rank, min(x, zero), line, abs(x - zero), thick))
            drawing.words.append(Words("start", round(max(x, zero) + 6, 1), line + 12, write(value)))
    drawing.marks.append(Mark("axis", f"M{short(zero)} 0V{short(drawing.height)}"))
    return drawing


def _bar(rank: int, x: float, y: float, width: float, height: float) -> Mark:
    """The second series is an outline: it is told from the first without its colour."""
    inset = rank
    return Mark(
        f"column s{rank}", box(x + inset, y + inset, max(0, width - 2 * inset), max(0, height - inset))
    )


def _nothing_known(x: float, y: float, width: float, height: float) -> list[Mark]:
    return [
        Mark("hatching", hatching(x, y, width, height)),
        Mark("unknown", box(x, y, width, height)),
    ]


def _table(
    periods: Sequence[Period], series: Sequence[Series], write: Callable[[Number], str]
) -> dict[str, Any]:
    unknown = _("pas de donnée")

    def cell(name: str, value: Number | None) -> dict[str, Any]:
        label = _("%(name)s :") % {"name": name}
        return {"text": unknown if value is None else write(value), "number": True, "label": label}

    return {
        "columns": [{"label": _("Période")}, *({"label": each.name, "number": True} for each in series)],
        "rows": [
            [
                {"text": f"{period.label} {period.group}".strip()},
                *(cell(each.name, each.values[place]) for each in series),
            ]
            for place, period in enumerate(periods)
        ],
    }
