import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.directory import errors
from maillage.directory.models import IndustryClass, IndustryLink, Territory, TerritoryChange
from maillage.directory.operations import (
    ImportIsRefused,
    import_sectors,
    import_territories,
    load_reference,
    read_official_file,
)
from maillage.directory.queries import territory_at
from maillage.directory.tests.official import CHANGES, COMMUNE, whole_france, whole_naf, write

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def load(tmp_path):
    """Import communes, and changes of codes if any, as of a day."""

    def run(rows, *, on=DAY, changes=(), country="FR", encoding="utf-8", **options):
        paths = [write(tmp_path / "communes.csv", COMMUNE, rows, encoding=encoding)]
        if changes:
            paths.append(write(tmp_path / "changements.csv", CHANGES, changes))
        files = [read_official_file(path) for path in paths]
        return import_territories(country=country, files=files, on=on, **options)

    return run


def communes():
    return Territory.objects.filter(country="FR", level="municipality")


def without(rows, *codes):
    return [row for row in rows if row[0] not in codes]


def changed(rows, commune, /, **columns):
    return [
        [columns.get(name, cell) for name, cell in zip(COMMUNE, row, strict=True)]
        if row[0] == commune
        else row
        for row in rows
    ]


def history():
    return list(TerritoryChange.objects.order_by("pk").values_list("old__code", "new__code", "kind", "on"))


def test_a_first_import_writes_everything_and_does_not_pretend_to_know_since_when(load):
    report = load(whole_france())

    savoie = Territory.objects.get(path="FR/84/73/73001")
    assert report.counts["created"] == communes().count() == len(whole_france())
    assert (savoie.name, savoie.population, savoie.valid_from, savoie.sort_key) == (
        "Commune 73 1",
        100,
        None,
        "commune 73 1",
    )


def test_a_second_import_of_the_same_files_changes_nothing(load):
    load(whole_france())
    load_reference()  # what imports make sure of

    with CaptureQueriesContext(connection) as queries:
        report = load(whole_france())

    assert report.changes_nothing
    assert report.counts["unchanged"] == len(whole_france())
    words = {query["sql"].split()[0] for query in queries}
    assert words.isdisjoint({"INSERT", "UPDATE", "DELETE"})


def test_a_renamed_commune_keeps_its_former_name(load):
    load(whole_france())

    report = load(changed(whole_france(), "73001", nom="Chambéry-le-Neuf"), on=NEXT_YEAR)

    change = TerritoryChange.objects.get()
    assert (report.counts["renamed"], report.counts["updated"]) == (1, 1)
    assert (change.kind, change.old_name, change.on, change.new.name) == (
        "renamed",
        "Commune 73 1",
        NEXT_YEAR,
        "Chambéry-le-Neuf",
    )


def test_a_commune_that_changes_departement_keeps_its_row_and_its_former_path(load):
    load(whole_france())
    before = Territory.objects.get(code="73001", level="municipality").pk

    load(changed(whole_france(), "73001", departement="74"), on=NEXT_YEAR)

    moved = Territory.objects.get(pk=before)
    assert (moved.path, moved.parent.name) == ("FR/84/74/73001", "Haute-Savoie")
    assert TerritoryChange.objects.get().old_path == "FR/84/73/73001"


def test_a_departement_that_changes_region_takes_its_communes_along(load, tmp_path):
    load(whole_france())
    file = tmp_path / "departements.json"
    file.write_text(json.dumps([{"code": "73", "nom": "Savoie", "region": "93", "chefLieu": "73065"}]))

    report = import_territories(country="FR", files=[read_official_file(file)], on=NEXT_YEAR, partial=True)

    assert report.counts["moved"] == 1
    assert Territory.objects.get(code="73001", level="municipality").path == "FR/93/73/73001"


def test_a_merged_commune_leads_to_its_successor(load):
    load(whole_france())

    report = load(
        without(whole_france(), "73002"),
        on=NEXT_YEAR,
        changes=[["73002", "Commune 73 2", "73001", "2026-07-01"]],
    )

    old = Territory.objects.get(code="73002", level="municipality")
    assert report.counts["merged"] == 1
    assert old.valid_until == date(2026, 6, 30)
    assert history() == [("73002", "73001", "merged", date(2026, 7, 1))]
    assert territory_at(country="FR", level="municipality", code="73002").code == "73001"


