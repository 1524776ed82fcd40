"""From the lines of official files to places. One reader per file, told apart by their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from maillage.directory.enums import Country, TerritoryLevel
from maillage.directory.rules.lines import Line, LineIsRefused, Remark, code_in, name_in, noted, refused, tidy

Key = tuple[str, str]  # level, code: one place in the part of the tree that a file describes

QUEBEC = "CA/24"
FRANCE = "FR"
ROOTS = {Country.CANADA.value: QUEBEC, Country.FRANCE.value: FRANCE}

_COMMUNE = re.compile(r"(\d{2}|2[AB])\d{3}")
_DEPARTEMENT = re.compile(r"\d{2,3}|2[AB]")
_REGION = re.compile(r"\d{2,3}")
_MUNICIPALITY = re.compile(r"\d{5}")
_NAME_AND_CODE = re.compile(r"(?:MRC )?(?P<name>.+) \((?P<code>\d{2,3})\)")

OVERSEAS = "collectivité d’outre-mer"
FRENCH_COMMUNES = {"commune-actuelle": "commune", "arrondissement-municipal": "arrondissement municipal"}
FORMER_COMMUNES = frozenset({"commune-deleguee", "commune-associee"})
QUEBEC_DESIGNATIONS = {"07": "village cri", "08": "village naskapi"}  # the file cuts these two
RESERVE, CREE_VILLAGE, CREE_LAND, NASKAPI_LAND = "20", "07", "21", "22"
TOWN, REGIONAL_GOVERNMENT = "10", "40"

# A town outside every MRC stands for one. Its census division tells which; the North is told by designation.
EQUIVALENT_OF_DIVISION = {
    "01": "010", "23": "230", "25": "251", "36": "360", "37": "371", "43": "430", "58": "580", "65": "650",
    "66": "660", "74": "740", "81": "810", "86": "860", "90": "900", "94": "941",
}  # fmt: skip
JAMESIE, EEYOU_ISTCHEE, NORTH = "991", "993", "99"
RESERVE_DESIGNATION = "réserve indienne"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place as an official file describes it. Without a parent it hangs from the root of its country."""

    level: str
    code: str
    parent: Key | None
    designation: str
    name: str
    population: int | None
    line: Line

    @property
    def key(self) -> Key:
        return (self.level, self.code)


@dataclass(frozen=True, kw_only=True)
class Succession:
    """An old code, the one that takes its place, and the first day of the new one."""

    code: str
    successor: str
    old_name: str
    on: date | None  # nothing: the day of the import
    line: Line


Read = Callable[[Line], Iterable[Place]]


def _population(line: Line, column: str) -> int | None:
    text = line.get(column)
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise LineIsRefused(_("population « %(text)s » illisible") % {"text": text})
    return int(text)


def french_region(line: Line) -> Iterator[Place]:
    yield Place(
        level=TerritoryLevel.REGION, code=code_in(line, "code", _REGION), parent=None, name=name_in(line, "nom"),
        designation=OVERSEAS if line.get("zone") == "com" else "région", population=None, line=line,
    )  # fmt: skip


def french_departement(line: Line) -> Iterator[Place]:
    yield Place(
        level=TerritoryLevel.COUNTY, code=code_in(line, "code", _DEPARTEMENT), name=name_in(line, "nom"),
        parent=(TerritoryLevel.REGION, code_in(line, "region", _REGION)), population=None, line=line,
        designation=OVERSEAS if line.get("zone") == "com" else "département",
    )  # fmt: skip


def french_commune(line: Line) -> Iterator[Place]:
    """A commune of today; a delegated or associated commune is part of another and yields nothing."""
    kind = line.get("type")
    code = code_in(line, "code", _COMMUNE)
    if kind in FORMER_COMMUNES:
        return
    if kind not in FRENCH_COMMUNES:
        raise LineIsRefused(_("type de commune inconnu : « %(kind)s »") % {"kind": kind})
    yield Place(
        level=TerritoryLevel.MUNICIPALITY, code=code, name=name_in(line, "nom"), designation=FRENCH_COMMUNES[kind],
        parent=(TerritoryLevel.COUNTY, code_in(line, "departement", _DEPARTEMENT)),
        population=_population(line, "population"), line=line,
    )  # fmt: skip


def quebec_municipality(line: Line) -> Iterator[Place]:
    """A municipality and, when it lies in one, its MRC."""
    region = (TerritoryLevel.REGION.value, _named(line, "regadm")[1])
    parent: Key = region
    if line.get("mrc"):
        name, code = _named(line, "mrc")
        parent = (TerritoryLevel.COUNTY, code)
        yield Place(
            level=TerritoryLevel.COUNTY, code=code, parent=region, designation="MRC", name=name, population=None,
            line=line,
        )  # fmt: skip
    elif equivalent := _equivalent_to_an_mrc(line):
        parent = (TerritoryLevel.COUNTY, equivalent)
    yield Place(
        level=TerritoryLevel.MUNICIPALITY, code=code_in(line, "mcode", _MUNICIPALITY), parent=parent,
        designation=_quebec_designation(line), name=name_in(line, "munnom"),
        population=_population(line, "mpopul"), line=line,
    )  # fmt: skip


def _named(line: Line, column: str) -> tuple[str, str]:
    found = _NAME_AND_CODE.fullmatch(line.get(column))
    if found is None:
        raise LineIsRefused(
            _("« %(text)s » : nom et code attendus (colonne « %(column)s »)")
            % {"text": line.get(column), "column": column}
        )
    return tidy(found["name"]), found["code"]


