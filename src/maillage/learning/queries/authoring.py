"""What authors see of the modules."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet

from maillage.learning.models import Module, ModuleVersion
from maillage.learning.queries.catalogue import LEVELS

WITHOUT_TEXT = ModuleVersion.objects.defer("text").order_by("-written_at", "-pk")


def draft_of(module: Module) -> ModuleVersion | None:
    """The one that is being written."""
    rows = module.versions.filter(published_at=None).select_related("module")
    return rows.prefetch_related(LEVELS).first()


def versions_with_counts(module: Module) -> QuerySet[ModuleVersion]:
    """Its versions, the newest first, each with how many people are `reading` it and have `finished` it."""
    return (
        module.versions.defer("text")
        .annotate(
            reading=Count("readings", filter=Q(readings__finished_at=None)),
            finished=Count("readings", filter=Q(readings__finished_at__isnull=False)),
        )
        .order_by("-written_at", "-pk")
    )


def modules_with_versions() -> QuerySet[Module]:
    """All of them, by their address; two queries, whatever their number."""
    return Module.objects.prefetch_related(Prefetch("versions", WITHOUT_TEXT)).order_by("code")
