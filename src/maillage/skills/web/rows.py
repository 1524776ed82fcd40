"""What the pages of the reference show, in the shapes that the parts of ui take."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.skills.models import HOUSE, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maillage.skills.models import Competence, FrameworkVersion, Level, RequiredLevel, RoleProfile
    from maillage.skills.rules.comparing import RoleChange

Row = dict[str, Any]
# Where each level stands on the thread of a profile, in percents of its width.
PLACES = {level: 4 + (level - 1) * 92 / (len(LEVELS) - 1) for level in LEVELS}


def crumbs(version: FrameworkVersion, *, here: str = "") -> list[Row]:
    """From the reference to the page; without `here`, the version is the page."""
    root = {"label": _("Compétences"), "url": reverse("skills:current")}
    own = {"label": version_label(version), "url": version.get_absolute_url() if here else None}
    return [root, own, *([{"label": here, "url": None}] if here else [])]


def version_label(version: FrameworkVersion) -> str:
    if version.framework == HOUSE:
        return _("Version %(number)s") % {"number": version.number}
    return _("%(title)s, version %(number)s") % {"title": version.title, "number": version.number}


def area_rows(version: FrameworkVersion) -> list[Row]:
    return [
        {
            "id": f"domaine-{area.code}",
            "title": area.title,
            "description": area.description,
            "links": [
                {
                    "label": f"{row.code} {row.title}",
                    "note": row.definition,
                    "url": reverse("skills:competence", args=[version.slug, row.code]),
                }
                for row in area.competences.all()
            ],
        }
        for area in version.areas.all()
    ]


def role_links(roles: Iterable[RoleProfile], version: FrameworkVersion) -> list[Row]:
    return [
        {
            "label": role.title,
            "note": role.description,
            "url": reverse("skills:role", args=[version.slug, role.slug]),
        }
        for role in roles
    ]


def level_label(number: int, levels: Sequence[Level]) -> str:
    """« Niveau 3, maîtrise » when the version names its levels, else « Niveau 3 »."""
    label = _("Niveau %(number)s") % {"number": number}
    title = next((level.title for level in levels if level.number == number), "")
    return f"{label}, {title[0].lower()}{title[1:]}" if title else label


def profile_groups(requirements: Sequence[RequiredLevel], levels: Sequence[Level]) -> list[Row]:
    """What a role asks for, area by area: the thread of each competence up to its level, and why."""
    groups = groupby(requirements, key=lambda row: row.competence.area)
    return [
        {"title": area.title, "id": f"profil-{area.code}", "rows": [_thread(row, levels) for row in asked]}
        for area, asked in groups
    ]


def _thread(row: RequiredLevel, levels: Sequence[Level]) -> Row:
    return {
        "name": f"{row.competence.code} {row.competence.title}",
        "level": level_label(row.level, levels),
        "reached": PLACES[row.level],
        "knots": [{"place": place, "is_asked": level <= row.level} for level, place in PLACES.items()],
    }


def profile_table(requirements: Iterable[RequiredLevel], version: FrameworkVersion) -> Row:
    return {
        "columns": [
            {"label": _("Compétence")},
            {"label": _("Niveau"), "number": True},
            {"label": _("Pourquoi")},
        ],
        "rows": [
            [
                {
                    "text": f"{row.competence.code} {row.competence.title}",
                    "url": reverse("skills:competence", args=[version.slug, row.competence.code]),
                },
                {"text": row.level, "number": True, "label": _("Niveau :")},
                {"text": row.why, "label": _("Pourquoi :")},
            ]
            for row in requirements
        ],
    }


def asking_table(competence: Competence) -> Row:
    """The roles that ask for a competence, the level of each and why."""
    return {
        "columns": [{"label": _("Rôle")}, {"label": _("Niveau"), "number": True}, {"label": _("Pourquoi")}],
        "rows": [
            [
                {
                    "text": row.role.title,
                    "url": reverse("skills:role", args=[competence.version.slug, row.role.slug]),
                },
                {"text": row.level, "number": True, "label": _("Niveau :")},
                {"text": row.why, "label": _("Pourquoi :")},
            ]
            for row in competence.requirements.all()
        ],
    }


def role_change_table(changes: Iterable[RoleChange]) -> Row:
    nothing = _("pas attendue")
    return {
        "columns": [
            {"label": _("Rôle")},
            {"label": _("Compétence")},
            {"label": _("Avant"), "number": True},
            {"label": _("Après"), "number": True},
        ],
        "rows": [
            [
                {"text": change.role.title},
                {"text": f"{change.competence.code} {change.competence.title}"},
                {"text": change.before or nothing, "number": True, "label": _("Avant :")},
                {"text": change.after or nothing, "number": True, "label": _("Après :")},
            ]
            for change in changes
        ],
    }


def choices(versions: Iterable[FrameworkVersion], chosen: FrameworkVersion) -> list[Row]:
    return [
        {"value": row.slug, "label": version_label(row), "selected": row.pk == chosen.pk} for row in versions
    ]
