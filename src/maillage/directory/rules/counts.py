"""From the tables of statistics offices to how many a country has in each sector."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.directory.enums import CountedUnit, Country, Fineness, Scheme
from maillage.directory.rules.lines import Line, LineIsRefused, Remark, noted, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    Read = Callable[[Sequence[Line]], "Table"]

YEARS_ACROSS = "geo\\TIME_PERIOD"  # how the first column of a TSV of Eurostat ends
LEAST_OF_THE_WHOLE = 0.9  # classes that make less of the total that the file states: it was cut
FEWEST = {Fineness.DIVISION: 40, Fineness.SECTOR: 10}  # fewer classes than that: it was cut, or is an extract

_BRACKETED = re.compile(r"\[([^\]]+)\]\s*$")
_CANADIAN_SECTOR = re.compile(r"\d{2}|\d{2}-\d{2}")
_CANADIAN_SUBSECTOR = re.compile(r"\d{3}")
_EUROPEAN_DIVISION = re.compile(r"(?:[A-U]|A88[-_.])?(\d{2})")  # « C10 » at Eurostat
_SECTION = re.compile(r"(?:A21[-_.])?([A-U])")
_NUMBER = re.compile(r"(\d{1,9})(?:[.,]0+)?")
_NOT_PUBLISHED = frozenset({"", ":", ".", "..", "...", "x", "X", "c", "F", "s"})
_WHOLE, _UNCLASSIFIED = "1", "2"  # as Statistics Canada codes them
_ALL = frozenset(
    {"TOTAL", "_T", "T", "TOT", "NR", "A"}
)  # any size, any age, any legal form; a number; a year


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many are in one class, by a line of the file."""

    code: str
    fineness: Fineness
    number: int
    line: Line


