"""What authors see of the paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet

from maillage.activities.enums import ActivityState
from maillage.learning.models import Cohort, LearningPath, ModuleVersion, PathSketch, PathVersion
from maillage.learning.queries.catalogue import newest_versions
from maillage.learning.rules.content import PathDraft
from maillage.learning.rules.path_sketches import Known, draft_kept

if TYPE_CHECKING:
    from datetime import date

    from maillage.skills.models import FrameworkVersion

WITHOUT_TEXT = PathVersion.objects.defer("guide", "project").order_by("-published_at", "-pk")


def known_to_paths(framework: FrameworkVersion) -> Known:
    """What a path may name today: withdrawn modules too, whose step is passed."""
    published = ModuleVersion.objects.filter(published_at__isnull=False).order_by()
    return Known(
        modules=frozenset(published.values_list("module__code", flat=True)),
        roles=frozenset(framework.roles.order_by().values_list("slug", flat=True)),
        competences=frozenset(framework.competences.order_by().values_list("code", flat=True)),
    )


def path_draft(code: str) -> PathDraft | None:
    """What is being written of a path."""
    told = PathSketch.objects.filter(code=code).values_list("told", flat=True).first()
    return None if told is None else draft_kept(code, told)


def path_edition(code: str) -> int:
    """How many times what is written of it was saved or published; zero before the first."""
    return PathSketch.objects.filter(code=code).values_list("edition", flat=True).first() or 0


def paths_with_versions() -> QuerySet[LearningPath]:
    """All of them, by their address; two queries, whatever their number."""
    return LearningPath.objects.prefetch_related(Prefetch("versions", WITHOUT_TEXT)).order_by("code")


def sketches() -> QuerySet[PathSketch]:
    """Those that are being written, by their address."""
    return PathSketch.objects.filter(told__isnull=False).order_by("code")


def path_versions_with_counts(path: LearningPath) -> QuerySet[PathVersion]:
    """Its versions, the newest first, each with how many people are `following` it and have `finished` it."""
    still = Q(enrolments__finished_at=None, enrolments__left_at=None)
    return (
        path.versions.defer("guide", "project")
        .annotate(
            following=Count("enrolments", filter=still),
            finished=Count("enrolments", filter=Q(enrolments__finished_at__isnull=False)),
        )
        .order_by("-published_at", "-pk")
    )


def cohorts_to_come(path: LearningPath, day: date) -> QuerySet[Cohort]:
    """Those, announced, that are not over on this day; the first ones first."""
    return (
        Cohort.objects.filter(
            version__path=path, activity__state=ActivityState.ANNOUNCED, activity__ends_on__gte=day
        )
        .select_related("activity")
        .order_by("activity__starts_on", "pk")
    )


def modules_to_name() -> list[ModuleVersion]:
    """Every module that a path may name, by its address; without its text."""
    return sorted(newest_versions(), key=lambda row: row.module.code)


def told_by_path(version: PathVersion) -> PathDraft:
    """What a published version says, as its file would."""
    names = (
        "number", "title", "summary", "language", "audience", "before", "after", "guide", "project", "author", "reviewed_on",
    )  # fmt: skip
    rows = version.steps.order_by("position").select_related("module").prefetch_related("alternatives")
    steps = [
        (row.module.code, [other.code for other in sorted(row.alternatives.all(), key=lambda one: one.pk)])
        for row in rows
    ]
    return PathDraft(
        code=version.path.code,
        fields={name: getattr(version, name) for name in names},
        role=version.role.slug if version.role else "",
        steps=steps,
    )
