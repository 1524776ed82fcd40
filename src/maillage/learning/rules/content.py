"""What the files of content/modules and content/paths say, read and checked; nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml
from django.utils.translation import gettext as _

from maillage.learning.models.modules import LANGUAGES, LONGEST, SHORTEST
from maillage.learning.rules.text import TextError, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FENCE = "---\n"
TOLD_OF_A_MODULE = {
    "id", "version", "title", "summary", "minutes", "language", "audience", "gains", "requires", "author",
    "reviewed_on", "sources",
}  # fmt: skip
TOLD_OF_A_PATH = {
    "id", "version", "title", "summary", "language", "audience", "role", "modules", "assessment", "project",
    "guide", "author", "reviewed_on",
}  # fmt: skip
ENTRY = 1  # the level that is asked of whoever begins


class ContentError(ValueError):
    """What is wrong with a file, in the person's language."""


@dataclass(frozen=True, kw_only=True)
class ModuleDraft:
    """gains, requires: levels by code of competence. fields: those of ModuleVersion."""

    code: str
    fields: dict[str, Any]
    gains: dict[str, int]
    requires: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class PathDraft:
    """steps: (module, its alternatives) in order. role: its address, or "". fields: those of PathVersion but the role."""

    code: str
    fields: dict[str, Any]
    role: str
    steps: list[tuple[str, list[str]]]

    @property
    def modules(self) -> set[str]:
        return {code for module, others in self.steps for code in (module, *others)}


def module_of(source: str) -> ModuleDraft:
    """What one file says of a module. Raises ContentError."""
    if not source.startswith(FENCE) or f"\n{FENCE}" not in source:
        raise ContentError(_("l’en-tête manque : il se tient en haut, entre deux lignes « --- »"))
    head, text = source.removeprefix(FENCE).split(f"\n{FENCE}", 1)
    told = _told(head, TOLD_OF_A_MODULE)
    fields = {
        name: told[name]
        for name in ("title", "summary", "minutes", "language", "audience", "author", "reviewed_on")
    }
    fields |= {"number": str(told["version"]), "text": text.strip() + "\n"}
    fields["sources"] = [_source(row) for row in told["sources"]]
    draft = ModuleDraft(
        code=str(told["id"]), fields=fields, gains=_levels(told["gains"]), requires=_levels(told["requires"])
    )
    check_module(draft)
    return draft


def check_module(draft: ModuleDraft) -> None:
    """Raises ContentError when what it says does not hold together."""
    minutes = draft.fields["minutes"]
    if not isinstance(minutes, int) or not SHORTEST <= minutes <= LONGEST:
        raise ContentError(
            _("la durée va de %(least)s à %(most)s minutes") % {"least": SHORTEST, "most": LONGEST}
        )
    if draft.fields["language"] not in LANGUAGES:
        raise ContentError(_("la langue est « fr » ou « en »"))
    if not draft.gains:
        raise ContentError(_("il ne mène à aucune compétence"))
    if stuck := sorted(code for code, level in draft.gains.items() if draft.requires.get(code, 0) >= level):
        raise ContentError(_("il demande déjà ce qu’il apprend : %(codes)s") % {"codes": ", ".join(stuck)})
    try:
        blocks_of(draft.fields["text"])
    except TextError as fault:
        raise ContentError(str(fault)) from None


def path_of(source: str) -> PathDraft:
    """What one file says of a path; `guide` and `project` still name their files. Raises ContentError.

    Whether it holds together is for `rules.path_sketches` to say.
    """
    told = _told(source, TOLD_OF_A_PATH)
    fields = {
        name: told[name] for name in ("title", "summary", "language", "audience", "author", "reviewed_on")
    }
    fields |= {"number": str(told["version"]), "guide": told["guide"] or "", "project": told["project"] or ""}
    fields |= {end: [str(code) for code in told["assessment"][end]] for end in ("before", "after")}
    steps = [(str(row["id"]), [str(code) for code in row.get("alternatives", [])]) for row in told["modules"]]
    return PathDraft(code=str(told["id"]), fields=fields, role=told["role"] or "", steps=steps)


def waiting_for_one_another(drafts: Iterable[ModuleDraft]) -> list[str]:
    """The modules that nobody can ever begin: each rests on a level that only others of them give. In order; none when all is well.

    What no module gives is measured when one comes in, and so is the first level of anything.
    """
    waiting = {draft.code: draft for draft in drafts}
    given: dict[str, list[tuple[int, str]]] = {}
    for draft in waiting.values():
        for code, level in draft.gains.items():
            given.setdefault(code, []).append((level, draft.code))

    def is_open(draft: ModuleDraft) -> bool:
        for code, level in draft.requires.items():
            giving = [
                name for reached, name in given.get(code, []) if reached >= level and name != draft.code
            ]
            if level > ENTRY and giving and all(name in waiting for name in giving):
                return False
        return True

    while opened := [name for name, draft in waiting.items() if is_open(draft)]:
        for name in opened:
            del waiting[name]
    return sorted(waiting)


def _told(source: str, wanted: set[str]) -> Mapping[str, Any]:
    try:
        told = yaml.safe_load(source)
    except yaml.YAMLError as fault:
        raise ContentError(_("l’en-tête n’est pas du YAML : %(fault)s") % {"fault": fault}) from None
    if not isinstance(told, dict):
        raise ContentError(_("l’en-tête n’est pas une suite de « nom : valeur »"))
    if missing := sorted(wanted - set(told)):
        raise ContentError(_("il manque %(names)s") % {"names": ", ".join(missing)})
    if unknown := sorted(str(name) for name in set(told) - wanted):
        raise ContentError(_("ces noms ne sont pas connus : %(names)s") % {"names": ", ".join(unknown)})
    return told


def _levels(told: Any) -> dict[str, int]:
    if not isinstance(told, dict) or not set(told.values()) <= {1, 2, 3, 4}:
        raise ContentError(_("les niveaux vont de 1 à 4, par compétence"))
    return {str(code): level for code, level in told.items()}


def _source(row: Any) -> dict[str, str]:
    if (
        not isinstance(row, dict)
        or set(row) != {"title", "url", "read_on"}
        or not isinstance(row["read_on"], date)
    ):
        raise ContentError(_("chaque source a « title », « url » et « read_on », un jour"))
    if not str(row["url"]).startswith(("https://", "http://")):
        raise ContentError(_("l’adresse d’une source commence par https:// : %(url)s") % {"url": row["url"]})
    return {"title": row["title"], "url": row["url"], "read_on": row["read_on"].isoformat()}
