"""Reading the reference. Every list is in the order of its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

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

if TYPE_CHECKING:
    from django.db.models import QuerySet

IN_ORDER_OF_LEVELS = Prefetch("descriptors", LevelDescriptor.objects.order_by("level"))


def versions() -> QuerySet[FrameworkVersion]:
    """Every version of every framework, the newest of each first."""
    return FrameworkVersion.objects.order_by("framework", "-published_on", "-pk")


def current_version() -> FrameworkVersion | None:
    """The newest version of our own framework; None before the first import."""
    return FrameworkVersion.objects.filter(framework=HOUSE).order_by("-published_on", "-pk").first()


def whole_versions() -> QuerySet[FrameworkVersion]:
    """Versions with their levels, areas, competences and descriptors read: five queries, whatever their number."""
    competences = Competence.objects.order_by("position").prefetch_related(IN_ORDER_OF_LEVELS)
    return FrameworkVersion.objects.order_by("pk").prefetch_related(
        Prefetch("levels", Level.objects.order_by("number")),
        Prefetch("areas", Area.objects.order_by("position")),
        Prefetch("areas__competences", competences),
    )


def requirements_by_role(version: FrameworkVersion) -> QuerySet[RoleProfile]:
    """The role profiles of a version, each with its `requirements` and their competences, in order."""
    wanted = RequiredLevel.objects.select_related("competence__area").order_by("competence__position")
    return version.roles.prefetch_related(Prefetch("requirements", wanted)).order_by("position")


def competences_of(version: FrameworkVersion) -> QuerySet[Competence]:
    """The competences of a version with their area, descriptors, and the roles that ask for them."""
    asked = RequiredLevel.objects.select_related("role").order_by("role__position")
    return (
        version.competences.select_related("area", "version")
        .prefetch_related(IN_ORDER_OF_LEVELS, Prefetch("requirements", asked))
        .order_by("position")
    )
