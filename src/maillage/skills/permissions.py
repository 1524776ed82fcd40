"""The only door to the reference: every version is public, the old ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from maillage.skills import queries

if TYPE_CHECKING:
    from maillage.skills.models import Competence, FrameworkVersion, RoleProfile


def version_open(slug: str) -> FrameworkVersion:
    """A version with all that it says, role profiles aside. Raises Http404."""
    return get_object_or_404(queries.whole_versions(), slug=slug)


def competence_open(slug: str, code: str) -> Competence:
    """One competence of a version. Raises Http404."""
    version = get_object_or_404(queries.versions(), slug=slug)
    return get_object_or_404(queries.competences_of(version), code=code)


def role_open(slug: str, role: str) -> RoleProfile:
    """One role profile of a version. Raises Http404."""
    version = get_object_or_404(queries.versions(), slug=slug)
    return get_object_or_404(queries.requirements_by_role(version).select_related("version"), slug=role)
