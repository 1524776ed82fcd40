"""What an import of headings would change: decided here, written by the operation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.directory.enums import Scheme
from maillage.directory.rules.classes import NAICS_SCHEMES, Code, Heading, holders_of, level_of
from maillage.directory.rules.lines import Remark, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, kw_only=True)
class ClassRow:
    """A heading as we keep it."""

    scheme: str
    code: str
    level: int
    parent: str  # code; nothing for the widest
    path: str
    title_fr: str
    title_en: str
    sort_key: str

    @property
    def key(self) -> Code:
        return (self.scheme, self.code)


def merged(known: Mapping[Code, ClassRow], told: Iterable[Heading]) -> dict[Code, ClassRow]:
    """What we know, completed and corrected by what the files say. Paths are not settled yet."""
    rows = dict(known)
    for heading in told:
        before = rows.get(heading.key) or ClassRow(
            scheme=heading.scheme, code=heading.code, level=level_of(heading.scheme, heading.code), parent="",
            path="", title_fr="", title_en="", sort_key=heading.code[:2] if "-" in heading.code else heading.code,
        )  # fmt: skip
        rows[heading.key] = replace(
            before,
            title_fr=_title(before.title_fr, heading.title_fr, is_spare=heading.is_spare),
            title_en=_title(before.title_en, heading.title_en, is_spare=heading.is_spare),
        )
    return rows


def _title(before: str, told: str, *, is_spare: bool) -> str:
    return before if not told or (is_spare and before) else told


def settled(rows: Mapping[Code, ClassRow], sections: Mapping[Code, str]) -> dict[Code, ClassRow]:
    """Each row with its parent and its path: the closest heading that holds it and exists.

    `sections` gives the section of each division, which the codes do not tell. A row left without the parent it
    needs keeps an empty path.
    """
    done: dict[Code, ClassRow] = {}
    for key, row in sorted(rows.items(), key=lambda item: (item[1].level, item[0])):
        parent = _parent(row, rows, sections)
        holder = done.get((row.scheme, parent))
        if row.level == 1:
            path = f"{row.scheme}/{row.code}"
        else:
            path = f"{holder.path}/{row.code}" if holder is not None and holder.path else ""
        done[key] = replace(row, parent=parent, path=path)
    return _sections_in_place(done)


def _parent(row: ClassRow, rows: Mapping[Code, ClassRow], sections: Mapping[Code, str]) -> str:
    if row.level == 1:
        return ""
    candidates = [*holders_of(row.scheme, row.code), sections.get((row.scheme, row.code), row.parent)]
    return next((code for code in candidates if (row.scheme, code) in rows), "")


def _sections_in_place(rows: dict[Code, ClassRow]) -> dict[Code, ClassRow]:
    """Section A sorts where its first division does."""
    firsts: dict[Code, str] = {}
    for scheme, code in sorted(rows):
        row = rows[scheme, code]
        if row.level > 1 and scheme not in NAICS_SCHEMES:
            firsts.setdefault((scheme, row.parent), code)
    return {
        key: replace(row, sort_key=firsts.get(key, row.sort_key)) if row.level == 1 else row
        for key, row in rows.items()
    }


def homeless(rows: Mapping[Code, ClassRow], told: Iterable[Heading]) -> list[Remark]:
    """Headings that nothing holds: their division or sector is in no file and not among those we have."""
    return [
        refused(heading.line, heading.code, _("aucune rubrique ne contient ce code dans %(scheme)s")
                % {"scheme": Scheme(heading.scheme).label})
        for heading in told
        if not rows[heading.key].path
    ]  # fmt: skip
