"""A report as a workbook: one sheet a table, and a sheet that explains every column. The same tables give the same bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from maillage.common.text import writable
from maillage.outcomes.rules.checks import must, must_be_a_number, must_be_an_address, must_say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE, MOST_ROWS, LONGEST_TEXT, WIDEST = 31, 1_048_575, 32_767, 60
HEAD, LINKED = Font(bold=True), Font(color="0B5394", underline="single")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
Value = str | int | Decimal | date | None  # None: it is not known


class Kind(StrEnum):
    TEXT, NUMBER, MONEY, DATE, SHARE, LINK = "text", "number", "money", "date", "share", "link"


# what a column may hold, how it is shown, how wide it is at least, and its name
TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str,
    Kind.NUMBER: (int, Decimal),
    Kind.MONEY: (int, Decimal),
    Kind.DATE: date,
    Kind.SHARE: (int, Decimal),
    Kind.LINK: str,
}
FORMATS = {Kind.NUMBER: "#,##0.###", Kind.MONEY: "#,##0.00", Kind.DATE: "yyyy-mm-dd", Kind.SHARE: "0.0%"}
WIDTHS = {Kind.TEXT: 12, Kind.NUMBER: 12, Kind.MONEY: 16, Kind.DATE: 12, Kind.SHARE: 10, Kind.LINK: 12}
NAMES = {
    Kind.TEXT: gettext_lazy("texte"),
    Kind.NUMBER: gettext_lazy("nombre"),
    Kind.MONEY: gettext_lazy("montant"),
    Kind.DATE: gettext_lazy("date"),
    Kind.SHARE: gettext_lazy("part"),
    Kind.LINK: gettext_lazy("adresse"),
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """meaning: what the sheet of columns says of it."""

    title: str
    kind: Kind
    meaning: str

    def __post_init__(self) -> None:
        must_say(self.title, self.meaning)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet. Each row holds a value a column, of the column's kind; an unknown value is None and leaves its cell empty."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        must_say(self.title)
        must(bool(self.columns), "a table has a column")
        must(len(self.rows) <= MOST_ROWS, f"a sheet holds {MOST_ROWS} rows")
        for row in self.rows:
            must(len(row) == len(self.columns), f"a row holds a value a column: {row!r}")
            for column, value in zip(self.columns, row, strict=True):
                _check(column, value)


def workbook_of(title: str, tables: Sequence[Table], *, author: str, made_at: datetime) -> bytes:
    """The tables in their order, then the explanation of their columns. Raises ValueError without a table."""
    must(bool(tables), "a workbook holds a table")
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = writable(title), writable(author)
    moment = made_at.astimezone(UTC).replace(microsecond=0)
    book.properties.created = book.properties.modified = moment.replace(tzinfo=None)
    taken: set[str] = set()
    for table in (*tables, _explanations(tables)):
        _fill(book.create_sheet(_free_title(table.title, taken)), table)
    written = BytesIO()
    with _DatedZip(written, moment) as archive:
        ExcelWriter(book, archive).write_data()
    return written.getvalue()


def _check(column: Column, value: Value) -> None:
    if value is None:
        return
    fits = isinstance(value, TYPES[column.kind]) and not isinstance(value, bool | datetime)
    must(fits, f"{column.title}: {column.kind} and not {value!r}")
    if isinstance(value, Decimal):
        must_be_a_number(value)
    elif column.kind == Kind.LINK:
        must_be_an_address(str(value))


def _explanations(tables: Sequence[Table]) -> Table:
    head = (
        (_("Feuille"), _("la feuille où se trouve la colonne")),
        (_("Colonne"), _("le titre de la colonne")),
        (_("Nature"), _("ce que la colonne tient : texte, nombre, montant, date, part ou adresse")),
        (_("Ce qu’elle dit"), _("le sens de la colonne, et ce que dit une case vide")),
    )
    return Table(
        title=_("Colonnes"),
        columns=tuple(Column(title=title, kind=Kind.TEXT, meaning=meaning) for title, meaning in head),
        rows=tuple(
            (table.title, column.title, str(NAMES[column.kind]), column.meaning)
            for table in tables
            for column in table.columns
        ),
    )


def _free_title(wanted: str, taken: set[str]) -> str:
    """A title that a sheet may have, unlike the others when case counts for nothing."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", writable(wanted)).strip("' ") or "-"
    title, number = plain[:LONGEST_TITLE], 2
    while title.casefold() in taken:
        title, number = f"{plain[: LONGEST_TITLE - 4]} {number}", number + 1
    taken.add(title.casefold())
    return title


def _fill(sheet: Worksheet, table: Table) -> None:
    for place, column in enumerate(table.columns, start=1):
        head = sheet.cell(row=1, column=place)
        _write(head, column.title, Kind.TEXT)
        head.font, head.alignment = HEAD, Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(table.rows, start=2):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True), start=1):
            if value is not None:
                _write(sheet.cell(row=number, column=place), value, column.kind)
    for place, column in enumerate(table.columns, start=1):
        longest = max((len(str(row[place - 1] or "")) for row in table.rows), default=0)
        width = min(WIDEST, max(WIDTHS[column.kind], len(column.title), longest) + 2)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"


def _write(cell: Any, value: Any, kind: Kind) -> None:
    """Words are always words: a spreadsheet never reads a formula nor an error in them, even when a cell is edited."""
    if kind in {Kind.TEXT, Kind.LINK}:
        text = writable(value)[:LONGEST_TEXT]
        if not text:
            return
        cell.value, cell.data_type = text, "s"  # in this order: a value chooses its own type
        if text.startswith(FORMULA_SIGNS):
            cell.quotePrefix = True
        if kind == Kind.LINK:
            cell.hyperlink, cell.font = text, LINKED
    else:
        cell.value, cell.number_format = value, FORMATS[kind]


class _DatedZip(ZipFile):
    """A zip whose entries all say the same moment."""

    def __init__(self, file: BytesIO, moment: datetime) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self.moment = moment.timetuple()[:6]

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_how: Any, **_told: Any) -> None:
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(ZipInfo(name, self.moment), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_how: Any, **_told: Any) -> None:
        self.writestr(str(arcname or filename), Path(filename).read_bytes())
