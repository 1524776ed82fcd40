"""Modules and paths enter together, whole, or not at all. A version that is published never changes: what changes has another number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.learning.errors import ModuleIsRefused, NoCompetences, PathIsRefused, SameVersion
from maillage.learning.models import LearningPath, Module, ModuleLevel, ModuleVersion, PathStep, PathVersion
from maillage.learning.rules.content import ContentError, module_of, path_of, waiting_for_one_another
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from maillage.learning.rules.content import ModuleDraft, PathDraft
    from maillage.skills.models import Competence, FrameworkVersion

MODULES, PATHS = "modules", "paths"


@dataclass(frozen=True, kw_only=True)
class Imported:
    """How many versions came in; zero and zero when nothing changes."""

    modules: int
    paths: int


@transaction.atomic
def import_learning(*, folder: Path, now: datetime) -> Imported:
    """Store the modules (modules/*.md) and the paths (paths/*.yaml) of a folder laid out as content/.

    Raises ModuleIsRefused, PathIsRefused, SameVersion, and NoCompetences when the reference is not there yet.
    """
    framework = current_version()
    if framework is None:
        raise NoCompetences
    modules = [_module(path) for path in sorted((folder / MODULES).glob("*.md"))]
    if stuck := waiting_for_one_another(modules):
        reason = _("ces modules s’attendent l’un l’autre : %(names)s") % {"names": ", ".join(stuck)}
        raise ModuleIsRefused(name=stuck[0], reason=reason)
    competences = {row.code: row for row in framework.competences.all()}
    new_modules = sum(store_module(draft, competences, now) for draft in modules)
    new_paths = sum(
        _store_path(_path(path), framework, now) for path in sorted((folder / PATHS).glob("*.yaml"))
    )
    return Imported(modules=new_modules, paths=new_paths)


def store_module(draft: ModuleDraft, competences: Mapping[str, Competence], now: datetime) -> bool:
    """Publish what is not there yet. False when this version is there, and says the same."""
    if stray := sorted({*draft.gains, *draft.requires} - set(competences)):
        reason = _("compétences inconnues : %(codes)s") % {"codes": ", ".join(stray)}
        raise ModuleIsRefused(name=draft.code, reason=reason)
    module, _is_new = Module.objects.select_for_update().get_or_create(code=draft.code)
    before = module.versions.filter(number=draft.fields["number"]).first()
    if before is not None:
        if any(
            getattr(before, name) != value for name, value in draft.fields.items() if name != "reviewed_on"
        ):
            raise SameVersion(name=draft.code, number=before.number)
        return _review(before, draft)
    version = ModuleVersion.objects.create(module=module, written_at=now, published_at=now, **draft.fields)
    ModuleLevel.objects.bulk_create(
        ModuleLevel(version=version, competence=competences[code], is_gained=is_gained, level=level)
        for levels, is_gained in ((draft.gains, True), (draft.requires, False))
        for code, level in levels.items()
    )
    return True


def _review(version: ModuleVersion | PathVersion, draft: ModuleDraft | PathDraft) -> bool:
    """A text that somebody read again stays the same text."""
    if version.reviewed_on == draft.fields["reviewed_on"]:
        return False
    version.reviewed_on = draft.fields["reviewed_on"]
    version.save(update_fields=["reviewed_on"])
    return True


def _store_path(draft: PathDraft, framework: FrameworkVersion, now: datetime) -> bool:
    known = {row.code: row for row in Module.objects.filter(code__in=draft.modules).order_by("pk")}
    if stray := sorted(draft.modules - set(known)):
        reason = _("modules inconnus : %(codes)s") % {"codes": ", ".join(stray)}
        raise PathIsRefused(name=draft.code, reason=reason)
    role = framework.roles.filter(slug=draft.role).first()
    if draft.role and role is None:
        raise PathIsRefused(name=draft.code, reason=_("rôle inconnu : %(role)s") % {"role": draft.role})
    path, _is_new = LearningPath.objects.select_for_update().get_or_create(code=draft.code)
    before = path.versions.filter(number=draft.fields["number"]).first()
    if before is not None:
        if _steps_of(before) != draft.steps or any(
            getattr(before, name) != value for name, value in draft.fields.items() if name != "reviewed_on"
        ):
            raise SameVersion(name=draft.code, number=before.number)
        return _review(before, draft)
    version = PathVersion.objects.create(path=path, role=role, published_at=now, **draft.fields)
    for position, (module, others) in enumerate(draft.steps, start=1):
        step = PathStep.objects.create(version=version, position=position, module=known[module])
        step.alternatives.set([known[code] for code in others])
    return True


def _steps_of(version: PathVersion) -> list[tuple[str, list[str]]]:
    rows = version.steps.order_by("position").select_related("module")
    return [
        (row.module.code, list(row.alternatives.order_by("pk").values_list("code", flat=True)))
        for row in rows
    ]


def _module(path: Path) -> ModuleDraft:
    try:
        draft = module_of(path.read_text(encoding="utf-8"))
    except (ContentError, OSError, UnicodeDecodeError) as fault:
        raise ModuleIsRefused(name=path.stem, reason=fault) from None
    if draft.code != path.stem:
        raise ModuleIsRefused(name=path.stem, reason=_("son « id » est celui d’un autre fichier"))
    return draft


def _path(path: Path) -> PathDraft:
    """With the text of the files that it names."""
    try:
        draft = path_of(path.read_text(encoding="utf-8"))
        for name in ("guide", "project"):
            if file := draft.fields[name]:
                draft.fields[name] = (path.parent / file).read_text(encoding="utf-8")
    except (ContentError, OSError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise PathIsRefused(name=path.stem, reason=fault) from None
    return draft
