"""Modules and paths enter together, whole, or not at all. A version that is published never changes: what changes has another number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.learning.errors import (
    ModuleIsRefused,
    NoCompetences,
    PathIsRefused,
    PictureIsThere,
    PictureIsUnreadable,
    SameVersion,
)
from maillage.learning.models import LearningPath, Module, ModuleLevel, ModuleVersion, PathStep, PathVersion
from maillage.learning.operations.pictures import import_picture
from maillage.learning.queries.path_authoring import known_to_paths, told_by_path
from maillage.learning.rules.content import ContentError, module_of, path_of, waiting_for_one_another
from maillage.learning.rules.path_sketches import faults_of_path
from maillage.learning.rules.picture_files import MOST_KEPT
from maillage.learning.rules.pictures import film_said, is_film
from maillage.learning.rules.text import blocks_of, pictures_named
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from maillage.learning.rules.content import ModuleDraft, PathDraft
    from maillage.skills.models import Competence, FrameworkVersion

MODULES, PATHS = "modules", "paths"
MOST_OF_A_FILE = 1_000_000  # bytes: four times the longest text


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
    _no_film(folder / MODULES)
    modules = [module_in(path) for path in sorted((folder / MODULES).glob("*.md"))]
    if stuck := waiting_for_one_another(modules):
        reason = _("ces modules s’attendent l’un l’autre : %(names)s") % {"names": ", ".join(stuck)}
        raise ModuleIsRefused(name=stuck[0], reason=reason)
    competences = {row.code: row for row in framework.competences.all()}
    new_modules = sum(store_module(draft, competences, now) for draft in modules)
    for draft in modules:
        _store_pictures(draft, folder / MODULES, now)
    new_paths = sum(
        store_path(path_in(path), framework, now) for path in sorted((folder / PATHS).glob("*.yaml"))
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


def store_path(draft: PathDraft, framework: FrameworkVersion, now: datetime) -> bool:
    """Publish what is not there yet. False when this version is there, and says the same. Raises PathIsRefused, SameVersion."""
    path, _is_new = LearningPath.objects.select_for_update().get_or_create(code=draft.code)
    before = path.versions.filter(number=draft.fields["number"]).first()
    if before is not None:
        if _unordered(told_by_path(before)) != _unordered(draft) or any(
            getattr(before, name) != value for name, value in draft.fields.items() if name != "reviewed_on"
        ):
            raise SameVersion(name=draft.code, number=before.number)
        return _review(before, draft)
    if faults := faults_of_path(draft, known_to_paths(framework)):
        raise PathIsRefused(name=draft.code, reason="\u00a0; ".join(faults))
    known = Module.objects.in_bulk(draft.modules, field_name="code")
    role = framework.roles.filter(slug=draft.role).first()
    version = PathVersion.objects.create(path=path, role=role, published_at=now, **draft.fields)
    for position, (module, others) in enumerate(draft.steps, start=1):
        step = PathStep.objects.create(version=version, position=position, module=known[module])
        step.alternatives.set([known[code] for code in others])
    return True


def _unordered(draft: PathDraft) -> list[tuple[str, list[str]]]:
    """Its steps; what may replace one has no order."""
    return [(module, sorted(others)) for module, others in draft.steps]


def _store_pictures(draft: ModuleDraft, folder: Path, now: datetime) -> None:
    """Those that its text shows, from the files beside it. Raises ModuleIsRefused."""
    module = Module.objects.get(code=draft.code)
    for name in pictures_named(blocks_of(draft.fields["text"])):
        file = folder / name
        if not file.is_file():
            told = {"name": name}
            raise ModuleIsRefused(
                name=draft.code, reason=_("l’image « %(name)s » n’est pas à côté de lui") % told
            )
        try:
            import_picture(module=module, name=name, content=_bytes(file, MOST_KEPT), now=now)
        except (PictureIsThere, PictureIsUnreadable, ContentError) as fault:
            raise ModuleIsRefused(name=draft.code, reason=str(fault).rstrip(".")) from None


def _no_film(folder: Path) -> None:
    """Told by its name: not a byte of it is read. Raises ModuleIsRefused."""
    for path in sorted(folder.glob("*")):
        if is_film(path.name):
            raise ModuleIsRefused(name=path.name, reason=film_said(path.name))


def _bytes(file: Path, most: int) -> bytes:
    """Of a file of a decent size: a larger one is not read. Raises ContentError."""
    if file.stat().st_size > most:
        told = {"name": file.name, "most": -(-most // 1_000_000)}
        raise ContentError(_("« %(name)s » passe %(most)s millions d’octets : il n’a pas été lu") % told)
    return file.read_bytes()


def module_in(path: Path) -> ModuleDraft:
    try:
        draft = module_of(_bytes(path, MOST_OF_A_FILE).decode())
    except (ContentError, OSError, UnicodeDecodeError) as fault:
        raise ModuleIsRefused(name=path.stem, reason=fault) from None
    if draft.code != path.stem:
        raise ModuleIsRefused(name=path.stem, reason=_("son « id » est celui d’un autre fichier"))
    return draft


def path_in(path: Path) -> PathDraft:
    """With the text of the files that it names."""
    try:
        draft = path_of(_bytes(path, MOST_OF_A_FILE).decode())
        for name in ("guide", "project"):
            if file := draft.fields[name]:
                draft.fields[name] = _bytes(path.parent / file, MOST_OF_A_FILE).decode()
    except (ContentError, OSError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise PathIsRefused(name=path.stem, reason=fault) from None
    return draft
