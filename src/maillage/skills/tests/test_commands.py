"""`maillage skills …` as it is typed."""

import json

import pytest
from typer.testing import CliRunner

from maillage.skills.commands import skills_app
from maillage.skills.models import FrameworkVersion, RoleProfile
from maillage.skills.tests.frameworks import framework_told, written

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(skills_app, [str(word) for word in words])


def test_without_a_file_our_own_reference_comes_in():
    done = run("import")

    assert done.exit_code == 0, done.output
    assert FrameworkVersion.objects.get().competences.count() == 29
    assert RoleProfile.objects.count() == 5
    assert "Rien à changer" in run("import").output


def test_a_refused_file_ends_in_failure(tmp_path):
    done = run("import", written(tmp_path, framework_told(areas=[])))

    assert done.exit_code == 1
    assert "aucune compétence" in done.output


def test_an_export_is_written_where_it_is_asked(tmp_path):
    run("import", written(tmp_path, framework_told()))

    done = run("export", "--format", "case-1.1", "--output", tmp_path / "case.json", "--language", "en")

    told = json.loads((tmp_path / "case.json").read_text())
    assert done.exit_code == 0, done.output
    assert told["CFDocument"]["title"] == "Référentiel (in English)"


def test_an_export_without_output_is_one_json_object(tmp_path):
    run("import", written(tmp_path, framework_told()))

    assert "CFItems" in json.loads(run("export", "--format", "case-1.0").stdout)


def test_an_export_before_any_import_says_what_to_do():
    done = run("export", "--format", "case-1.0")

    assert done.exit_code == 1
    assert "maillage skills import" in done.output
