import pytest
from typer.testing import CliRunner

from maillage.directory.commands import sectors_app, territories_app
from maillage.directory.models import Territory
from maillage.directory.tests.official import COMMUNE, whole_france, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    def call(app, *arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return call


def communes(tmp_path, rows, **options):
    return write(tmp_path / "communes.csv", COMMUNE, rows, **options)


def test_an_import_tells_what_it_did_and_a_second_one_that_nothing_changed(run, tmp_path):
    file = communes(tmp_path, whole_france())

    first = run(territories_app, "import", "--country", "FR", "--on", "2026-01-01", file)
    second = run(territories_app, "import", "--country", "FR", "--on", "2026-01-01", file)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "nouveaux\u00a0: 218" in first.stdout
    assert second.stdout.startswith("Rien à changer.")


def test_a_refused_import_leaves_with_an_error_and_its_report(run, tmp_path):
    rows = whole_france()
    rows[0][1] = ""
    report = tmp_path / "rapport.csv"

    done = run(territories_app, "import", "--country", "FR", communes(tmp_path, rows), "--report", report)

    assert done.exit_code == 1
    assert "Rien n’a été importé" in done.stderr
    assert "communes.csv, ligne 2" in done.stderr
    assert len(report.read_text().splitlines()) == 2
    assert not Territory.objects.filter(level="municipality").exists()


def test_a_wrong_encoding_is_named_and_can_be_given(run, tmp_path):
    rows = whole_france()
    rows[0][1] = "Ambérieu"
    file = communes(tmp_path, rows, encoding="cp1252")

    refused = run(territories_app, "import", "--country", "FR", file)
    accepted = run(territories_app, "import", "--country", "FR", file, "--encoding", "cp1252")

    assert (refused.exit_code, accepted.exit_code) == (1, 0)
    assert "--encoding cp1252" in refused.stderr
    assert Territory.objects.filter(name="Ambérieu").exists()


@pytest.mark.parametrize("app", [territories_app, sectors_app])
def test_the_shipped_reference_loads_from_either_command(run, app):
    done = run(app, "load-shipped")

    assert done.exit_code == 0
    assert "259" in done.stdout


def test_sectors_say_which_files_they_know(run, tmp_path):
    done = run(sectors_app, "import", write(tmp_path / "x.csv", ("a", "b"), [["1", "2"]]))

    assert done.exit_code == 1
    assert "SCIAN 2017" in done.stderr
