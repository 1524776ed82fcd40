"""The files of content/demo."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

YES = "true"


def demo_file(name: str) -> Path:
    path: Path = settings.CONTENT / "demo" / name
    return path


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with demo_file(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told_in(name: str) -> Any:
    """What a JSON file tells."""
    return json.loads(demo_file(name).read_text(encoding="utf-8"))
