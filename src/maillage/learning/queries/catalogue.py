"""The modules and the paths that are given to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, QuerySet

from maillage.common.text import sort_key
from maillage.learning.models import LearningPath, Module, ModuleLevel, ModuleVersion, PathStep, PathVersion

if TYPE_CHECKING:
    from collections.abc import Iterable

STANDS_FIRST = F("withdrawn_at").asc(nulls_first=True)
LEVELS = Prefetch(
    "levels",
    ModuleLevel.objects.select_related("competence__version").order_by("competence__position", "pk"),
)


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What narrows the list of modules. minutes: at most; None for any length."""

    words: str = ""
    competence: str = ""
    role: str = ""
    minutes: int | None = None


def newest_versions() -> QuerySet[ModuleVersion]:
    """One version a module: the newest that is published, withdrawn ones last; in no order. With their levels, without their text."""
    newest = (
        ModuleVersion.objects.filter(published_at__isnull=False)
        .order_by("module", STANDS_FIRST, "-published_at", "-pk")
        .distinct("module")
    )
    return (
        ModuleVersion.objects.filter(pk__in=newest.values("pk"))
        .select_related("module")
        .prefetch_related(LEVELS)
        .defer("text")
        .order_by()
    )


def modules_listed(sought: Sought) -> list[ModuleVersion]:
    """Those that are given to read and answer to all that is sought, by title. Three queries, whatever their number."""
    rows = newest_versions().filter(withdrawn_at=None)
    if sought.competence:
        gained = ModuleLevel.objects.filter(is_gained=True, competence__code=sought.competence)
        rows = rows.filter(pk__in=gained.values("version"))
    if sought.role:
        rows = rows.filter(audience__contains=[sought.role])
    if sought.minutes is not None:
        rows = rows.filter(minutes__lte=sought.minutes)
    words = sort_key(sought.words).split()
    found = [row for row in rows if _tells_of(row, words)]
    return sorted(found, key=lambda row: (sort_key(row.title), row.pk))


def _tells_of(version: ModuleVersion, words: Iterable[str]) -> bool:
    """Every word, in its title, its summary or the competences that it leads to."""
    gained = [row.competence.title for row in version.levels.all() if row.is_gained]
    told = sort_key(" ".join([version.title, version.summary, *gained]))
    return all(word in told for word in words)


def version_given(module: Module) -> ModuleVersion | None:
    """The newest published version, a withdrawn one when there is no other; None when nothing was ever published."""
    return (
        module.versions.filter(published_at__isnull=False)
        .select_related("module")
        .prefetch_related(LEVELS)
        .order_by(STANDS_FIRST, "-published_at", "-pk")
        .first()
    )


def paths_given() -> list[PathVersion]:
    """The newest version of each path that is not withdrawn, by title."""
    newest = (
        PathVersion.objects.filter(withdrawn_at=None)
        .order_by("path", "-published_at", "-pk")
        .distinct("path")
    )
    rows = (
        PathVersion.objects.filter(pk__in=newest.values("pk"))
        .select_related("path", "role")
        .defer("guide", "project")
    )
    return sorted(rows.order_by(), key=lambda row: (sort_key(row.title), row.pk))


def path_version_given(path: LearningPath) -> PathVersion | None:
    """The newest version that is not withdrawn, else the newest; None when there is none."""
    rows = path.versions.select_related("path", "role__version")
    return rows.order_by(STANDS_FIRST, "-published_at", "-pk").first()


def paths_holding(module: Module) -> list[PathVersion]:
    """The paths given today where it is a step or an alternative, by title."""
    holding = set(PathStep.objects.filter(module=module).order_by().values_list("version", flat=True))
    holding |= set(PathStep.objects.filter(alternatives=module).order_by().values_list("version", flat=True))
    return [row for row in paths_given() if row.pk in holding]
