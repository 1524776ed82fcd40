"""Workbooks: read again, they say what they were told, and words never become formulas."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from maillage.common.text import writable
from maillage.outcomes.rules.workbook import Column, Kind, Table, workbook_of

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
VALUES = {
    Kind.TEXT: st.text(max_size=20)
    | st.sampled_from(["=1+1", "+33", "-A", "@x", "#N/A", "2026-01-01", "\x01="]),
    Kind.NUMBER: st.integers(-(10**9), 10**9),
    Kind.MONEY: st.decimals(-(10**9), 10**9, places=2),
    Kind.DATE: st.dates(date(1901, 1, 1), date(2199, 12, 31)),
    Kind.SHARE: st.decimals(0, 1, places=4),
    Kind.LINK: st.sampled_from(
        ["https://exemple.org/a?b=1", "https://exemple.org/é".encode().decode("ascii", "ignore")]
    ),
}
COLUMNS = tuple(Column(title=f"{kind} !", kind=kind, meaning=f"Dit {kind}.") for kind in VALUES)


def a_table(*rows, title="Contributions", columns=COLUMNS):
    return Table(title=title, columns=columns, rows=rows)


def written(*tables):
    return workbook_of("Rapport", tables, author="Réseau d’essai", made_at=NOW)


def read(*tables):
    return load_workbook(BytesIO(written(*tables)))


@settings(max_examples=60, deadline=None)
@example([("", *[None] * 5)])
@given(st.lists(st.tuples(*(st.none() | drawn for drawn in VALUES.values())), max_size=4))
def test_whatever_is_told_is_read_again_and_no_word_is_a_formula(rows):
    sheet = read(a_table(*rows))["Contributions"]

    told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=len(rows) + 1)]
    assert [_read_again(row) for row in told][: len(rows)] == [_as_told(row) for row in rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def _read_again(row):
    text, number, money, day, share, link = row
    return (
        text,
        number,
        None if money is None else Decimal(str(money)),
        day.date() if day else None,
        None if share is None else Decimal(str(share)),
        link,
    )


def _as_told(row):
    return ((writable(row[0]) if row[0] else "") or None, *row[1:])


def test_a_sheet_shows_its_kinds_and_keeps_its_head():
    row = (
        "=HYPERLINK(1)",
        1200,
        Decimal("250000.50"),
        date(2021, 11, 15),
        Decimal("0.125"),
        "https://exemple.org/",
    )

    sheet = read(a_table(row))["Contributions"]

    assert [cell.number_format for cell in sheet[2]] == [
        "General", "#,##0.###", "#,##0.00", "yyyy-mm-dd", "0.0%", "General",
    ]  # fmt: skip
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert sheet["F2"].hyperlink.target == "https://exemple.org/"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:F2", True)
    assert sheet.column_dimensions["C"].width == 18


def test_the_last_sheet_explains_every_column():
    book = read(a_table(title="Résumé"), a_table(title="Contributions"))

    assert book.sheetnames == ["Résumé", "Contributions", "Colonnes"]
    told = [[cell.value for cell in row] for row in book["Colonnes"].iter_rows(min_row=2)]
    assert len(told) == 2 * len(COLUMNS)
    assert told[2] == ["Résumé", "money !", "montant", "Dit money."]


def test_the_same_tables_give_the_same_bytes_whenever_they_are_written():
    first = written(a_table())

    assert first == written(a_table())
    archive = ZipFile(BytesIO(first))
    assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 14, 30, 0)}
    assert set(re.findall(rb">(20\d\d-[^<]*)<", archive.read("docProps/core.xml"))) == {
        b"2026-11-22T14:30:00Z"
    }


def test_titles_of_sheets_are_what_a_sheet_may_have_and_each_is_its_own():
    long = "Retombées de l’initiative [Plus] : a/b"

    names = read(a_table(title=long), a_table(title=long.upper()), a_table(title="'?'")).sheetnames

    assert names == ["Retombées de l’initiative  Plus", "RETOMBÉES DE L’INITIATIVE   2", "-", "Colonnes"]


@pytest.mark.parametrize(
    "build",
    [
        written,
        lambda: a_table(title=" "),
        lambda: a_table(columns=()),
        lambda: a_table(("un",)),
        lambda: a_table((1, *[None] * 5)),
        lambda: a_table((None, "1", *[None] * 4)),
        lambda: a_table((None, True, *[None] * 4)),
        lambda: a_table((None, None, Decimal("NaN"), *[None] * 3)),
        lambda: a_table((*[None] * 3, NOW, *[None] * 2)),
        lambda: a_table((*[None] * 5, "javascript:1")),
        lambda: Column(title="A", kind=Kind.TEXT, meaning=""),
    ],
)
def test_what_no_sheet_could_say_is_not_built(build):
    with pytest.raises(ValueError, match=r"."):
        build()
