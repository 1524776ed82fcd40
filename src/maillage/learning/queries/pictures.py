"""The pictures of modules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maillage.learning.models import ModulePicture, ModuleVersion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from maillage.learning.models import Module


def pictures_of(modules: Iterable[Module]) -> QuerySet[ModulePicture]:
    """Theirs, without their bytes, by name."""
    rows = ModulePicture.objects.filter(module__in=list(modules)).select_related("module").defer("content")
    return rows.order_by("module", "name")


def is_published(code: str, name: str) -> bool:
    """Whether a published version of this module shows it, a withdrawn one too: whoever began it reads it."""
    said = rf"(?n)^::: *image +{re.escape(name)}( |$)"
    return ModuleVersion.objects.filter(
        module__code=code, published_at__isnull=False, text__regex=said
    ).exists()


def missing_pictures(module: Module, names: Iterable[str]) -> list[str]:
    """Those of these names that were not sent yet, in their order."""
    wanted = list(names)
    there = set(module.pictures.filter(name__in=wanted).order_by().values_list("name", flat=True))
    return [name for name in wanted if name not in there]
