"""Import what statistics offices publish: how many a country has in each sector."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.directory.enums import Country
from maillage.directory.errors import CountsHaveNoDay, CountsOfTheFuture, FileIsTruncated, WrongColumns
from maillage.directory.models import CountsEdition
from maillage.directory.operations.class_tables import class_ids
from maillage.directory.operations.count_tables import keep_counts
from maillage.directory.operations.reference import load_sectors
from maillage.directory.operations.reports import ImportIsRefused, ImportReport
from maillage.directory.rules.counts import LAYOUTS, layout_of
from maillage.directory.rules.lines import refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.directory.operations.count_tables import CountsImport
    from maillage.directory.rules.classes import Code
    from maillage.directory.rules.counts import Counted, Layout
    from maillage.directory.rules.lines import OfficialFile

_YEAR = re.compile(r"[12]\d{3}")
_TABLE_OF_CANADA = re.compile(r"(\d{2})(\d{2})(\d{4})")  # 33101174.csv
_TABLE_OF_EUROPE = re.compile(r"(?:estat_)?([a-z]+(?:_[a-z0-9]+)+)", re.IGNORECASE)  # estat_bd_size.tsv


@transaction.atomic
def import_counts(
    *, file: OfficialFile, read_on: date, as_of: date | None = None, source: str = ""
) -> CountsImport:
    """Keep what the file counts, as one edition more of its country. All or nothing.

    A second run of the same file changes nothing. `as_of` may be left out where the file counts a year: then it is
    its last day. Raises WrongColumns, FileIsTruncated, CountsHaveNoDay, CountsOfTheFuture, or ImportIsRefused with
    its report.
    """
    layout = layout_of(file.columns)
    if layout is None:
        expected = "\u00a0; ".join(dict.fromkeys(known.office for known in LAYOUTS))
        raise WrongColumns(file=file.name, columns=", ".join(sorted(file.columns)), expected=expected)
    load_sectors()
    table = layout.read(file.lines)
    report = ImportReport(remarks=[*file.broken, *table.remarks])
    numbers = _by_heading(table.finest, layout, class_ids(), report)
    if report.refusals:
        raise ImportIsRefused(report=report)
    if table.what_is_wrong:
        raise FileIsTruncated(file=file.name, reason=table.what_is_wrong)
    day = as_of or _last_day_of(table.period, file.name)
    if day > read_on:
        raise CountsOfTheFuture(read_on=read_on.isoformat(), as_of=day.isoformat())
    edition = CountsEdition(
        country=layout.country, fineness=table.finest[0].fineness, unit=table.unit, as_of=day, read_on=read_on,
        source=source or _source_of(layout, file), licence=layout.licence,
    )  # fmt: skip
    return keep_counts(edition, numbers, report)


def _by_heading(
    counted: Sequence[Counted], layout: Layout, ids: Mapping[Code, int], report: ImportReport
) -> dict[int, int]:
    """How many by heading of ours; a code that no classification of the country has is refused."""
    numbers: dict[int, int] = {}
    for row in counted:
        heading = next(
            (ids[scheme, row.code] for scheme in layout.schemes if (scheme, row.code) in ids), None
        )
        if heading is None:
            report.remarks.append(refused(row.line, row.code, _("aucune classification connue n’a ce code")))
        else:
            numbers[heading] = row.number
    return numbers


def _last_day_of(period: str, file: str) -> date:
    """31 December of a year; a shorter period does not say which day it describes."""
    if not _YEAR.fullmatch(period):
        raise CountsHaveNoDay(file=file, period=period or "?")
    return date(int(period), 12, 31)


def _source_of(layout: Layout, file: OfficialFile) -> str:
    """The office and, when the name of the file or its lines tell it, the table."""
    stem = file.name.rsplit(".", 1)[0]
    if layout.country == Country.CANADA:
        number = _TABLE_OF_CANADA.fullmatch(stem)
        return f"{layout.office}, {_('tableau')} {'-'.join(number.groups())}-01" if number else layout.office
    flow = file.lines[0].get("DATAFLOW").removeprefix("ESTAT:").split("(")[0]
    named = _TABLE_OF_EUROPE.fullmatch(stem)
    table = flow or (named[1] if named else "")
    return f"{layout.office}, {table.lower()}" if table else layout.office
