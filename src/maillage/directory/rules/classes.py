"""From the lines of official files to headings of classifications and the links between them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.directory.enums import Scheme
from maillage.directory.rules.lines import Line, LineIsRefused, Remark, code_in, name_in, noted, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Code = tuple[str, str]  # scheme, code

LONGEST_TITLE = 300
NAICS_SCHEMES = frozenset({Scheme.NAICS_2017, Scheme.NAICS_2022, Scheme.SCIAN_2017})
_NAICS = re.compile(r"\d{2,6}|\d{2}-\d{2}")
_NACE = re.compile(r"[A-U]|\d{2}(\.\d{1,2})?")
_NAF = re.compile(r"\d{2}(\.\d{1,2}|\.\d{2}[A-Z])?")
_COMPARABLE_MARK = re.compile(r"(?<=[a-z)])T$")  # « Crop ProductionT »: comparable in three countries
_NOTE_OF_A_NUMBER = re.compile(r"new code|renumbered", re.IGNORECASE)
ANYTHING = "00"
NAF_ALONE = 5  # the level that NAF adds to NACE

CANADA_ALONE = frozenset({"CAN", "MEX"})  # else the heading is the same in Canada and in the United States
SAME_SECTOR_OTHER_CODE = {"41": "42", "91": "92"}  # wholesale trade, public administration
SECTOR_OF_PREFIX = {"31": "31-33", "32": "31-33", "33": "31-33", "44": "44-45", "45": "44-45", "48": "48-49", "49": "48-49"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading as a file names it. A spare title is used only where there is none."""

    scheme: str
    code: str
    title_fr: str = ""
    title_en: str = ""
    is_spare: bool = False
    line: Line

    @property
    def key(self) -> Code:
        return (self.scheme, self.code)


@dataclass(frozen=True, kw_only=True)
class Link:
    """Two headings that overlap; partial unless each holds exactly the other."""

    source: Code
    target: Code
    is_partial: bool
    line: Line


Found = Heading | Link


def level_of(scheme: str, code: str) -> int:
    """1 for a section or sector, 2 for a division or subsector, down to 5."""
    if scheme in NAICS_SCHEMES:
        return 1 if "-" in code else len(code) - 1
    return {1: 1, 2: 2, 4: 3, 5: 4, 6: 5}[len(code)]


def holders_of(scheme: str, code: str) -> list[str]:
    """The codes that may hold this one, the closest first; the section of a division is not in its code."""
    if scheme not in NAICS_SCHEMES:
        return [code[:length] for length in (5, 4, 2) if length < len(code)]
    if len(code) == 2 or "-" in code:  # noqa: PLR2004 - a sector has two digits
        return []
    prefixes = [code[:length] for length in range(len(code) - 1, 2, -1)]
    return [*prefixes, SECTOR_OF_PREFIX.get(code[:2], code[:2])]


def scian_heading(line: Line) -> Iterator[Found]:
    code = code_in(line, "Code", _NAICS)
    here = (Scheme.SCIAN_2017, code)
    yield Heading(
        scheme=here[0], code=code, title_en=name_in(line, "Class title", longest=LONGEST_TITLE), line=line
    )
    if code in SAME_SECTOR_OTHER_CODE:
        yield Link(
            source=(Scheme.NAICS_2017, SAME_SECTOR_OTHER_CODE[code]), target=here, is_partial=True, line=line
        )
    elif line.get("Superscript") not in CANADA_ALONE:
        yield Link(source=(Scheme.NAICS_2017, code), target=here, is_partial=False, line=line)


def naics_2022_heading(line: Line) -> Iterator[Found]:
    yield Heading(
        scheme=Scheme.NAICS_2022, code=code_in(line, "NAICS 2022", _NAICS), line=line,
        title_en=name_in(line, "2022 NAICS US Title", longest=LONGEST_TITLE),
    )  # fmt: skip


def nace_heading(line: Line) -> Iterator[Found]:
    """A heading of NACE and, NAF being its French edition, the same heading of NAF."""
    code = code_in(line, "NACE Rev. 2", _NACE)
    title = name_in(line, "Name", longest=LONGEST_TITLE)
    for scheme in (Scheme.NACE_2, Scheme.NAF_2):
        yield Heading(scheme=scheme, code=code, title_en=title, is_spare=title.isupper(), line=line)


def naf_heading(line: Line) -> Iterator[Found]:
    """A heading of NAF and, above its own fifth level, the same heading of NACE."""
    code = code_in(line, "id", _NAF)
    title = name_in(line, "label", longest=LONGEST_TITLE)
    yield Heading(scheme=Scheme.NAF_2, code=code, title_fr=title, line=line)
    if level_of(Scheme.NAF_2, code) < NAF_ALONE:
        yield Heading(scheme=Scheme.NACE_2, code=code, title_fr=title, line=line)


def naics_nace_link(line: Line) -> Iterator[Found]:
    """A link, and the American heading it starts from. « 00 » stands for the whole of NAICS: no link."""
    if line.get("NAICS 2017") == ANYTHING:
        return
    code = code_in(line, "NAICS 2017", _NAICS)
    target = code_in(line, "NACE Rev. 2", _NACE)
    title = name_in(line, "US NAICS 2017", longest=LONGEST_TITLE)
    note = line.get("Notes")
    yield Heading(scheme=Scheme.NAICS_2017, code=code, title_en=title, is_spare=True, line=line)
    is_partial = bool(note) and not _NOTE_OF_A_NUMBER.search(note)
    yield Link(
        source=(Scheme.NAICS_2017, code), target=(Scheme.NACE_2, target), is_partial=is_partial, line=line
    )


