"""What public statistics say of a country: how many establishments in each class."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class CountedClass:
    """One line of content/sectors/shares.csv."""

    country: str
    scheme: str
    code: str
    establishments: int
    source: str
    as_of: date


def counted_classes() -> list[CountedClass]:
    """Every line of the file. Raises ValueError for a line that is no count, or says no day."""
    with (settings.CONTENT / "sectors" / "shares.csv").open(encoding="utf-8", newline="") as file:
        return [
            CountedClass(
                country=row["country"],
                scheme=row["scheme"],
                code=row["code"],
                establishments=int(row["establishments"]),
                source=row["source"],
                as_of=date.fromisoformat(row["as_of"]),
            )
            for row in csv.DictReader(file)
        ]
