"""A version of the reference enters whole, or not at all; afterwards it never changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.directory.operations import ImportReport
from maillage.directory.rules.lines import Remark
from maillage.skills import queries
from maillage.skills.enums import CaseVersion, FrameworkFormat, Language
from maillage.skills.errors import FrameworkIsRefused, NoSuchVersion, NotInThisLanguage, VersionIsPublished
from maillage.skills.models import (
    HOUSE,
    Area,
    Competence,
    FrameworkVersion,
    Level,
    LevelDescriptor,
    RequiredLevel,
    RoleProfile,
)
from maillage.skills.rules.case_reading import case_framework
from maillage.skills.rules.case_writing import CasePackage
from maillage.skills.rules.content import content_framework
from maillage.skills.rules.drafts import FrameworkFault, check_draft, digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from maillage.skills.rules.drafts import FrameworkDraft, Words

ONE_AT_A_TIME = 6_021_2026  # the advisory lock of imports
PREFIXES = {Language.FRENCH: "fr-ca", Language.ENGLISH: "en"}
BESIDE = "roles.json"


@transaction.atomic
def import_framework(*, files: Sequence[Path], format: FrameworkFormat, now: datetime) -> ImportReport:  # noqa: A002 - the word of the command
    """Store the version that the files tell. The same files again change nothing.

    A file of ours brings the role profiles that lie beside it; CASE takes one file for each language.
    Raises FrameworkIsRefused, or VersionIsPublished when this version says something else already.
    """
    report = ImportReport(counts={"created": 0, "unchanged": 0})
    name = files[0].name
    try:
        draft, notes = _draft(files, format)
        check_draft(draft)
    except FrameworkFault as fault:
        raise FrameworkIsRefused(file=name, reason=fault) from None
    report.remarks += [
        Remark(file=name, number=0, code=draft.number, reason=note, is_refusal=False) for note in notes
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if not _already_there(draft, format):
        _store(draft, now)
        report.counts["created"] += 1
    else:
        report.counts["unchanged"] += 1
    return report


def case_package(*, slug: str, language: Language, edition: CaseVersion) -> dict[str, Any]:
    """A version in CASE, in one of its languages. Raises NoSuchVersion or NotInThisLanguage."""
    version = queries.whole_versions().filter(slug=slug).first()
    if version is None:
        raise NoSuchVersion(slug=slug)
    if language not in version.languages:
        raise NotInThisLanguage(slug=slug, language=language.label)
    return package_of(version, language=language, edition=edition)


def package_of(version: FrameworkVersion, *, language: Language, edition: CaseVersion) -> dict[str, Any]:
    """A version read whole, in CASE, in one of its languages."""
    addresses = {}
    for told, prefix in PREFIXES.items():
        with override(prefix):
            addresses[told] = settings.SITE_URL.rstrip("/") + reverse("skills:case", args=[version.slug])
    return CasePackage(version, language=language, edition=edition, addresses=addresses).as_json()


def _draft(files: Sequence[Path], format: FrameworkFormat) -> tuple[FrameworkDraft, list[str]]:  # noqa: A002 - as above
    if format == FrameworkFormat.CASE:
        return case_framework([_json(path) for path in files])
    roles = files[0].parent / BESIDE
    return content_framework(_json(files[0]), _json(roles) if roles.is_file() else None), []


def _json(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise FrameworkFault(str(fault)) from None
    if not isinstance(told, dict):
        raise FrameworkFault(_("un objet est attendu"))
    return told


def _already_there(draft: FrameworkDraft, format: FrameworkFormat) -> bool:  # noqa: A002 - as above
    """Raises VersionIsPublished when this version exists and says something else."""
    of_this_name = FrameworkVersion.objects.filter(framework=draft.framework, number=draft.number)
    stored = queries.whole_versions().filter(identifier=draft.identifier).first() or of_this_name.first()
    if stored is None:
        return False
    if stored.digest == digest_of(draft):
        return True
    if format == FrameworkFormat.CASE and _tells_the_same(stored, draft):
        return True
    raise VersionIsPublished(number=draft.number)


def _tells_the_same(stored: FrameworkVersion, draft: FrameworkDraft) -> bool:
    """Whether the stored version, once told in CASE, reads as the draft: CASE does not carry everything."""
    if not set(draft.languages) <= set(stored.languages):
        return False
    packages = [
        package_of(stored, language=language, edition=CaseVersion.CASE_1_0) for language in draft.languages
    ]
    return digest_of(case_framework(packages)[0]) == digest_of(draft)


def _store(draft: FrameworkDraft, now: datetime) -> None:
    version = FrameworkVersion.objects.create(
        framework=draft.framework,
        number=draft.number,
        slug=draft.number if draft.framework == HOUSE else f"{draft.framework}-{draft.number}",
        identifier=draft.identifier,
        languages=list(draft.languages),
        creator=draft.creator,
        licence_title=draft.licence_title,
        licence_url=draft.licence_url,
        published_on=draft.published_on,
        imported_at=now,
        digest=digest_of(draft),
        **_both(title=draft.title, description=draft.description, attribution=draft.attribution),
    )
    Level.objects.bulk_create(
        Level(
            version=version,
            number=level.number,
            **_both(title=level.title, description=level.description),
        )
        for level in draft.levels
    )
    _store_roles(version, draft, _store_competences(version, draft))


def _store_competences(version: FrameworkVersion, draft: FrameworkDraft) -> dict[str, Competence]:
    areas = {
        area.code: Area(
            version=version,
            code=area.code,
            identifier=area.identifier,
            position=rank,
            **_both(title=area.title, description=area.description),
        )
        for rank, area in enumerate(draft.areas, start=1)
    }
    Area.objects.bulk_create(areas.values())
    pairs = [(area, told) for area in draft.areas for told in area.competences]
    rows = {
        told.code: Competence(
            version=version,
            area=areas[area.code],
            code=told.code,
            identifier=told.identifier,
            position=rank,
            **_both(title=told.title, definition=told.definition, with_ai=told.with_ai),
        )
        for rank, (area, told) in enumerate(pairs, start=1)
    }
    Competence.objects.bulk_create(rows.values())
    LevelDescriptor.objects.bulk_create(
        LevelDescriptor(competence=rows[told.code], level=number, **_both(text=words))
        for _area, told in pairs
        for number, words in told.levels.items()
    )
    return rows


def _store_roles(version: FrameworkVersion, draft: FrameworkDraft, rows: Mapping[str, Competence]) -> None:
    roles = {
        role.slug: RoleProfile(
            version=version,
            slug=role.slug,
            identifier=role.identifier,
            position=rank,
            **_both(title=role.title, description=role.description),
        )
        for rank, role in enumerate(draft.roles, start=1)
    }
    RoleProfile.objects.bulk_create(roles.values())
    RequiredLevel.objects.bulk_create(
        RequiredLevel(
            role=roles[role.slug],
            competence=rows[wanted.competence],
            level=wanted.level,
            **_both(why=wanted.why),
        )
        for role in draft.roles
        for wanted in role.requires
    )


def _both(**texts: Words) -> dict[str, str]:
    return {
        f"{name}_{language}": getattr(words, language)
        for name, words in texts.items()
        for language in ("fr", "en")
    }