def _equivalent_to_an_mrc(line: Line) -> str | None:
    """The territory that stands for an MRC; None for a place that the file attaches to its region alone."""
    designation, division = line.get("mcodedesi"), _named(line, "divrec")[1]
    if line.get("admregionale"):
        return _named(line, "admregionale")[1]
    if designation in {RESERVE, NASKAPI_LAND}:
        return None
    if division != NORTH:
        return equivalent_of(division)
    if designation in {CREE_VILLAGE, CREE_LAND}:
        return EEYOU_ISTCHEE
    return JAMESIE if designation in {TOWN, REGIONAL_GOVERNMENT} else None


def equivalent_of(division: str) -> str | None:
    """The territory that stands for an MRC in this census division, if there is one."""
    return EQUIVALENT_OF_DIVISION.get(division)


def _quebec_designation(line: Line) -> str:
    name = name_in(line, "mdes", longest=80)
    return QUEBEC_DESIGNATIONS.get(line.get("mcodedesi"), name[:1].lower() + name[1:])


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of official file: the columns that give it away, its country, how to read it, what it lists in full."""

    title: str
    country: str
    columns: frozenset[str]
    read: Read
    lists: frozenset[str]  # levels of which the file names every place


KINDS = (
    Kind(
        title="communes (code, nom, type, departement…)", country=Country.FRANCE, read=french_commune,
        columns=frozenset({"code", "nom", "type", "departement"}), lists=frozenset({TerritoryLevel.MUNICIPALITY}),
    ),
    Kind(
        title="départements (code, nom, region, chefLieu…)", country=Country.FRANCE, read=french_departement,
        columns=frozenset({"code", "nom", "region", "chefLieu"}), lists=frozenset({TerritoryLevel.COUNTY}),
    ),
    Kind(
        title="régions (code, nom, chefLieu…)", country=Country.FRANCE, read=french_region,
        columns=frozenset({"code", "nom", "chefLieu"}), lists=frozenset({TerritoryLevel.REGION}),
    ),
    Kind(
        title="municipalités du Québec (mcode, munnom, mdes, regadm, divrec, mrc…)", country=Country.CANADA,
        columns=frozenset({"mcode", "munnom", "mcodedesi", "mdes", "regadm", "divrec", "mrc", "admregionale"}),
        read=quebec_municipality, lists=frozenset({TerritoryLevel.MUNICIPALITY}),
    ),
)  # fmt: skip

SUCCESSION_COLUMNS: tuple[Mapping[str, str], ...] = (
    {"code": "avant", "successor": "apres", "old_name": "nom_avant", "on": "le"},
    {
        "code": "COM_AV",
        "successor": "COM_AP",
        "old_name": "LIBELLE_AV",
        "on": "DATE_EFF",
    },  # Insee, mvtcommune
)
SUCCESSION_TITLE = "changements de codes (avant, nom_avant, apres, le ; ou le fichier mvtcommune de l’Insee)"
SPLITS = frozenset({"20", "21"})  # Insee: a commune created or restored leaves the old one standing


def kind_of(columns: frozenset[str]) -> Kind | None:
    """The first kind whose columns are all there; kinds are listed from the most to the least demanding."""
    return next((kind for kind in KINDS if kind.columns <= columns), None)


def tells_successions(columns: frozenset[str]) -> bool:
    return any(set(names.values()) <= columns for names in SUCCESSION_COLUMNS)


def succession_in(line: Line) -> Succession | None:
    """What became of a code; None for a line about a name, a split, or something else than a commune."""
    names = next(names for names in SUCCESSION_COLUMNS if names["code"] in line.cells)
    kinds = {line.get("TYPECOM_AV") or "COM", line.get("TYPECOM_AP") or "COM"}
    if kinds != {"COM"} or line.get("MOD") in SPLITS:
        return None
    code = code_in(line, names["code"], _COMMUNE)
    successor = code_in(line, names["successor"], _COMMUNE)
    if code == successor:
        return None
    return Succession(
        code=code,
        successor=successor,
        old_name=tidy(line.get(names["old_name"])) or code,
        on=_day(line, names["on"]),
        line=line,
    )


def _day(line: Line, column: str) -> date | None:
    text = line.get(column)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise LineIsRefused(
            _("date « %(text)s » illisible (attendu : 2026-01-31)") % {"text": text}
        ) from None


def places_in(lines: Iterable[Line], read: Read) -> tuple[list[Place], list[Remark]]:
    """Every place of a file, and what there is to say of its lines."""
    places: list[Place] = []
    remarks: list[Remark] = []
    for line in lines:
        code = line.get("mcode") or line.get("code")
        try:
            found = list(read(line))
        except LineIsRefused as reason:
            remarks.append(refused(line, code, str(reason)))
            continue
        if not found:
            remarks.append(
                noted(line, code, _("ancienne commune, comprise dans une autre : laissée de côté"))
            )
        places += found
    return places, remarks


def successions_in(lines: Iterable[Line]) -> tuple[list[Succession], list[Remark]]:
    """Every code of the file that another one replaces, and the lines that cannot be understood."""
    found: list[Succession] = []
    remarks: list[Remark] = []
    for line in lines:
        try:
            succession = succession_in(line)
        except LineIsRefused as reason:
            remarks.append(refused(line, "", str(reason)))
            continue
        if succession is not None:
            found.append(succession)
    return found, remarks
