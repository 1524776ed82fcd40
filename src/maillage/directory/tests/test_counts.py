"""What statistics offices count, imported as they publish it: whole, dated, never overwritten."""

import csv
from datetime import date

import pytest
from typer.testing import CliRunner

from maillage.common.tests.at_once import at_once
from maillage.directory import errors
from maillage.directory.commands import sectors_app
from maillage.directory.enums import CountedUnit, Fineness
from maillage.directory.models import ClassCount, CountsEdition
from maillage.directory.operations import ImportIsRefused, import_counts, load_reference, read_official_file
from maillage.directory.queries import published_counts
from maillage.directory.tests.counted import (
    EACH,
    MELODI,
    SDMX,
    STATCAN,
    STATCAN_FR,
    divisions,
    lettered,
    melodi,
    sdmx,
    sections,
    statcan,
    statcan_fr,
    subsectors,
)
from maillage.directory.tests.official import write

pytestmark = pytest.mark.django_db
READ, JUNE, DECEMBER = date(2026, 11, 22), date(2026, 6, 30), date(2025, 12, 31)


@pytest.fixture
def load(tmp_path):
    """Import a table, written with this separator under this name."""

    def run(header, rows, *, name="33101174.csv", sign=",", **options):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=sign).writerows([header, *rows])
        return import_counts(file=read_official_file(path), read_on=READ, **options)

    return run


def counted(edition):
    return {
        (scheme, code): number
        for scheme, code, number in ClassCount.objects.filter(edition=edition).values_list(
            "industry_class__scheme", "industry_class__code", "number"
        )
    }


def refusals(failure):
    return [(row.number, row.code) for row in failure.value.report.refusals]


def test_a_table_of_canada_is_kept_by_subsector_with_its_source_and_its_days(load):
    done = load(STATCAN, statcan([("311", 7_000)]), as_of=JUNE)

    edition, numbers = done.edition, counted(done.edition)
    assert (edition.country, edition.fineness) == ("CA", Fineness.DIVISION)
    assert edition.unit == CountedUnit.EMPLOYER_LOCATIONS
    assert (edition.as_of, edition.read_on) == (JUNE, READ)
    assert edition.source.endswith("tableau 33-10-1174-01")
    assert len(numbers) == len(subsectors())
    assert numbers["scian2017", "311"] == 7_000
    assert numbers["scian2017", "411"] == numbers["naics2022", "455"] == EACH  # Canada’s alone; made in 2022


def test_the_french_table_of_canada_says_the_same(load):
    english = load(STATCAN, statcan(), as_of=JUNE)

    french = load(STATCAN_FR, statcan_fr(), sign=";", as_of=JUNE)

    assert french.report.changes_nothing
    assert french.edition == english.edition


def test_provinces_and_sizes_are_not_added_to_the_country(load):
    rows = [
        *statcan(),
        *statcan([("311", 99)], place="Quebec"),
        *statcan([("311", 98)], size="1 to 4 employees"),
    ]

    assert counted(load(STATCAN, rows, as_of=JUNE).edition)["scian2017", "311"] == EACH


def test_a_half_year_of_canada_must_be_given_its_day(load):
    with pytest.raises(errors.CountsHaveNoDay) as failure:
        load(STATCAN, statcan())

    assert "2026-01" in str(failure.value)
    assert not CountsEdition.objects.exists()


def test_what_was_read_cannot_be_of_a_later_day(load):
    with pytest.raises(errors.CountsOfTheFuture):
        load(STATCAN, statcan(), as_of=date(2026, 12, 31))


def test_lines_that_cannot_be_understood_refuse_the_whole_table(load):
    rows = [*statcan([("311", "beaucoup"), ("312", "-4")], whole=10_000), *statcan()[-1:]]
    rows.append(("2026-01", "Canada", "", "Total, with employees", "New one [999]", "Number", 4, ""))

    with pytest.raises(ImportIsRefused) as failure:
        load(STATCAN, rows, as_of=JUNE)

    assert [code for _line, code in refusals(failure)] == ["311", "312", subsectors()[-1], "999"]
    assert not CountsEdition.objects.exists()


