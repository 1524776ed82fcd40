import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from maillage.activities.commands import meetings
from maillage.activities.errors import UnreadableRound
from maillage.activities.rules.meeting_file import read_round

EXAMPLE = Path(__file__).with_name("round.json")


@pytest.fixture
def asked(tmp_path):
    """`maillage lab meetings` on the example, changed: the exit code, and what it wrote."""
    app = typer.Typer()
    app.command()(meetings)

    def run(*options, **changes):
        source = tmp_path / "problem.json"
        source.write_text(json.dumps(json.loads(EXAMPLE.read_text()) | changes))
        return CliRunner().invoke(app, ["--input", str(source), *options])

    return run


def test_the_example_is_planned_and_everybody_has_two(asked):
    report = json.loads(asked("--json").stdout)

    assert (report["floor_met"], report["proved"], report["value"]) == (True, True, 2.7)
    assert len(report["meetings"]) == 6
    assert {met["table"] for met in report["meetings"] if "dan" in (met["a"], met["b"])} == {0}


def test_a_plan_that_stood_is_kept(asked):
    first = json.loads(asked("--json").stdout)["meetings"]

    again = json.loads(asked("--json", before=[[met["b"], met["a"], met["slot"]] for met in first]).stdout)

    assert again["moved"] == 0
    assert {(met["a"], met["b"], met["slot"]) for met in again["meetings"]} == {
        (met["a"], met["b"], met["slot"]) for met in first
    }


def test_a_floor_out_of_reach_is_explained_in_words(asked):
    answer = asked(tables=1, links=0)

    assert answer.exit_code == 0
    assert "Direction, Fibre et fil" in answer.stdout
    assert "Aucun plancher commun" in answer.stdout


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"slots": ["a", "a"]}, "slots"),
        ({"slots": "a"}, "slots"),
        ({"people": [{"name": "sans id"}]}, "people[0]"),
        ({"people": [{"id": "x"}, {"id": "x"}]}, "people"),
        ({"people": [{"id": "x", "free": ["jamais"]}]}, "people[0].free"),
        ({"people": [{"id": "x", "colour": "bleu"}]}, "people[0]"),
        ({"pairs": [{"a": "ada", "b": "zoé"}]}, "pairs[0].b"),
        ({"pairs": [{"a": "ada", "b": "bea", "value": -1}]}, "pairs[0].value"),
        ({"tables": [1]}, "tables"),
        ({"tables": -1}, "tables"),
        ({"floor": "quatre"}, "people[0].floor"),
        ({"before": [["ada", "bea"]]}, "before[0]"),
        ({"chairs": 3}, "le fichier"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(change, where):
    with pytest.raises(UnreadableRound) as refusal:
        read_round(json.loads(EXAMPLE.read_text()) | change)

    assert refusal.value.where == where


def test_a_file_that_is_not_a_round_ends_with_a_sentence(asked):
    answer = asked(tables="dix")

    assert answer.exit_code == 2
    assert "tables" in answer.stderr
