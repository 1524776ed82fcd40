"""The reference shipped with the product: countries, regions, MRC and départements; sectors and divisions."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from maillage.directory.enums import Scheme
from maillage.directory.errors import ReferenceIsMissing
from maillage.directory.models import CountsEdition, Territory
from maillage.directory.operations.class_tables import add_links, class_ids, known_classes, store_classes
from maillage.directory.operations.count_tables import keep_counts
from maillage.directory.operations.reports import ImportReport
from maillage.directory.rules.class_plans import ClassRow, merged, settled
from maillage.directory.rules.classes import SAME_SECTOR_OTHER_CODE, Code, Heading, Link, same_codes
from maillage.directory.rules.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TERRITORY_FILES = ("canada.csv", "france.csv")
CLASS_FILES = {
    "nace_naf.csv": (Scheme.NACE_2, Scheme.NAF_2),
    "naics2017.csv": (Scheme.NAICS_2017,),
    "scian2017.csv": (Scheme.SCIAN_2017,),
    "naics2022.csv": (Scheme.NAICS_2022,),
}
EDITION_COLUMNS = ("country", "fineness", "unit", "as_of", "read_on", "source", "licence")
BY_RULE = Line(file="", number=0, cells={})
Links = dict[tuple[Scheme, Scheme], list[Link]]


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Load what is shipped and not there yet; says how many places, headings and links were added.

    What an import changed since is left alone: official files know better.
    """
    headings, links = load_sectors()
    load_counts()
    return {"territories": load_territories(), "headings": headings, "links": links}


def _shipped(folder: str, name: str) -> Iterator[Line]:
    path = settings.CONTENT / folder / name
    if not path.is_file():
        raise ReferenceIsMissing(file=f"{folder}/{name}")
    with path.open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.DictReader(file), start=2):
            yield Line(file=name, number=number, cells=cells)


@transaction.atomic
def load_territories() -> int:
    """Countries, Québec with its regions and MRC, French regions and départements. Returns how many were added."""
    rows = Territory.objects.order_by("pk")
    stored = {(row.country, row.level, row.code): row for row in rows.exclude(level="municipality")}
    by_shipped_path: dict[str, Territory] = {}
    added = 0
    for line in (line for name in TERRITORY_FILES for line in _shipped("territories", name)):
        holder = by_shipped_path.get(line.get("parent"))
        code, level = line.get("code"), line.get("level")
        country = holder.country if holder else code
        place = stored.get((country, level, code))
        if place is None:
            place = Territory.objects.create(
                country=country, level=level, code=code, designation=line.get("designation"), name=line.get("name"),
                parent=holder, path=f"{holder.path}/{code}" if holder else code,
            )  # fmt: skip
            added += 1
        by_shipped_path[f"{line.get('parent')}/{code}" if holder else code] = place
    return added


@transaction.atomic
def load_sectors() -> tuple[int, int]:
    """Sections, divisions, sectors and subsectors, with their links. Returns how many of each were added."""
    before = known_classes()
    headings: list[Heading] = []
    sections: dict[Code, str] = {}
    for name, schemes in CLASS_FILES.items():
        for line in _shipped("sectors", name):
            for scheme in schemes:
                headings.append(_heading(line, scheme))
                sections[scheme, line.get("code")] = line.get("parent")
    after = settled(merged(before, headings), sections)
    added = store_classes(before, after)["created"]
    return added, sum(add_links(schemes, links) for schemes, links in shipped_links(after).items())


def load_counts() -> None:
    """What is shipped of how many each country has by sector. A day of which something is stored is left alone."""
    ids = class_ids()
    by_edition: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    for line in _shipped("sectors", "shares.csv"):
        told = tuple(line.get(column) for column in EDITION_COLUMNS)
        by_edition[told][ids[line.get("scheme"), line.get("code")]] = int(line.get("number"))
    for told, numbers in by_edition.items():
        edition = CountsEdition(**dict(zip(EDITION_COLUMNS, told, strict=True)))
        same_day = CountsEdition.objects.filter(
            country=edition.country, fineness=edition.fineness, as_of=edition.as_of
        )
        if not same_day.exists():
            keep_counts(edition, numbers, ImportReport())


def _heading(line: Line, scheme: Scheme) -> Heading:
    return Heading(
        scheme=scheme, code=line.get("code"), title_fr=line.get("title_fr"), title_en=line.get("title_en"),
        is_spare=True, line=line,
    )  # fmt: skip


def shipped_links(rows: Mapping[Code, ClassRow]) -> Links:
    """The links that need no official file: NACE and NAF, SCIAN and NAICS and what 2022 renamed, subsectors and
    divisions.
    """
    links: Links = defaultdict(list)
    links[Scheme.NACE_2, Scheme.NAF_2] = nace_and_naf(rows)
    for line in _shipped("sectors", "editions.csv"):
        older, newer = (Scheme.NAICS_2017, line.get("naics2017")), (Scheme.NAICS_2022, line.get("naics2022"))
        links[Scheme.NAICS_2017, Scheme.NAICS_2022].append(
            Link(source=older, target=newer, is_partial=True, line=line)
        )
    for line in _shipped("sectors", "scian2017.csv"):
        code = line.get("code")
        other = SAME_SECTOR_OTHER_CODE.get(code)
        if other or line.get("comparable") == "yes":
            link = Link(
                source=(Scheme.NAICS_2017, other or code), target=(Scheme.SCIAN_2017, code), is_partial=bool(other),
                line=line,
            )  # fmt: skip
            links[Scheme.NAICS_2017, Scheme.SCIAN_2017].append(link)
    for line in _shipped("sectors", "crosswalk.csv"):
        source, target = (Scheme.NAICS_2017, line.get("naics2017")), (Scheme.NACE_2, line.get("nace2"))
        links[Scheme.NAICS_2017, Scheme.NACE_2].append(
            Link(source=source, target=target, is_partial=True, line=line)
        )
    return links


def nace_and_naf(rows: Mapping[Code, ClassRow]) -> list[Link]:
    """The links between NACE and its French edition, which their codes tell."""
    codes = {
        wanted: {code for scheme, code in rows if scheme == wanted}
        for wanted in (Scheme.NACE_2, Scheme.NAF_2)
    }
    return same_codes(codes[Scheme.NACE_2], codes[Scheme.NAF_2], BY_RULE)
