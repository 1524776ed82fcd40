"""A map without a map: one square a region, placed by hand in `content/territories/tiles.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.ui.pictures.drawing import Drawing, Mark, Spot, Words, box, hatching, width_of
from maillage.ui.pictures.targets import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from maillage.ui.formats import Number

CLASSES = 4
TILE, STEP = 58.0, 60.0
VALUE = 16  # size of its letters; smaller when it would not fit
FILES = {"CA": "canada.csv", "FR": "france.csv"}


@dataclass(frozen=True, slots=True)
class Tile:
    path: str  # of the territory
    column: int
    row: int
    short_name: str
    name: str


@dataclass(frozen=True, slots=True)
class RegionMap:
    """What `ui/parts/region_map.html` draws, and the table that says the same."""

    drawing: Drawing
    legend: list[tuple[str, str]]  # shade, what it stands for
    has_unknown: bool
    elsewhere: int  # values of places that have no tile: the table has them
    table: dict[str, Any]


def region_map(
    country: str,
    values: Mapping[str, Number | None],
    *,
    write: Callable[[Number], str] = said,
    urls: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    measure: str = "",
) -> RegionMap:
    """Shades for the regions of Québec (« CA ») or France (« FR »), by the path of their territory.

    The shades hold about as many regions each. Zero has none; what is absent or None is unknown, and hatched.
    `measure` heads the values in the table.
    """
    tiles, urls, names = tiles_of(country), urls or {}, names or {}
    placed = {tile.path: names.get(tile.path, tile.name) for tile in tiles}
    elsewhere = {path: names.get(path, path) for path in values if path not in placed}
    told = {path: write(value) for path, value in values.items() if value is not None}
    known = {path: value for path, value in values.items() if value is not None and path in placed}
    shades = _shades(known)
    unknown = _("pas de donnée")
    spots = [
        _spot(tile, placed[tile.path], told.get(tile.path, unknown), shades.get(tile.path), urls)
        for tile in tiles
    ]
    return RegionMap(
        drawing=Drawing(358, STEP * (1 + max(tile.row for tile in tiles)), spots=spots),
        legend=_legend(known, shades, write),
        has_unknown=any(tile.path not in known for tile in tiles),
        elsewhere=len(elsewhere),
        table={
            "columns": [{"label": _("Région")}, {"label": measure or _("Valeur"), "number": True}],
            "rows": [
                [_named(name, urls.get(path)), {"text": told.get(path, unknown), "number": True}]
                for path, name in (placed | elsewhere).items()
            ],
        },
    )


@lru_cache(maxsize=2)
def tiles_of(country: str) -> list[Tile]:
    """Raises KeyError for a country that nobody placed."""
    folder = settings.CONTENT / "territories"
    with (folder / FILES[country]).open() as file:
        names = {f"{row['parent']}/{row['code']}": row["name"] for row in csv.DictReader(file)}
    with (folder / "tiles.csv").open() as file:
        return [
            Tile(row["path"], int(row["column"]), int(row["row"]), row["name"], names[row["path"]])
            for row in csv.DictReader(file)
            if row["path"].startswith(f"{country}/")
        ]


def _shades(known: Mapping[str, Number]) -> dict[str, int]:
    """The largest value has the darkest shade; equal values have the same."""
    ranked = sorted({value for value in known.values() if value})
    shade = {
        value: CLASSES - (len(ranked) - 1 - rank) * CLASSES // len(ranked)
        for rank, value in enumerate(ranked)
    }
    return {path: shade[value] if value else 0 for path, value in known.items()}


def _spot(tile: Tile, name: str, told: str, shade: int | None, urls: Mapping[str, str]) -> Spot:
    x, y = tile.column * STEP, tile.row * STEP
    square = box(x + 0.5, y + 0.5, TILE - 1, TILE - 1)
    marks = [Mark(f"tile t{shade}" if shade is not None else "tile unknown", square)]
    middle, on = x + TILE / 2, f" on{shade}" if shade else ""
    words = [Words(f"name middle{on}", middle, y + 20, tile.short_name)]
    if shade is None:
        marks.append(Mark("hatching", hatching(x, y + 27, TILE, TILE - 27)))
    else:
        size = "value" if width_of(told, VALUE) <= TILE - 2 else "value small"
        words.append(Words(f"{size} middle{on}", middle, y + 42, told))
    return Spot(f"{name}, {told}", marks, words, urls.get(tile.path, ""))


def _legend(
    known: Mapping[str, Number], shades: Mapping[str, int], write: Callable[[Number], str]
) -> list[tuple[str, str]]:
    legend = []
    for shade in range(CLASSES + 1):
        values = sorted(known[path] for path, each in shades.items() if each == shade)
        if values:
            ends = {"low": write(values[0]), "high": write(values[-1])}
            one = ends["low"] == ends["high"]
            legend.append((f"t{shade}", ends["low"] if one else _("de %(low)s à %(high)s") % ends))
    return legend


def _named(name: str, url: str | None) -> dict[str, str]:
    return {"text": name, "url": url} if url else {"text": name}