def naics_edition_link(line: Line) -> Iterator[Found]:
    """A heading of 2017 and what it is in 2022; a change indicator means that its content moved."""
    code = code_in(line, "NAICS 2017", _NAICS)
    title = _COMPARABLE_MARK.sub("", name_in(line, "2017 NAICS Title", longest=LONGEST_TITLE))
    yield Heading(scheme=Scheme.NAICS_2017, code=code, title_en=title, line=line)
    yield Link(
        source=(Scheme.NAICS_2017, code), target=(Scheme.NAICS_2022, code_in(line, "NAICS 2022", _NAICS)),
        is_partial=bool(line.get("Change Indicator")), line=line,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ClassFile:
    """A kind of official file: the columns that give it away, how to read it, what it must cover to be whole."""

    title: str
    columns: frozenset[str]
    read: Callable[[Line], Iterable[Found]]
    covers: Scheme
    level: int  # every heading of this level has at least one line below it
    links: tuple[Scheme, Scheme] | None = None


CLASS_FILES = (
    ClassFile(
        title="SCIAN 2017 (Level, Code, Class title, Superscript…)", read=scian_heading, covers=Scheme.SCIAN_2017,
        level=2, columns=frozenset({"Level", "Code", "Class title", "Superscript"}),
        links=(Scheme.NAICS_2017, Scheme.SCIAN_2017),
    ),
    ClassFile(
        title="NAICS 2017 → NAICS 2022 (NAICS 2017, NAICS 2022, 2017 NAICS Title…)", read=naics_edition_link,
        covers=Scheme.NAICS_2017, level=1, links=(Scheme.NAICS_2017, Scheme.NAICS_2022),
        columns=frozenset({"NAICS 2017", "NAICS 2022", "2017 NAICS Title", "Change Indicator"}),
    ),
    ClassFile(
        title="NAICS 2017 → NACE (NAICS 2017, NACE Rev. 2, US NAICS 2017, Notes)", read=naics_nace_link,
        covers=Scheme.NAICS_2017, level=1, links=(Scheme.NAICS_2017, Scheme.NACE_2),
        columns=frozenset({"NAICS 2017", "NACE Rev. 2", "US NAICS 2017", "Notes"}),
    ),
    ClassFile(
        title="NAICS 2022 (NAICS 2022, 2022 NAICS US Title)", read=naics_2022_heading, covers=Scheme.NAICS_2022,
        level=2, columns=frozenset({"NAICS 2022", "2022 NAICS US Title"}),
    ),
    ClassFile(
        title="NACE (NACE Rev. 2, Name…)", read=nace_heading, covers=Scheme.NACE_2, level=2,
        columns=frozenset({"NACE Rev. 2", "Name"}),
    ),
    ClassFile(
        title="NAF (id, label)", read=naf_heading, covers=Scheme.NAF_2, level=2, columns=frozenset({"id", "label"}),
    ),
)  # fmt: skip


def class_file_of(columns: frozenset[str]) -> ClassFile | None:
    return next((kind for kind in CLASS_FILES if kind.columns <= columns), None)


def headings_and_links(
    lines: Iterable[Line], read: Callable[[Line], Iterable[Found]]
) -> tuple[list[Heading], list[Link], list[Remark]]:
    """All that a file says, and what there is to say of its lines. A code given twice is refused."""
    headings: dict[Code, Heading] = {}
    links: dict[tuple[Code, Code], Link] = {}
    remarks: list[Remark] = []
    for line in lines:
        try:
            found = list(read(line))
        except LineIsRefused as fault:
            remarks.append(refused(line, "", str(fault)))
            continue
        if not found:
            remarks.append(
                noted(line, ANYTHING, _("correspond à toute la classification : aucun lien précis"))
            )
        for one in found:
            first: Found
            if isinstance(one, Link):
                first = links.setdefault((one.source, one.target), one)
            else:
                first = headings.setdefault(one.key, one)
            if first is not one and not (isinstance(one, Heading) and one.is_spare):
                reason = _("déjà donné à la ligne %(line)s") % {"line": first.line.number}
                remarks.append(refused(line, one.code if isinstance(one, Heading) else one.source[1], reason))
    return list(headings.values()), list(links.values()), remarks


def with_shares(links: Iterable[Link]) -> list[Link]:
    """Links of one file, partial as soon as either end has another link."""
    kept = list(links)
    sources, targets = Counter(link.source for link in kept), Counter(link.target for link in kept)
    return [
        replace(link, is_partial=link.is_partial or sources[link.source] > 1 or targets[link.target] > 1)
        for link in kept
    ]


def same_codes(nace: Collection[str], naf: Collection[str], line: Line) -> list[Link]:
    """NAF is NACE with a fifth level: headings of the same code are one; a fifth level alone is its class."""
    links = [(code, code, False) for code in sorted(naf) if code in nace]
    fifth = [code for code in sorted(naf) if level_of(Scheme.NAF_2, code) == NAF_ALONE and code[:5] in nace]
    links += [(code[:5], code, not code.endswith("Z")) for code in fifth]
    return [
        Link(source=(Scheme.NACE_2, upper), target=(Scheme.NAF_2, lower), is_partial=part, line=line)
        for upper, lower, part in links
    ]


def uncovered(kind: ClassFile, told: Collection[str], expected: Iterable[str]) -> list[str]:
    """Headings of the level that the file must cover and of which it says nothing below: it was cut."""
    holders = {holder for code in told for holder in holders_of(kind.covers, code)}
    return sorted(code for code in expected if code not in holders)
