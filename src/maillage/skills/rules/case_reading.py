"""A framework read from CASE packages: one in each of its languages.

Items without children are competences and their parent is their area. What we cannot keep (groupings higher up,
links other than isChildOf, rubrics of another number of levels) is named in the notes, never kept silently wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from maillage.skills.enums import Language
from maillage.skills.models import HOUSE, LEVELS, LONGEST_CODE, LONGEST_NAME, LONGEST_TITLE
from maillage.skills.rules.case_writing import WITH_AI
from maillage.skills.rules.drafts import (
    AreaDraft,
    CompetenceDraft,
    FrameworkDraft,
    FrameworkFault,
    LevelDraft,
    Words,
    identifier_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json = dict[str, Any]
NOT_IN_A_CODE = re.compile(r"[^\w.-]+")


@dataclass(kw_only=True)
class _Read:
    """One package in its language: items by identifier, and the competences of each area, in order."""

    language: Language
    document: Json
    items: dict[str, Json]
    areas: dict[str, list[str]]
    levels: dict[str, dict[int, Json]]  # by competence, then by number
    licence: Json
    codes: dict[str, str] = field(default_factory=dict)


def case_framework(packages: Sequence[Json]) -> tuple[FrameworkDraft, list[str]]:
    """The framework, and what of the packages is not kept. Raises FrameworkFault."""
    notes: list[str] = []
    try:
        read = [_read(package, notes) for package in packages]
        return _joined(read), notes
    except KeyError as missing:
        raise FrameworkFault(_("il manque « %(name)s »") % {"name": missing.args[0]}) from None
    except (TypeError, AttributeError) as fault:
        raise FrameworkFault(str(fault)) from None


def _read(package: Json, notes: list[str]) -> _Read:
    document = package["CFDocument"]
    items = {row["identifier"]: row for row in package.get("CFItems") or []}
    language = _language(document, items)
    children, others = _children(package.get("CFAssociations") or [])
    areas = _areas(document, items, children, notes)
    if others:
        notes.append(_("liens autres que isChildOf, laissés de côté : %(count)s") % {"count": others})
    kept = {row for rows in areas.values() for row in rows}
    definitions = package.get("CFDefinitions") or {}
    licences = definitions.get("CFLicenses") if isinstance(definitions, dict) else None
    read = _Read(
        language=language,
        document=document,
        items=items,
        areas=areas,
        levels=_levels(package.get("CFRubrics") or [], kept, notes),
        licence=licences[0] if licences else {},
    )
    read.codes = _codes(read)
    return read


def _language(document: Json, items: Mapping[str, Json]) -> Language:
    told = document.get("language") or next(
        (row["language"] for row in items.values() if "language" in row), "en"
    )
    try:
        return Language(str(told)[:2].lower())
    except ValueError:
        raise FrameworkFault(
            _("sa langue, « %(language)s », n’est ni fr ni en") % {"language": told}
        ) from None


def _children(associations: Sequence[Json]) -> tuple[dict[str, list[str]], int]:
    """Children of each node in their order, and how many links say something else (translations aside)."""
    ranked: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    others = 0
    for rank, link in enumerate(associations):
        if link["associationType"] == "isChildOf":
            row = (link.get("sequenceNumber") or 0, rank, link["originNodeURI"]["identifier"])
            ranked[link["destinationNodeURI"]["identifier"]].append(row)
        elif link["associationType"] != "exactMatchOf":
            others += 1
    return {parent: [child for *_order, child in sorted(rows)] for parent, rows in ranked.items()}, others


def _areas(
    document: Json, items: Mapping[str, Json], children: Mapping[str, list[str]], notes: list[str]
) -> dict[str, list[str]]:
    """Competences by area. The document itself is the area of those that stand right under it."""
    areas: dict[str, list[str]] = {}
    seen: set[str] = set()
    waiting = [document["identifier"]]
    while waiting:
        node = waiting.pop()
        below = [child for child in children.get(node, []) if child in items and child not in seen]
        seen.update(below)
        leaves = [child for child in below if not children.get(child)]
        if leaves:
            areas[node] = leaves
        elif node != document["identifier"]:
            notes.append(_("regroupement laissé de côté : « %(title)s »") % {"title": _title(items[node])})
        waiting += reversed([child for child in below if children.get(child)])
    lost = [_title(row) for identifier, row in items.items() if identifier not in seen]
    if lost:
        raise FrameworkFault(_("« %(title)s » n’est rattaché à rien") % {"title": lost[0]})
    return areas


def _levels(rubrics: Sequence[Json], kept: set[str], notes: list[str]) -> dict[str, dict[int, Json]]:
    found: dict[str, dict[int, Json]] = {}
    for criterion in (row for rubric in rubrics for row in rubric.get("CFRubricCriteria") or []):
        about = (criterion.get("CFItemURI") or {}).get("identifier")
        levels = sorted(
            criterion.get("CFRubricCriterionLevels") or [], key=lambda row: row.get("position") or 0
        )
        if about in kept and len(levels) == len(LEVELS) and all(row.get("description") for row in levels):
            found[about] = dict(zip(LEVELS, levels, strict=True))
        else:
            notes.append(_("critère laissé de côté : il n’a pas quatre niveaux décrits"))
    return found


def _codes(read: _Read) -> dict[str, str]:
    """The codes told, when each item has its own; else ranks, 1 for an area and 1.1 for a competence."""
    nodes = [*(area for area in read.areas if area in read.items), *_competences(read)]
    told = {
        node: NOT_IN_A_CODE.sub("-", str(read.items[node].get("humanCodingScheme") or ""))[:LONGEST_CODE]
        for node in nodes
    }
    if all(told.values()) and len(set(told.values())) == len(told):
        return {**dict.fromkeys(read.areas, "0"), **told}
    ranks: dict[str, str] = {}
    for rank, (area, below) in enumerate(read.areas.items(), start=1):
        ranks[area] = str(rank)
        ranks |= {node: f"{rank}.{place}" for place, node in enumerate(below, start=1)}
    return ranks


def _competences(read: _Read) -> list[str]:
    return [node for below in read.areas.values() for node in below]


def _joined(read: list[_Read]) -> FrameworkDraft:
    """One framework told in the language of each package; the first gives order and identifiers."""
    first = read[0]
    if len({one.language for one in read}) != len(read):
        raise FrameworkFault(_("deux fichiers sont dans la même langue"))
    if any(sorted(one.codes.values()) != sorted(first.codes.values()) for one in read):
        raise FrameworkFault(_("les langues n’ont pas les mêmes compétences"))
    document, changed = first.document, str(first.document["lastChangeDateTime"])[:10]
    title = _words({one.language: _short(one.document["title"]) for one in read})
    name = slugify(title.fr or title.en)[:LONGEST_NAME] or "case"
    return FrameworkDraft(
        framework=f"case-{name}" if name == HOUSE else name,
        number=NOT_IN_A_CODE.sub("-", str(document.get("version") or changed))[:LONGEST_CODE],
        identifier=_identifier(document),
        languages=tuple(one.language for one in read),
        published_on=_day(document.get("statusStartDate") or changed),
        title=title,
        description=_words({one.language: one.document.get("description") or "" for one in read}),
        attribution=_words({one.language: one.document.get("notes") or "" for one in read}),
        creator=_short(document["creator"]),
        licence_title=_short(first.licence.get("title") or ""),
        licence_url=_web_address(first.licence.get("licenseText") or ""),
        levels=_level_drafts(read),
        areas=tuple(_area(read, node) for node in first.areas),
    )


def _area(read: list[_Read], node: str) -> AreaDraft:
    first = read[0]
    told = {one.language: one.items.get(_same(read, one, node), one.document) for one in read}
    is_document = node == first.document["identifier"]
    return AreaDraft(
        code=first.codes[node],
        identifier=identifier_of("area", node) if is_document else _identifier(first.items[node]),
        title=_words({language: _title(row) for language, row in told.items()}),
        description=_words({} if is_document else {lang: _full(row) for lang, row in told.items()}),
        competences=tuple(_competence(read, below) for below in first.areas[node]),
    )


def _competence(read: list[_Read], node: str) -> CompetenceDraft:
    first = read[0]
    rows = {one.language: one.items[_same(read, one, node)] for one in read}
    levels = {one.language: one.levels.get(_same(read, one, node), {}) for one in read}
    return CompetenceDraft(
        code=first.codes[node],
        identifier=_identifier(first.items[node]),
        title=_words({language: _title(row) for language, row in rows.items()}),
        definition=_words({language: _full(row) for language, row in rows.items()}),
        with_ai=_words({language: _with_ai(row, language) for language, row in rows.items()}),
        levels={
            number: _words(
                {language: told[number]["description"] for language, told in levels.items() if told}
            )
            for number in levels[first.language]
        },
    )


def _same(read: list[_Read], one: _Read, node: str) -> str:
    """The item of this package that has the code of an item of the first."""
    code = read[0].codes[node]
    return node if one is read[0] else next(other for other, its in one.codes.items() if its == code)


def _level_drafts(read: list[_Read]) -> tuple[LevelDraft, ...]:
    """What each level is called, from the first competence that has levels."""
    samples = {one.language: next(iter(one.levels.values())) for one in read if one.levels}
    if not samples:
        return ()
    return tuple(
        LevelDraft(
            number=number,
            title=_words({lang: _short(rows[number].get("quality") or "") for lang, rows in samples.items()}),
            description=_words({lang: rows[number].get("feedback") or "" for lang, rows in samples.items()}),
        )
        for number in LEVELS
    )


def _words(texts: Mapping[Language, str]) -> Words:
    return Words(fr=texts.get(Language.FRENCH, ""), en=texts.get(Language.ENGLISH, ""))


def _title(row: Json) -> str:
    return _short(row.get("abbreviatedStatement") or row.get("fullStatement") or row["title"])


def _full(row: Json) -> str:
    """The whole statement, when the title does not say it already."""
    full = str(row["fullStatement"]).strip()
    return "" if full == _title(row) else full


def _with_ai(row: Json, language: Language) -> str:
    note, mark = str(row.get("notes") or ""), WITH_AI[language]
    return note.removeprefix(mark) if note.startswith(mark) else ""


def _short(text: str) -> str:
    text = " ".join(str(text).split())
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"


def _identifier(row: Json) -> UUID:
    try:
        return UUID(row["identifier"])
    except ValueError:
        raise FrameworkFault(_("« %(value)s » n’est pas un UUID") % {"value": row["identifier"]}) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        raise FrameworkFault(_("« %(value)s » n’est pas une date") % {"value": text}) from None


def _web_address(text: str) -> str:
    return text if re.fullmatch(r"https?://\S{1,480}", text) else ""
