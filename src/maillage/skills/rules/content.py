"""A framework in our own two files: `framework.json`, and `roles.json` beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.skills.enums import Language
from maillage.skills.rules.drafts import (
    AreaDraft,
    CompetenceDraft,
    FrameworkDraft,
    FrameworkFault,
    LevelDraft,
    RequirementDraft,
    RoleDraft,
    Words,
    identifier_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

BOTH = (Language.FRENCH, Language.ENGLISH)


def content_framework(told: Mapping[str, Any], roles: Mapping[str, Any] | None) -> FrameworkDraft:
    """The framework that the two files tell. Raises FrameworkFault when something is missing or misplaced."""
    try:
        return _framework(told, roles or {"framework": told["id"], "roles": []})
    except KeyError as missing:
        raise FrameworkFault(_("il manque « %(name)s »") % {"name": missing.args[0]}) from None
    except (TypeError, ValueError, AttributeError) as fault:
        raise FrameworkFault(str(fault)) from None


def _framework(told: Mapping[str, Any], roles: Mapping[str, Any]) -> FrameworkDraft:
    name = str(told["id"])
    if roles["framework"] != name:
        raise FrameworkFault(_("les profils de rôle sont ceux d’un autre référentiel"))
    return FrameworkDraft(
        framework=name,
        number=str(told["version"]),
        identifier=identifier_of(name, "version", str(told["version"])),
        languages=BOTH,
        published_on=date.fromisoformat(told["published_on"]),
        title=_words(told["title"]),
        description=_words(told["description"]),
        attribution=_words(told["attribution"]),
        creator=str(told["creator"]),
        licence_title=str(told["licence"]["title"]),
        licence_url=str(told["licence"]["url"]),
        levels=tuple(
            LevelDraft(
                number=row["level"], title=_words(row["title"]), description=_words(row["description"])
            )
            for row in told["levels"]
        ),
        areas=tuple(_area(name, row) for row in told["areas"]),
        roles=tuple(_role(name, row) for row in roles["roles"]),
    )


def _area(framework: str, row: Mapping[str, Any]) -> AreaDraft:
    return AreaDraft(
        code=str(row["code"]),
        identifier=identifier_of(framework, "area", str(row["code"])),
        title=_words(row["title"]),
        description=_words(row["description"]),
        competences=tuple(_competence(framework, below) for below in row["competences"]),
    )


def _competence(framework: str, row: Mapping[str, Any]) -> CompetenceDraft:
    return CompetenceDraft(
        code=str(row["code"]),
        identifier=identifier_of(framework, "competence", str(row["code"])),
        title=_words(row["title"]),
        definition=_words(row["definition"]),
        with_ai=_words(row["with_ai"]),
        levels={level["level"]: _words(level) for level in row["levels"]},
    )


def _role(framework: str, row: Mapping[str, Any]) -> RoleDraft:
    return RoleDraft(
        slug=str(row["slug"]),
        identifier=identifier_of(framework, "role", str(row["slug"])),
        title=_words(row["title"]),
        description=_words(row["description"]),
        requires=tuple(
            RequirementDraft(
                competence=str(wanted["competence"]), level=wanted["level"], why=_words(wanted["why"])
            )
            for wanted in row["requires"]
        ),
    )


def _words(told: Mapping[str, str]) -> Words:
    words = Words(fr=told["fr"].strip(), en=told["en"].strip())
    if not (words.fr and words.en):
        raise FrameworkFault(_("un texte manque dans une des deux langues"))
    return words
