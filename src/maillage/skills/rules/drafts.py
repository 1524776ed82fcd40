"""A framework as read from a file, before anything is stored."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from maillage.skills.enums import Language

OURS = uuid5(NAMESPACE_URL, "https://maillage.example/competences")


@dataclass(frozen=True, kw_only=True)
class Words:
    fr: str = ""
    en: str = ""


@dataclass(frozen=True, kw_only=True)
class LevelDraft:
    number: int
    title: Words
    description: Words


@dataclass(frozen=True, kw_only=True)
class CompetenceDraft:
    """`levels`: by number, what a person does there; all four, or none."""

    code: str
    identifier: UUID
    title: Words
    definition: Words
    with_ai: Words
    levels: dict[int, Words]


@dataclass(frozen=True, kw_only=True)
class AreaDraft:
    code: str
    identifier: UUID
    title: Words
    description: Words
    competences: tuple[CompetenceDraft, ...]


@dataclass(frozen=True, kw_only=True)
class RequirementDraft:
    competence: str
    level: int
    why: Words


@dataclass(frozen=True, kw_only=True)
class RoleDraft:
    slug: str
    identifier: UUID
    title: Words
    description: Words
    requires: tuple[RequirementDraft, ...]


@dataclass(frozen=True, kw_only=True)
class FrameworkDraft:
    framework: str
    number: str
    identifier: UUID
    languages: tuple[Language, ...]  # the first one is that of the identifiers
    published_on: date
    title: Words
    description: Words
    attribution: Words
    creator: str
    licence_title: str
    licence_url: str
    levels: tuple[LevelDraft, ...]
    areas: tuple[AreaDraft, ...]
    roles: tuple[RoleDraft, ...] = ()

    @property
    def competences(self) -> list[CompetenceDraft]:
        return [competence for area in self.areas for competence in area.competences]


class FrameworkFault(ValueError):  # noqa: N818 - the file is at fault, not the program
    """The framework cannot be kept; its message says why, to a person."""


def identifier_of(*names: str) -> UUID:
    """The same names always give the same identifier, on any installation."""
    return uuid5(OURS, "/".join(names))


def digest_of(draft: FrameworkDraft) -> str:
    """Of all that the draft says."""
    told = json.dumps(asdict(draft), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def check_draft(draft: FrameworkDraft) -> None:
    """Raises FrameworkFault at the first thing that makes the framework incoherent."""
    for fault in _faults(draft):
        raise FrameworkFault(fault)


def _faults(draft: FrameworkDraft) -> Iterator[str]:
    numbers = [level.number for level in draft.levels]
    codes = [competence.code for competence in draft.competences]
    if not codes:
        yield _("aucune compétence")
    yield from (
        _("le code « %(code)s » sert deux fois") % {"code": code}
        for code in [*_twice(codes), *_twice(area.code for area in draft.areas)]
    )
    identifiers = [*(area.identifier for area in draft.areas), *(row.identifier for row in draft.competences)]
    yield from (
        _("l’identifiant « %(code)s » sert deux fois") % {"code": code}
        for code in _twice(map(str, identifiers))
    )
    for competence in draft.competences:
        if competence.levels and sorted(competence.levels) != numbers:
            yield _("la compétence « %(code)s » n’a pas tous ses niveaux") % {"code": competence.code}
    for role in draft.roles:
        for wanted in role.requires:
            if wanted.competence not in codes or wanted.level not in numbers:
                yield _(
                    "le profil « %(role)s » attend « %(code)s » au niveau %(level)s, qui n’existe pas"
                ) % {
                    "role": role.slug,
                    "code": wanted.competence,
                    "level": wanted.level,
                }
        yield from (
            _("le profil « %(role)s » attend deux fois « %(code)s »") % {"role": role.slug, "code": code}
            for code in _twice(wanted.competence for wanted in role.requires)
        )


def _twice(codes: Iterable[str]) -> list[str]:
    return [code for code, count in Counter(codes).items() if count > 1]
