"""Writing modules: a draft, its publication, its withdrawal. A published version never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.common.refusals import ChangedMeanwhile
from maillage.learning.errors import (
    AlreadyWithdrawn,
    DraftHasFaults,
    ModuleIsRefused,
    NoCompetences,
    NoDraft,
    SameVersion,
)
from maillage.learning.models import Module, ModuleLevel, ModuleVersion
from maillage.learning.queries import draft_of, newest_versions
from maillage.learning.queries.pictures import missing_pictures
from maillage.learning.rules.content import ContentError, ModuleDraft, check_module, waiting_for_one_another
from maillage.learning.rules.editions import edition
from maillage.learning.rules.text import blocks_of, pictures_named
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from datetime import datetime

NO_EDITION = 0


def edition_of(version: ModuleVersion | None) -> int:
    """A number that changes with the draft: what a page was made from."""
    if version is None:
        return NO_EDITION
    return edition(version.pk, version.written_at, version.number, version.text)


@transaction.atomic
def save_draft(*, draft: ModuleDraft, read_edition: int, now: datetime) -> ModuleVersion:
    """Keep what an author writes, in the one draft of its module; the module is made when it is new.

    Raises ChangedMeanwhile, SameVersion when its number is that of a published version, ModuleIsRefused for competences
    that are not in the reference.
    """
    framework = current_version()
    if framework is None:
        raise NoCompetences
    competences = {row.code: row for row in framework.competences.all()}
    if stray := sorted({*draft.gains, *draft.requires} - set(competences)):
        reason = _("compétences inconnues : %(codes)s") % {"codes": ", ".join(stray)}
        raise ModuleIsRefused(name=draft.code, reason=reason)
    module = _locked(draft.code)
    kept = draft_of(module)
    if edition_of(kept) != read_edition:
        raise ChangedMeanwhile
    if module.versions.filter(number=draft.fields["number"], published_at__isnull=False).exists():
        raise SameVersion(name=draft.fields["title"], number=draft.fields["number"])
    version = kept or ModuleVersion(module=module)
    for name, value in (draft.fields | {"written_at": now}).items():
        setattr(version, name, value)
    version.save()
    version.levels.all().delete()
    ModuleLevel.objects.bulk_create(
        ModuleLevel(version=version, competence=competences[code], is_gained=is_gained, level=level)
        for levels, is_gained in ((draft.gains, True), (draft.requires, False))
        for code, level in levels.items()
    )
    return version


@transaction.atomic
def publish_draft(*, code: str, read_edition: int, now: datetime) -> ModuleVersion:
    """Give the draft to read; whoever began another version finishes that one.

    Raises NoDraft, ChangedMeanwhile, DraftHasFaults.
    """
    module = _locked(code)
    version = draft_of(module)
    if version is None:
        raise NoDraft
    if edition_of(version) != read_edition:
        raise ChangedMeanwhile
    try:
        check_module(told_by(version))
    except ContentError as fault:
        raise DraftHasFaults(reason=fault) from None
    if faults := faults_of_pictures(version):
        raise DraftHasFaults(reason="\u00a0; ".join(faults))
    others = newest_versions().filter(withdrawn_at=None).exclude(module=module)
    if stuck := waiting_for_one_another([told_by(version), *map(told_by, others)]):
        names = ", ".join(stuck)
        raise DraftHasFaults(
            reason=_("ces modules s’attendraient l’un l’autre : %(names)s") % {"names": names}
        )
    version.published_at = now
    version.save(update_fields=["published_at"])
    return version


@transaction.atomic
def withdraw_module(*, code: str, reason: str, now: datetime) -> Module:
    """Give none of its versions to begin any more; whoever began one finishes it. Raises AlreadyWithdrawn."""
    module = _locked(code)
    given = module.versions.filter(published_at__isnull=False, withdrawn_at=None)
    if not given.update(withdrawn_at=now, withdrawn_reason=reason):
        raise AlreadyWithdrawn
    return module


def faults_of_pictures(version: ModuleVersion) -> list[str]:
    """Its pictures that nobody sent. For a text that holds its form."""
    names = pictures_named(blocks_of(version.text))
    return [
        _("l’image « %(name)s » n’est pas encore déposée") % {"name": name}
        for name in missing_pictures(version.module, names)
    ]


def told_by(version: ModuleVersion) -> ModuleDraft:
    """What a stored version says, as its file would. For one that came with its levels: nothing is asked again."""
    levels = list(version.levels.all())
    fields = {
        name: getattr(version, name)
        for name in ("number", "title", "summary", "minutes", "language", "audience", "author", "reviewed_on")
    }
    if "text" not in version.get_deferred_fields():
        fields["text"] = version.text
    return ModuleDraft(
        code=version.module.code,
        fields=fields,
        gains={row.competence.code: row.level for row in levels if row.is_gained},
        requires={row.competence.code: row.level for row in levels if not row.is_gained},
    )


def _locked(code: str) -> Module:
    Module.objects.get_or_create(code=code)
    return Module.objects.select_for_update().get(code=code)
