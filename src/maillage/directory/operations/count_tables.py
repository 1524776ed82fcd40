"""Write editions of counts: one more when it says something else than the one of the same day."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import connection

from maillage.directory.models import ClassCount, CountsEdition
from maillage.directory.operations.class_tables import class_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage.directory.operations.reports import ImportReport

ONE_AT_A_TIME = 6_022_2026  # the advisory lock of editions


@dataclass(frozen=True, kw_only=True)
class CountsImport:
    """What an import of counts did: its edition, whether that one speaks for its country, and the report."""

    edition: CountsEdition
    speaks: bool
    report: ImportReport


def keep_counts(edition: CountsEdition, numbers: Mapping[int, int], report: ImportReport) -> CountsImport:
    """Store this edition, unless the one that speaks for its day says the same. Of two at once, the second waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    ids = {pk: code for code, pk in class_ids().items()}
    told = [
        str(edition.unit),
        edition.source,
        *sorted(f"{ids[pk]} {number}" for pk, number in numbers.items()),
    ]
    edition.digest = sha256("\n".join(told).encode()).hexdigest()
    own = CountsEdition.objects.filter(country=edition.country, fineness=edition.fineness)
    same_day = own.filter(as_of=edition.as_of).order_by("pk").last()
    if same_day and same_day.digest == edition.digest:
        report.counts = {"unchanged": len(numbers)}
        edition = same_day
    else:
        edition.save()
        ClassCount.objects.bulk_create(
            [
                ClassCount(edition=edition, industry_class_id=pk, number=number)
                for pk, number in numbers.items()
            ]
        )
        report.counts = {"created": len(numbers)}
    latest = own.order_by("as_of", "pk").last()
    return CountsImport(edition=edition, speaks=latest == edition, report=report)
