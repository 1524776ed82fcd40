"""The files of content/demo."""

from __future__ import annotations

import csv

from django.conf import settings

YES = "true"


def rows_of(name: str) -> list[dict[str, str]]:
    with (settings.CONTENT / "demo" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
