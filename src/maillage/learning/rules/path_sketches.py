"""A path on its way: what is wrong with it, what an author should know, and how a draft is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.learning.rules.content import ENTRY, PathDraft

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from maillage.learning.rules.content import ModuleDraft

Steps = list[tuple[str, list[str]]]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a path may name, by code: modules that were published, and the roles and competences of the reference."""

    modules: Collection[str]
    roles: Collection[str]
    competences: Collection[str]


def faults_of_path(draft: PathDraft, known: Known) -> list[str]:
    """All that keeps it from being given; none when all is well. A file and a page are held to the same."""
    measured = {*draft.fields["before"], *draft.fields["after"]}
    strays = [
        (_("modules inconnus : %(codes)s"), draft.modules - set(known.modules)),
        (_("rôle inconnu : %(codes)s"), {draft.role} - {"", *known.roles}),
        (_("publics inconnus : %(codes)s"), set(draft.fields["audience"]) - set(known.roles)),
        (_("compétences inconnues : %(codes)s"), measured - set(known.competences)),
    ]
    faults = [said % {"codes": ", ".join(sorted(codes))} for said, codes in strays if codes]
    if not draft.steps:
        faults.append(_("il n’a aucun module"))
    return faults + [fault for _line, fault in faults_of_steps(draft.steps)]


def faults_of_steps(steps: Sequence[tuple[str, list[str]]]) -> list[tuple[int, str]]:
    """What is wrong with their order, each with its place, from 1."""
    places: dict[str, int] = {}
    faults = []
    for place, (module, others) in enumerate(steps, start=1):
        if module in places:
            told = {"code": module, "place": places[module]}
            faults.append((place, _("« %(code)s » est déjà l’étape %(place)s") % told))
        if module in others or len(set(others)) < len(others):
            faults.append((place, _("« %(code)s » : un autre choix y est deux fois") % {"code": module}))
        places.setdefault(module, place)
    return faults


def nearest(code: str, known: Collection[str]) -> str:
    """The name that was perhaps meant; empty when none looks like it."""
    return next(iter(get_close_matches(code, sorted(known), n=1)), "")


def notes_of_path(steps: Steps, given: Mapping[str, ModuleDraft], withdrawn: Collection[str]) -> list[str]:
    """What does not prevent anything, and what an author should know: steps that will be passed, and what comes too late.

    given: what each module of the path says, the withdrawn ones too.
    """
    notes = [
        _("« %(title)s » n’est plus donné : son étape sera passée.") % {"title": _title(given, module)}
        for module, others in steps
        if {module, *others} <= set(withdrawn)
    ]
    for place, (module, _others) in enumerate(steps):
        asked = given[module].requires if module in given else {}
        for code, level in asked.items():
            later = next((n for n in _giving(steps, given, code, level) if n > place), None)
            if level > ENTRY and later is not None and later == min(_giving(steps, given, code, level)):
                told = {"title": _title(given, module), "code": code, "level": level, "place": later + 1}
                notes.append(
                    _(
                        "« %(title)s » s’appuie sur %(code)s au niveau %(level)s, qui ne vient qu’à l’étape %(place)s."
                    )
                    % told
                )
    return notes


def _giving(steps: Steps, given: Mapping[str, ModuleDraft], code: str, level: int) -> list[int]:
    """The places, from 0, of the steps that lead there."""
    return [
        place
        for place, (module, _others) in enumerate(steps)
        if module in given and given[module].gains.get(code, 0) >= level
    ]


def _title(given: Mapping[str, ModuleDraft], code: str) -> str:
    return str(given[code].fields["title"]) if code in given else code


def kept_of(draft: PathDraft) -> dict[str, Any]:
    """As JSON keeps it."""
    reviewed_on: date | None = draft.fields["reviewed_on"]
    told = draft.fields | {"reviewed_on": reviewed_on.isoformat() if reviewed_on else None}
    return {"fields": told, "role": draft.role, "steps": draft.steps}


def draft_kept(code: str, told: Mapping[str, Any]) -> PathDraft:
    """What `kept_of` wrote."""
    reviewed_on = told["fields"]["reviewed_on"]
    fields = told["fields"] | {"reviewed_on": date.fromisoformat(reviewed_on) if reviewed_on else None}
    return PathDraft(
        code=code, fields=fields, role=told["role"], steps=[(row[0], list(row[1])) for row in told["steps"]]
    )
