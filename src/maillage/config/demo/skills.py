"""The competence reference of the demonstration: the one that we ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from maillage.skills.enums import FrameworkFormat
from maillage.skills.operations import import_framework

if TYPE_CHECKING:
    from datetime import datetime


def build_skills(*, now: datetime) -> None:
    framework = settings.CONTENT / "skills" / "framework.json"
    import_framework(files=[framework], format=FrameworkFormat.MAILLAGE, now=now)
