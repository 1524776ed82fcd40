import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from maillage.learning.bridge.pathways import Planner
from maillage.learning.commands.lab_path import path
from maillage.learning.errors import UnreadablePath
from maillage.learning.rules.path_file import read_path

EXAMPLE = Path(__file__).with_name("path.json")
MODULE = {"id": "x", "minutes": 30, "gains": {"1.3": 1}}


def told(**changes):
    """The example, changed; None takes a field away."""
    whole = json.loads(EXAMPLE.read_text()) | changes
    return {name: value for name, value in whole.items() if value is not None}


@pytest.fixture
def asked(tmp_path):
    """`maillage lab path` on the example, changed: the exit code, and what it wrote."""
    app = typer.Typer()
    app.command()(path)

    def run(*options, **changes):
        source = tmp_path / "problem.json"
        source.write_text(json.dumps(told(**changes)))
        return CliRunner().invoke(app, ["--input", str(source), *options])

    return run


def test_the_example_is_planned_with_days_reasons_and_what_is_skipped(asked):
    report = json.loads(asked("--json").stdout)

    rows = [(row["module"], row["from"], row["session"]) for row in report["path"]]
    assert rows == [
        ("verifier", "2027-01-11", None),
        ("donnees", "2027-01-11", None),
        ("atelier", "2027-02-01", "fevrier"),
    ]
    assert report["path"][0]["opens"] == ["donnees", "atelier"]
    assert report["path"][2]["fills"] == [{"competence": "6.3", "level": 2}]
    assert report["skipped"] == {"chercher": [{"competence": "1.3", "level": 2, "chance": 0.85}]}
    assert (report["minutes"], report["fewest_minutes"], report["proved"]) == (180, 180, True)
    assert (report["weeks"], report["finish"]) == (4, "2027-02-07")
    assert report["beside"]["gated"]["minutes"] == 215


def test_a_group_needs_seats_for_everybody(asked):
    known = {"1.3": 2, "6.3": 1}
    report = json.loads(asked("--json", learner=None, group=[known] * 9, deadline=None).stdout)

    assert [row["session"] for row in report["path"] if row["session"]] == ["mars"]


def test_a_path_that_stood_is_kept(asked):
    before = [["ia", None], ["donnees", None], ["atelier", "fevrier"]]

    report = json.loads(asked("--json", before=before, slack=0.1).stdout)

    assert ([row["module"] for row in report["path"]], report["changes"]) == (["ia", "donnees", "atelier"], 0)


def test_a_date_out_of_reach_is_explained_with_what_would_do(asked):
    report = json.loads(asked("--json", deadline="2027-01-31").stdout)

    assert (report["possible"], report["cause"]) == (False, "sessions")
    assert "Finir le 2027-02-07 au plus tôt." in report["ways"]
    assert report["why"][1] == "6.3 : le niveau 2 est hors d’atteinte ; 1 est possible."


def test_a_level_that_nothing_gives_is_said_in_words(asked):
    answer = asked(targets={"1.3": 4})

    assert answer.exit_code == 0
    assert "Aucun module ne mène au niveau demandé." in answer.stdout


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"start": "lundi"}, "start"),
        ({"deadline": "2027-01-12"}, "deadline"),
        ({"hours": "dix"}, "hours"),
        ({"hours": []}, "hours"),
        ({"certainty": 0}, "certainty"),
        ({"group": [{}]}, "learner"),
        ({"learner": {"1.3": [0.5, 0.6]}}, "learner.1.3"),
        ({"learner": {"1.3": 5}}, "learner.1.3"),
        ({"targets": {"1.3": 0}}, "targets.1.3"),
        ({"modules": {}}, "modules"),
        ({"modules": [MODULE, MODULE]}, "modules"),
        ({"modules": [MODULE | {"id": "y", "colour": 1}]}, "modules[0]"),
        ({"modules": [MODULE | {"gains": {}}]}, "modules[0].gains"),
        ({"modules": [MODULE | {"minutes": 0}]}, "modules[0].minutes"),
        ({"modules": [MODULE | {"requires": {"1.3": 1}}]}, "modules[0]"),
        ({"modules": [MODULE | {"after": [["z"]]}]}, "modules[0].after"),
        ({"modules": [MODULE | {"after": [[]]}]}, "modules[0].after[0]"),
        ({"modules": [MODULE | {"sessions": [{"id": "s", "seats": 1}]}]}, "modules[0].sessions[0].start"),
        ({"done": ["z"]}, "done"),
        ({"before": [["ia"]]}, "before[0]"),
        ({"weeks": 3}, "le fichier"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(change, where):
    with pytest.raises(UnreadablePath) as refusal:
        read_path(told(**({"done": [], "withdrawn": []} | change)))

    assert refusal.value.where == where


def test_modules_that_wait_for_one_another_are_named():
    modules = [MODULE | {"id": "x", "after": ["y"]}, MODULE | {"id": "y", "after": ["x"]}]

    with pytest.raises(UnreadablePath) as refusal:
        Planner(read_path(told(modules=modules)))

    assert "x → y → x" in str(refusal.value)


def test_a_file_that_is_not_a_path_ends_with_a_sentence(asked):
    answer = asked(hours=None)

    assert answer.exit_code == 2
    assert "hours" in answer.stderr