def test_a_code_that_leaves_without_a_word_is_withdrawn_and_may_come_back(load):
    load(whole_france())

    load(without(whole_france(), "73002"), on=date(2027, 1, 1))
    load(whole_france(), on=date(2028, 1, 1))

    assert [kind for _, _, kind, _ in history()] == ["withdrawn", "restored"]
    assert Territory.objects.get(code="73002", level="municipality").valid_until is None


def test_an_old_code_that_we_never_had_is_remembered_once(load):
    changes = [["73999", "Vieux-Bourg", "73001", "2019-01-01"]]
    load(whole_france(), changes=changes)
    again = load(whole_france(), changes=changes)

    assert again.changes_nothing
    assert territory_at(country="FR", level="municipality", code="73999").code == "73001"


def test_a_place_that_arrives_later_knows_its_first_day(load):
    load(whole_france())

    load(whole_france(communes=3), on=NEXT_YEAR)

    assert Territory.objects.get(code="73003", level="municipality").valid_from == NEXT_YEAR


@pytest.mark.parametrize(
    ("code", "columns", "reason"),
    [
        ("73001", {"nom": ""}, "il manque le nom"),
        ("73001", {"population": "beaucoup"}, "illisible"),
        ("73001", {"departement": "99"}, "territoire inconnu"),
        ("73001", {"code": "73002"}, "déjà donné"),
        ("73001", {"nom": "ChambÃ©ry"}, "mauvais encodage"),
    ],
)
def test_one_bad_line_refuses_the_whole_import_and_says_where(load, code, columns, reason):
    with pytest.raises(ImportIsRefused) as refusal:
        load(changed(whole_france(), code, **columns))

    [remark] = refusal.value.report.refusals
    bad_line = 2 + [row[0] for row in whole_france()].index("73001")
    assert reason in remark.reason
    assert remark.number in {bad_line, bad_line + 1}
    assert not communes().exists()


def test_a_delegated_commune_is_noted_without_refusing_anything(load):
    report = load([*whole_france(), ["73500", "Déléguée", "commune-deleguee", "73", "", "metro", "", ""]])

    assert [remark.code for remark in report.remarks] == ["73500"]
    assert not communes().filter(code="73500").exists()


def test_a_file_cut_between_two_lines_is_refused(load):
    with pytest.raises(errors.FileIsTruncated, match="aucune commune pour"):
        load(whole_france()[:50])

    assert not communes().exists()


def test_a_later_file_that_lost_many_lines_is_refused_unless_it_is_said_to_be_right(load):
    load(whole_france(communes=3))

    with pytest.raises(errors.TooMuchIsMissing, match="--accept-missing"):
        load(whole_france(communes=2), on=NEXT_YEAR)
    assert communes().filter(valid_until=None).count() == len(whole_france(communes=3))
    report = load(whole_france(communes=2), on=NEXT_YEAR, accept_missing=True)

    assert report.counts["withdrawn"] == len(whole_france(communes=1))


def test_an_extract_withdraws_nothing(load):
    load(whole_france())

    report = load(whole_france()[:1], partial=True)

    assert report.changes_nothing


def test_a_file_cut_in_the_middle_of_a_line_is_refused(tmp_path):
    path = write(tmp_path / "communes.csv", COMMUNE, whole_france())
    path.write_bytes(path.read_bytes()[:-20])

    with pytest.raises(ImportIsRefused) as refusal:
        import_territories(country="FR", files=[read_official_file(path)], on=DAY)

    assert "ligne coupée" in refusal.value.report.refusals[0].reason


def test_a_wrong_encoding_is_named(tmp_path):
    path = write(
        tmp_path / "communes.csv", COMMUNE, changed(whole_france(), "73001", nom="Évian"), encoding="cp1252"
    )

    with pytest.raises(errors.WrongEncoding, match=r"UTF-8.*cp1252"):
        read_official_file(path)

    assert "Évian" in {line.get("nom") for line in read_official_file(path, encoding="cp1252").lines}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.FileIsUnreadable),
        ("code,nom\n1,x".encode("utf-16"), errors.WrongEncoding),
        (b'code,nom\n1,"Chamb', errors.FileIsTruncated),
        (b'[{"code": "73", "nom": "Sav', errors.FileIsTruncated),
        (b"[1, 2]", errors.FileIsUnreadable),
    ],
    ids=["empty", "utf-16", "open quote", "cut JSON", "no objects"],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, refusal):
    path = tmp_path / "fichier"
    path.write_bytes(content)

    with pytest.raises(refusal):
        read_official_file(path)


