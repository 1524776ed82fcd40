"""Programmes published, revised, archived, imported, and checked against firms."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from maillage.common.viewer import Viewer
from maillage.directory.models import Network, Organisation
from maillage.directory.operations import ImportIsRefused, load_reference
from maillage.matching.commands import programmes_app
from maillage.matching.errors import UnknownNetwork
from maillage.matching.models import Offer, Programme
from maillage.matching.operations.programme_import import import_programmes
from maillage.matching.operations.programmes import archive_programme
from maillage.matching.queries import offers_open_to
from maillage.matching.tests.factories import NOON
from maillage.matching.tests.programmes import firm, lines_file, said, tee_file, tee_record

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
LATER = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def load(folder, *records, now=NOON, **options):
    return import_programmes(path=tee_file(folder, *records), format="tee", now=now, **options)


def run(*arguments):
    return CliRunner().invoke(programmes_app, [str(argument) for argument in arguments])


def test_an_imported_programme_is_an_offer_open_to_everyone(tmp_path):
    report = load(tmp_path, tee_record())

    programme = Programme.objects.get()
    assert report.counts == {"created": 1, "updated": 0, "unchanged": 0}
    assert (programme.offer.title, programme.offer.kind) == ("Diagnostic eau", "programme")
    assert programme.offer in offers_open_to(Viewer(day=TODAY))
    assert programme.offer.organisation.name == "Agence de l’essai"
    assert [place.path for place in programme.territories.order_by("path")] == ["FR/84"]
    assert programme.facts.get(field="condition").source_url == "https://example.org/eau"


def test_a_second_import_changes_nothing(tmp_path):
    load(tmp_path, tee_record())

    report = load(tmp_path, tee_record(), now=LATER)

    assert report.counts == {"created": 0, "updated": 0, "unchanged": 1}
    assert Programme.objects.get().version == 1
    assert Offer.objects.get().updated_at == NOON
    assert Organisation.objects.count() == Network.objects.count() == 1


def test_a_revision_keeps_the_conditions_of_before(tmp_path):
    load(tmp_path, tee_record())
    before = Programme.objects.get().condition

    report = load(tmp_path, said(**{"nombre d'années d'activité": ["Au moins 3 ans d’activité"]}), now=LATER)

    programme = Programme.objects.get()
    assert report.counts["updated"] == 1
    assert programme.version == 2
    assert programme.condition != before
    versions = programme.events.order_by("pgh_id").values_list("version", "condition")
    assert list(versions) == [(1, before), (2, programme.condition)]


def test_one_refused_line_refuses_the_whole_file(tmp_path):
    with pytest.raises(ImportIsRefused) as refusal:
        load(tmp_path, tee_record(), tee_record(id="autre", **{"nature de l'aide": "cadeau"}))

    assert [(row.number, row.code) for row in refusal.value.report.refusals] == [(2, "autre")]
    assert not Programme.objects.exists()
    assert not Network.objects.exists()


def test_an_identifier_that_comes_twice_is_refused(tmp_path):
    with pytest.raises(ImportIsRefused):
        load(tmp_path, tee_record(), tee_record())


def test_an_unknown_network_is_refused(tmp_path):
    with pytest.raises(UnknownNetwork):
        load(tmp_path, tee_record(), network_slug="ailleurs")


def test_the_last_day_counts_and_the_next_one_no_longer(tmp_path):
    record = tee_record()
    record["eligibilityData"]["validity"] = {"end": TODAY.strftime("%d/%m/%Y")}
    load(tmp_path, record)

    assert offers_open_to(Viewer(day=TODAY)).count() == 1
    assert offers_open_to(Viewer(day=TODAY + timedelta(days=1))).count() == 0


def test_an_archived_programme_leaves_results_and_comes_back_when_told_again(tmp_path):
    load(tmp_path, tee_record())

    archive_programme(programme_id=Programme.objects.get().pk, now=NOON)
    assert offers_open_to(Viewer(day=TODAY)).count() == 0

    assert load(tmp_path, tee_record(), now=LATER).counts["updated"] == 1
    assert offers_open_to(Viewer(day=TODAY)).count() == 1


def test_a_fact_that_nobody_checked_or_too_long_ago_is_stale(tmp_path):
    load(tmp_path, tee_record())
    fact = Programme.objects.get().facts.get(field="condition")

    assert fact.is_stale(TODAY)
    fact.checked_on, fact.valid_days = TODAY, 30
    assert not fact.is_stale(TODAY + timedelta(days=30))
    assert fact.is_stale(TODAY + timedelta(days=31))


def test_a_table_is_imported_like_objects(tmp_path):
    path = tmp_path / "programmes.csv"
    path.write_text(
        "slug,title,text,operator,gives,time_zone,territories,source_url,checked_on\n"
        "bon,Bon numérique,Un bon pour un site.,Ville,grant,America/Toronto,CA/24,https://example.org,2026-11-01\n"
    )

    import_programmes(path=path, format="csv", now=NOON)

    programme = Programme.objects.get()
    assert programme.condition == {"all": [{"fact": "territory", "within": ["CA/24"]}]}
    assert programme.facts.get(field="condition").checked_on == date(2026, 11, 1)


def test_a_territory_that_the_directory_does_not_know_is_refused(tmp_path):
    path = tmp_path / "programmes.csv"
    path.write_text(
        "slug,title,text,operator,gives,time_zone,territories\nbon,Bon,Un bon.,Ville,grant,Europe/Paris,XX/1\n"
    )

    with pytest.raises(ImportIsRefused):
        import_programmes(path=path, format="csv", now=NOON)


def test_the_command_tells_what_it_did_and_writes_its_report(tmp_path):
    record = said(**{"autres critères d'éligibilité": ["Être à jour"]})

    done = run("import", tee_file(tmp_path, record), "--format", "tee", "--report", tmp_path / "report.json")

    assert done.exit_code == 0
    assert "Nouveaux" in done.output
    assert "Être à jour" in json.loads((tmp_path / "report.json").read_text())["lines"][0]["reason"]


def test_a_refused_file_ends_the_command_with_the_lines_at_fault(tmp_path):
    done = run("import", tee_file(tmp_path, tee_record(id="")), "--format", "tee")

    assert done.exit_code == 1
    assert "ligne 1" in done.output


def check(folder, *firms, expected=None):
    companies = lines_file(folder, "companies.jsonl", *firms)
    options = (
        [] if expected is None else ["--explain-differences", lines_file(folder, "expected.jsonl", *expected)]
    )
    output = folder / "verdicts.jsonl"
    done = run("check", "--companies", companies, "--on", "2026-06-12", "--output", output, *options)
    rows = [json.loads(line) for line in output.read_text().splitlines()] if output.exists() else []
    return done, {row["id"]: row["verdicts"].get("diagnostic-eau") for row in rows}


def test_every_firm_gets_yes_no_or_unknown(tmp_path):
    load(tmp_path, tee_record())

    _done, verdicts = check(
        tmp_path,
        firm("fits"),
        firm("small", employees=3),
        firm("silent", employees=None),
        firm("elsewhere", territories=["FR", "INSEE-REG:76", "INSEE-DEP:31", "INSEE-COM:31555"]),
        firm("shop", sector="NAF:47.11B"),
        firm("empty", **dict.fromkeys(firm("")["facts"])),
    )

    assert verdicts == {
        "fits": "yes",
        "small": "no",
        "silent": "unknown",
        "elsewhere": "no",
        "shop": "no",
        "empty": "unknown",
    }


def test_a_stricter_answer_is_listed_with_the_words_that_make_it(tmp_path):
    load(tmp_path, said(**{"nombre d'années d'activité": ["Au moins 3 ans d’activité"]}))
    expected = [{"id": name, "not_excluded": ["diagnostic-eau"]} for name in ("old", "young")]

    done, verdicts = check(tmp_path, firm("old"), firm("young", founded_on="2024-01-01"), expected=expected)

    assert verdicts == {"old": "yes", "young": "no"}
    assert done.exit_code == 0
    assert "young\tdiagnostic-eau\tno\tage\tAu moins 3 ans d’activité" in done.stdout


def test_a_difference_without_explanation_fails_the_command(tmp_path):
    load(tmp_path, tee_record())

    done, _verdicts = check(
        tmp_path, firm("small", employees=3), expected=[{"id": "small", "not_excluded": ["diagnostic-eau"]}]
    )

    assert done.exit_code == 1
    assert "small\tdiagnostic-eau\tno\tunexplained\tPlus de 10 salariés" in done.stdout


def test_a_file_of_firms_that_cannot_be_read_ends_the_command_with_its_line(tmp_path):
    done, _verdicts = check(tmp_path, {"id": "P1", "facts": {"employees": "douze"}})

    assert done.exit_code == 2
    assert "companies.jsonl, ligne 1" in done.output


def interview(folder, qrels, *firms):
    companies = lines_file(folder, "companies.jsonl", *firms)
    needs = lines_file(folder, "queries.jsonl", {"_id": "water", "text": "Notre facture d’eau monte."})
    judged = folder / "qrels.tsv"
    judged.write_text(f"query-id\tcorpus-id\tscore\n{qrels}")
    files = ("--companies", companies, "--needs", needs, "--qrels", judged)
    return run("interview", *files, "--on", "2026-06-12", "--json")


def test_asking_what_settles_most_takes_fewer_questions_than_a_fixed_order(tmp_path):
    load(tmp_path, said(**{"autres critères d'éligibilité": ["Être à jour"]}))
    strangers = [firm(f"far{number}", territories=["FR", "INSEE-REG:76"]) for number in range(3)]
    shops = [firm(f"shop{number}", sector="NAF:47.11B") for number in range(2)]

    done = interview(tmp_path, "water\tdiagnostic-eau\t1\n", firm("fits"), *strangers, *shops)

    told = json.loads(done.stdout)
    means = told["questions_mean"]
    assert (told["needs"], told["firms"]) == (1, 6)
    # territory settles three firms at once, the sector two more, and the one that fits answers all six facts
    assert means["adaptive"] == pytest.approx((3 * 1 + 2 * 2 + 6) / 6, abs=0.001)
    assert means["adaptive"] == means["best_fixed"] < means["catalogue"]
    assert told["best_order"][:2] == ["territory", "industry"]


def test_a_need_served_by_an_unknown_programme_ends_the_command(tmp_path):
    load(tmp_path, tee_record())

    done = interview(tmp_path, "water\tautre\t1\n", firm("fits"))

    assert done.exit_code == 2
    assert "autre" in done.output
