"""The sectors of a firm in the classifications that conditions use, through the crosswalk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.cache import caches

from maillage.directory.models import IndustryClass
from maillage.directory.queries import equivalents

KEPT = 3600  # seconds: classifications change with an import

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.directory.queries import Equivalent


def sectors_as_asked(sectors: frozenset[str], asked: Iterable[str]) -> frozenset[str]:
    """The paths of the firm's sectors, and what they amount to in each other classification of the `asked` paths.

    A heading that holds exactly the same activities stands for the sector. One that overlaps it only in part never
    makes a yes: where it meets what is asked the answer stays unknown, elsewhere it is no. A classification that no
    link reaches is unknown as a whole; its bare name, above all of its headings, says so.
    """
    asked = set(asked)
    known = {path.split("/")[0] for path in sectors}
    found = set(sectors)
    for scheme in {path.split("/")[0] for path in asked} - known:
        found |= _paths(_across(sectors, scheme), scheme, asked)
    return frozenset(found)


def _paths(rows: list[Equivalent], scheme: str, asked: set[str]) -> set[str]:
    exact = {row.industry_class.path for row in rows if not row.is_partial}
    partial = {row.industry_class.path for row in rows if row.is_partial}
    in_doubt = not rows or any(_holds(path, below) for path in asked for below in partial)
    return exact | ({scheme} if in_doubt else partial)


def _across(sectors: frozenset[str], scheme: str) -> list[Equivalent]:
    """Remembered for a while: every programme considered asks the same of the same firm."""

    def found() -> list[Equivalent]:
        classes = IndustryClass.objects.filter(path__in=sectors).order_by("path")
        return [row for industry_class in classes for row in equivalents(industry_class, scheme)]

    name = hashlib.sha256(" ".join(sorted(sectors)).encode()).hexdigest()
    return caches["local"].get_or_set(f"sectors:{scheme}:{name}", found, KEPT) or []


def _holds(path: str, below: str) -> bool:
    return below == path or below.startswith(f"{path}/")