def test_a_missing_file_says_why(tmp_path):
    with pytest.raises(errors.FileIsUnreadable, match=r"absent\.csv"):
        read_official_file(tmp_path / "absent.csv")


def test_unknown_columns_name_the_files_that_are_known(tmp_path):
    path = write(tmp_path / "autre.csv", ("a", "b"), [["1", "2"]])

    with pytest.raises(errors.WrongColumns, match="communes"):
        import_territories(country="FR", files=[read_official_file(path)], on=DAY)
    with pytest.raises(errors.WrongColumns, match="SCIAN"):
        import_sectors(files=[read_official_file(path)])


def test_a_file_of_another_country_is_refused(load):
    with pytest.raises(errors.WrongCountry):
        load(whole_france(), country="CA")


def test_a_report_holds_each_line_that_was_refused(load, tmp_path):
    with pytest.raises(ImportIsRefused) as refusal:
        load(changed(whole_france(), "73001", nom=""))
    report = refusal.value.report
    report.write(tmp_path / "rapport.json")
    report.write(tmp_path / "rapport.csv")

    [row] = json.loads((tmp_path / "rapport.json").read_text())["lines"]
    assert (row["file"], row["code"], row["is_refusal"]) == ("communes.csv", "73001", True)
    assert (tmp_path / "rapport.csv").read_text().splitlines()[0] == "file,line,code,reason,refused"


@pytest.fixture
def naf(tmp_path):
    def file(rows):
        path = tmp_path / "naf.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        return read_official_file(path)

    return file


def test_headings_are_imported_under_the_shipped_divisions(naf):
    report = import_sectors(files=[naf(whole_naf())])

    found = IndustryClass.objects.get(scheme="naf2", code="62.01Z")
    assert found.path == "naf2/J/62/62.0/62.01/62.01Z"
    assert (found.title_fr, found.level, found.parent.code) == ("Activité 62.01Z", 5, "62.01")
    assert (
        report.counts["created"] == len(whole_naf()) * 5 // 3
    )  # three of NAF, and the two upper ones of NACE


def test_a_second_import_of_the_same_headings_changes_nothing(naf):
    import_sectors(files=[naf(whole_naf())])

    assert import_sectors(files=[naf(whole_naf())]).changes_nothing


def test_a_cut_classification_is_refused(naf):
    with pytest.raises(errors.FileIsTruncated, match="rien sous"):
        import_sectors(files=[naf(whole_naf()[:100])])


def test_a_heading_without_a_division_is_refused(naf):
    with pytest.raises(ImportIsRefused) as refusal:
        import_sectors(files=[naf([*whole_naf(), {"id": "34.01", "label": "Rien"}])])

    assert [remark.code for remark in refusal.value.report.refusals] == [
        "34.01",
        "34.01",
    ]  # in NAF and in NACE
    assert not IndustryClass.objects.filter(code="62.01Z").exists()


def crosswalk(tmp_path, pairs):
    header = ("NAICS 2017", "NACE Rev. 2", "NACE Rev. 2", "US NAICS 2017", "Notes")
    rows = [(naics, nace, "", f"Industry {naics}", "") for naics, nace in pairs]
    return read_official_file(write(tmp_path / "crosswalk.csv", header, rows))


def links():
    rows = IndustryLink.objects.filter(source__scheme="naics2017", target__scheme="nace2", source__level=5)
    return sorted(rows.order_by("pk").values_list("source__code", "target__code", "is_partial"))


def test_a_crosswalk_replaces_the_former_one_and_is_partial_where_it_forks(tmp_path, naf):
    import_sectors(files=[naf(whole_naf())])

    import_sectors(
        files=[crosswalk(tmp_path, [("541511", "62.01"), ("541512", "63.01"), ("541513", "63.01")])],
        partial=True,
    )

    assert links() == [("541511", "62.01", False), ("541512", "63.01", True), ("541513", "63.01", True)]


def test_a_crosswalk_that_forgets_sectors_is_refused(tmp_path, naf):
    import_sectors(files=[naf(whole_naf())])

    with pytest.raises(errors.FileIsTruncated):
        import_sectors(files=[crosswalk(tmp_path, [("541511", "62.01")])])

    assert links() == []
