"""The modules and the paths of the demonstration: those that we ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from maillage.learning.operations import import_learning

if TYPE_CHECKING:
    from datetime import datetime


def build_learning(*, now: datetime) -> None:
    import_learning(folder=settings.CONTENT, now=now)