@dataclass(kw_only=True)
class Table:
    """What a file counts, all finenesses together, and what it states of the whole."""

    unit: CountedUnit
    period: str = ""
    counted: list[Counted] = field(default_factory=list)
    whole: int | None = None
    unclassified: int = 0
    remarks: list[Remark] = field(default_factory=list)

    @property
    def finest(self) -> list[Counted]:
        """The counts of the finest kind that the file has."""
        divisions = [row for row in self.counted if row.fineness == Fineness.DIVISION]
        return divisions or self.counted

    @property
    def what_is_wrong(self) -> str:
        """Why this cannot be the whole table, for a person; empty when it can."""
        rows = self.finest
        if not rows:
            return _(
                "aucune ligne ne compte un pays entier par division, par sous-secteur ou par grand secteur"
            )
        told = sum(row.number for row in rows) + self.unclassified
        if self.whole is not None and told > self.whole:
            return _("les secteurs font plus que le total qu’il annonce")
        if self.whole is not None and told < LEAST_OF_THE_WHOLE * self.whole:
            share = 100 * told // self.whole
            return _("les secteurs ne font que %(share)s %% du total qu’il annonce") % {"share": share}
        if len(rows) < FEWEST[rows[0].fineness]:
            return _("%(number)s secteurs seulement") % {"number": len(rows)}
        return ""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A table that we know, and how it is read."""

    country: Country
    office: str
    licence: str
    schemes: Sequence[Scheme]
    columns: Collection[str]  # those that tell it from the others
    read: Read

    def fits(self, columns: Collection[str]) -> bool:
        return all(any(_is_called(column, ours) for column in columns) for ours in self.columns)


def _is_called(column: str, name: str) -> bool:
    return column.endswith(name) if name == YEARS_ACROSS else column == name


def layout_of(columns: Collection[str]) -> Layout | None:
    """The table that has these columns."""
    return next((layout for layout in LAYOUTS if layout.fits(columns)), None)


def number_in(line: Line, column: str) -> int | None:
    """The count in this column; nothing where the office does not publish it. Raises LineIsRefused."""
    said = line.get(column).replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if said in _NOT_PUBLISHED:
        return None
    found = _NUMBER.fullmatch(said)
    if not found:
        raise LineIsRefused(
            _("« %(said)s » ne peut pas être un nombre d’établissements") % {"said": line.get(column)[:40]}
        )
    return int(found[1])


def _count(table: Table, line: Line, column: str, code: str, fineness: Fineness) -> None:
    """One class more in the table, or what is to be said of its line."""
    try:
        number = number_in(line, column)
    except LineIsRefused as fault:
        table.remarks.append(refused(line, code, str(fault)))
        return
    if number is None:
        table.remarks.append(noted(line, code, _("nombre non publié : ce secteur n’est pas compté")))
        return
    before = next((row for row in table.counted if row.code == code), None)
    if before:
        reason = _("déjà compté à la ligne %(number)s") % {"number": before.line.number}
        table.remarks.append(refused(line, code, reason))
        return
    table.counted.append(Counted(code=code, fineness=fineness, number=number, line=line))


CANADIAN_COLUMNS = (
    (
        "REF_DATE",
        "GEO",
        "Employment size",
        "North American Industry Classification System (NAICS)",
        "VALUE",
    ),
    (
        "PÉRIODE DE RÉFÉRENCE",
        "GÉO",
        "Tranches d'effectif",
        "Système de classification des industries de l'Amérique du Nord (SCIAN)",
        "VALEUR",
    ),
)


def _canadian(period: str, place: str, size: str, heading: str, value: str) -> Read:
    """How to read a table of business counts with employees, in one of its two languages."""

    def read(lines: Sequence[Line]) -> Table:
        table = Table(unit=CountedUnit.EMPLOYER_LOCATIONS)
        for line in lines:
            if line.get(place) != "Canada" or not line.get(size).startswith("Total"):
                continue
            table.period = line.get(period)
            found = _BRACKETED.search(line.get(heading))
            code = found[1] if found else ""
            if code in {_WHOLE, _UNCLASSIFIED}:
                _tell_the_whole(table, line, value, code)
            elif _CANADIAN_SUBSECTOR.fullmatch(code):
                _count(table, line, value, code, Fineness.DIVISION)
            elif _CANADIAN_SECTOR.fullmatch(code):
                _count(table, line, value, code, Fineness.SECTOR)
        return table

    return read


def _tell_the_whole(table: Table, line: Line, column: str, code: str) -> None:
    try:
        number = number_in(line, column) or 0
    except LineIsRefused as fault:
        table.remarks.append(refused(line, code, str(fault)))
        return
    if code == _WHOLE:
        table.whole = number
    else:
        table.unclassified = number


def _insee(lines: Sequence[Line]) -> Table:
    """Stocks of SIDE, as Insee distributes them: all France, the last year, establishments before legal units."""
    ours = [
        line for line in lines if line.get("GEO_OBJECT") == "FRANCE" and line.get("GEO") in {"F", "FRANCE-F"}
    ]
    told = {line.get("SIDE_MEASURE") for line in ours}
    measure = "UNIT_LOC" if "UNIT_LOC" in told else "LEGAL_UNIT"
    unit = CountedUnit.ESTABLISHMENTS if measure == "UNIT_LOC" else CountedUnit.LEGAL_UNITS
    ours = _of_the_last_period([line for line in ours if line.get("SIDE_MEASURE") == measure])
    table = _european(ours, "ACTIVITY", unit)
    for line in ours:
        if line.get("ACTIVITY") == "_T":
            _tell_the_whole(table, line, "OBS_VALUE", _WHOLE)
    return table


def _european(lines: Sequence[Line], activity: str, unit: CountedUnit) -> Table:
    """The divisions and the sections that these lines count."""
    table = Table(unit=unit, period=lines[0].get("TIME_PERIOD") if lines else "")
    for line in lines:
        said = line.get(activity)
        division, section = _EUROPEAN_DIVISION.fullmatch(said), _SECTION.fullmatch(said)
        if division:
            _count(table, line, "OBS_VALUE", division[1], Fineness.DIVISION)
        elif section:
            _count(table, line, "OBS_VALUE", section[1], Fineness.SECTOR)
    return table


EUROSTAT_INDICATORS = ("ENT_NR", "V11910", "V11110")  # enterprises, in the tables since 2021 and before
_TOLD_APART = frozenset({"DATAFLOW", "LAST UPDATE", "nace_r2", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"})  # fmt: skip


def _eurostat(lines: Sequence[Line]) -> Table:
    """Business statistics by activity: enterprises of France, of any size, the last year."""
    kept = [line for line in lines if line.get("geo") == "FR" and _counts_enterprises(line.cells)]
    first = next(
        (name for name in EUROSTAT_INDICATORS if any(name in line.cells.values() for line in kept)), ""
    )
    ours = _of_the_last_period([line for line in kept if first in line.cells.values()])
    return _european(ours, "nace_r2", CountedUnit.ENTERPRISES)


def _counts_enterprises(cells: Mapping[str, str]) -> bool:
    """Whether every other dimension of the line says « all », and one that it counts enterprises."""
    others = {value.strip() for column, value in cells.items() if column not in _TOLD_APART}
    return bool(others & set(EUROSTAT_INDICATORS)) and others <= _ALL | set(EUROSTAT_INDICATORS)


def _eurostat_tsv(lines: Sequence[Line]) -> Table:
    """The same, a column a year."""
    return _eurostat([record for line in lines for record in _by_year(line)])


def _by_year(line: Line) -> Iterator[Line]:
    key = next(column for column in line.cells if column.endswith(YEARS_ACROSS))
    names = key.replace(YEARS_ACROSS, "geo").split(",")
    told = dict(zip(names, line.get(key).split(","), strict=False))
    for column, value in line.cells.items():
        if column != key:
            number = (value.split() or [""])[0]  # « 1234 p »: the flag follows
            cells = told | {"TIME_PERIOD": column.strip(), "OBS_VALUE": number}
            yield Line(file=line.file, number=line.number, cells=cells)


def _of_the_last_period(lines: Sequence[Line]) -> list[Line]:
    """Those of the last period for which something is published."""
    last = max(
        (line.get("TIME_PERIOD") for line in lines if line.get("OBS_VALUE") not in _NOT_PUBLISHED),
        default=None,
    )
    return [line for line in lines if line.get("TIME_PERIOD") == last]


def _canadian_layout(columns: tuple[str, str, str, str, str]) -> Layout:
    return Layout(
        country=Country.CANADA,
        office="Statistique Canada, Nombre d’entreprises canadiennes, avec employés",
        licence="Licence ouverte de Statistique Canada",
        schemes=(Scheme.SCIAN_2017, Scheme.NAICS_2022),  # a subsector made in 2022 is found in the second
        columns=columns,
        read=_canadian(*columns),
    )


def _french_layout(office: str, licence: str, columns: Collection[str], read: Read) -> Layout:
    return Layout(
        country=Country.FRANCE, office=office, licence=licence, schemes=(Scheme.NACE_2,), columns=columns, read=read
    )  # fmt: skip


_REUSE = "Réutilisation permise, source citée (décision 2011/833/UE)"
LAYOUTS = (
    *(_canadian_layout(columns) for columns in CANADIAN_COLUMNS),
    _french_layout(
        "Insee, stocks de SIDE",
        "Licence ouverte 2.0",
        ("GEO", "GEO_OBJECT", "ACTIVITY", "SIDE_MEASURE", "TIME_PERIOD", "OBS_VALUE"),
        _insee,
    ),
    _french_layout("Eurostat", _REUSE, ("nace_r2", "geo", "TIME_PERIOD", "OBS_VALUE"), _eurostat),
    _french_layout("Eurostat", _REUSE, (YEARS_ACROSS,), _eurostat_tsv),
)