def test_a_number_that_is_not_published_is_noted_and_its_class_not_counted(load):
    done = load(STATCAN, statcan([("312", "x")]), as_of=JUNE)

    assert [(row.code, row.is_refusal) for row in done.report.remarks] == [("312", False)]
    assert ("scian2017", "312") not in counted(done.edition)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (statcan(whole=EACH * len(subsectors()) * 2), "50"),
        (statcan(whole=12), "plus que le total"),
        (statcan()[:20], "%"),
        (statcan(place="Quebec"), "pays entier"),
    ],
    ids=["half of the whole", "more than the whole", "cut", "no country"],
)
def test_a_table_that_cannot_be_whole_is_refused(load, rows, why):
    with pytest.raises(errors.FileIsTruncated) as failure:
        load(STATCAN, rows, as_of=JUNE)

    assert why in str(failure.value)
    assert not CountsEdition.objects.exists()


def test_a_correction_is_an_edition_more_and_the_last_of_a_day_speaks(load):
    first = load(STATCAN, statcan(), as_of=JUNE).edition
    again = load(STATCAN, statcan(), as_of=JUNE)
    corrected = load(STATCAN, statcan([("311", 12)]), as_of=JUNE)

    assert again.report.changes_nothing
    assert corrected.speaks
    assert list(CountsEdition.objects.order_by("pk")) == [first, corrected.edition]
    assert published_counts(Fineness.DIVISION)["CA"].edition == corrected.edition
    assert load(STATCAN, statcan(), as_of=JUNE).speaks  # going back is a correction too


def test_an_older_table_enters_the_history_without_speaking(load):
    latest = load(STATCAN, statcan(), as_of=JUNE).edition
    older = load(STATCAN, statcan([("311", 12)]), as_of=DECEMBER, name="33101095.csv")

    assert not older.speaks
    assert published_counts(Fineness.DIVISION)["CA"].edition == latest


def test_stocks_of_insee_are_those_of_all_france_in_the_last_year(load):
    rows = [
        *melodi(divisions()),
        *melodi(divisions(), year="2022"),
        *melodi(divisions(), measure="LEGAL_UNIT"),
        *melodi(divisions(), place="73", of="DEP"),
    ]

    edition = load(MELODI, rows, name="DS_SIDE_data.csv", sign=";").edition

    assert (edition.country, edition.unit, edition.as_of) == (
        "FR",
        CountedUnit.ESTABLISHMENTS,
        date(2023, 12, 31),
    )
    assert counted(edition) == {("nace2", code): EACH for code in divisions()}


def test_a_table_by_section_is_kept_as_such_and_one_in_ten_groups_is_refused(load):
    wide = load(MELODI, melodi(sections()), sign=";")

    with pytest.raises(errors.FileIsTruncated):
        load(MELODI, melodi(["BE", "FZ", "GI", "JZ", "KZ", "LZ", "MN", "OQ", "RU"]), sign=";")

    assert wide.edition.fineness == Fineness.SECTOR
    assert published_counts(Fineness.DIVISION) == {}


def test_enterprises_of_france_are_read_from_eurostat(load):
    rows = [
        *sdmx(lettered()),
        *sdmx(lettered(), year="2021", number=5),
        *sdmx(lettered(), year="2023", number=""),
        *sdmx(lettered(), size="GE10", number=1),
        *sdmx(lettered(), place="BE", number=3),
        *sdmx(lettered(), measure="EMP_NR", number=900),
        *sdmx(["B-S_X_O_S94", "C", "C101"], number=4_000),
    ]

    edition = load(SDMX, rows, name="extrait.csv").edition

    assert (edition.unit, edition.as_of) == (CountedUnit.ENTERPRISES, date(2022, 12, 31))
    assert edition.source == "Eurostat, bd_size"
    assert counted(edition) == {("nace2", code): EACH for code in divisions()}


