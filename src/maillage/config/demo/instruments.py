"""The instruments of the demonstration: those that we ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from maillage.assessments.operations import import_instrument

if TYPE_CHECKING:
    from datetime import datetime


def build_instruments(*, now: datetime) -> None:
    for folder in ("items", "maturity"):
        import_instrument(folder=settings.CONTENT / folder, now=now)