def test_a_column_a_year_says_the_same_with_its_flags(load):
    header = ("freq,indic_sbs,nace_r2,sizeclas,geo\\TIME_PERIOD", "2021 ", "2022 ")
    rows = [(f"A,ENT_NR,{code},TOTAL,FR", ": c", "10 p") for code in lettered()]

    edition = load(header, rows, name="estat_bd_size.tsv", sign="\t").edition

    assert (edition.as_of, edition.source) == (date(2022, 12, 31), "Eurostat, bd_size")
    assert counted(edition) == {("nace2", code): EACH for code in divisions()}


def test_a_file_without_a_line_of_the_country_says_so(load):
    with pytest.raises(errors.FileIsTruncated) as failure:
        load(SDMX, sdmx(lettered(), place="BE"))

    assert "pays entier" in str(failure.value)


def test_a_number_that_no_country_reaches_is_refused(load):
    with pytest.raises(ImportIsRefused) as failure:
        load(STATCAN, statcan([("311", 12_345_678_901)]), as_of=JUNE)

    assert [code for _line, code in refusals(failure)] == ["1", "311"]


def test_a_file_of_something_else_is_told_what_is_expected(load):
    with pytest.raises(errors.WrongColumns) as failure:
        load(("a", "b"), [("1", "2")])

    assert "Statistique Canada" in str(failure.value)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_import_the_same_table_at_once_the_second_changes_nothing(tmp_path):
    load_reference()
    file = read_official_file(write(tmp_path / "33101174.csv", STATCAN, statcan()))
    kept = []

    def take():
        kept.append(import_counts(file=file, read_on=READ, as_of=JUNE).report.changes_nothing)

    assert at_once(take, take) == ["done", "done"]
    assert sorted(kept) == [False, True]


def test_what_is_shipped_of_canada_makes_the_total_that_was_published():
    load_reference()
    load_reference()

    canada = published_counts(Fineness.SECTOR)["CA"]

    assert CountsEdition.objects.filter(country="CA").count() == 1
    assert len(canada.counts) == 20
    assert canada.size + 105_442 == 1_366_418  # what has no sector, and the whole, by the same table
    assert "33-10-1174-01" in canada.edition.source


def test_what_is_shipped_of_france_makes_nine_tenths_of_the_total_that_was_published():
    load_reference()

    france = published_counts(Fineness.SECTOR)["FR"]

    assert len(france.counts) == 16
    assert (
        0.95 < france.size / 1_453_935 < 0.96
    )  # B to S without O nor S94; sections S95 and S96 could not be read
    assert "bd_size" in france.edition.source


def test_two_readings_cost_the_same_whatever_the_history(load, django_assert_num_queries):
    load(STATCAN, statcan(), as_of=JUNE)
    load(STATCAN, statcan([("311", 12)]), as_of=DECEMBER)

    with django_assert_num_queries(2):
        published_counts(Fineness.DIVISION)


def test_the_command_tells_what_it_kept_and_where_a_line_is_wrong(tmp_path):
    path = tmp_path / "33101174.csv"

    def run(rows):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([STATCAN, *rows])
        arguments = ["counts", path, "--as-of", "2026-06-30", "--read-on", "2026-09-12"]
        return CliRunner().invoke(sectors_app, [str(argument) for argument in arguments])

    done, refused = run(statcan()), run(statcan([("311", "?")]))

    assert (done.exit_code, refused.exit_code) == (0, 1)
    assert "emplacements avec employés au 2026-06-30" in done.stdout
    assert CountsEdition.objects.get(fineness=Fineness.DIVISION).read_on == date(2026, 9, 12)
    assert "33101174.csv, ligne" in refused.stderr
