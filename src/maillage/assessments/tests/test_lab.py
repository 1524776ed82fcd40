import csv
import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from maillage.assessments.commands import adaptive, calibrate, correlate
from maillage.assessments.errors import UnreadableTable
from maillage.assessments.rules.tables import dimensions_of, read_answers, read_bank, read_correlation

ITEMS = 30


@pytest.fixture
def lab():
    app = typer.Typer()
    for verb in (adaptive, calibrate, correlate):
        app.command()(verb)

    def run(*words):
        return CliRunner().invoke(app, [str(word) for word in words])

    return run


@pytest.fixture
def bank(tmp_path):
    """Thirty items of two dimensions, in a file."""
    rng = np.random.default_rng(1)
    rows = [(f"i{n}", rng.lognormal(0.2, 0.3), rng.normal(), n % 2) for n in range(ITEMS)]
    source = tmp_path / "bank.csv"
    with source.open("w", newline="") as target:
        csv.writer(target).writerows([("item", "a", "b", "dimension"), *rows])
    return source


@pytest.fixture
def responses(tmp_path):
    """Six hundred people and the items of `bank`, one answer in ten missing, in a file."""
    rng = np.random.default_rng(2)
    slope, difficulty = rng.lognormal(0.2, 0.3, ITEMS), rng.normal(size=ITEMS)
    right = rng.random((600, ITEMS)) < 1 / (1 + np.exp(-slope * (rng.normal(size=(600, 1)) - difficulty)))
    missing = rng.random(right.shape) < 0.1
    source = tmp_path / "responses.csv"
    with source.open("w", newline="") as target:
        writer = csv.writer(target)
        writer.writerow([*(f"i{n}" for n in range(ITEMS)), "site"])
        for n, (row, gone) in enumerate(zip(right, missing, strict=True)):
            writer.writerow(
                [*("" if no else int(yes) for yes, no in zip(row, gone, strict=True)), "ab"[n % 2]]
            )
    return source


def test_a_bank_is_tried_and_its_figures_printed(lab, bank):
    said = lab("adaptive", "--bank", bank, "--simulees", 60, "--stop-se", 0.6, "--max-items", 20, "--json")
    report = json.loads(said.stdout)

    assert set(report) >= {"items_mean", "items_p95", "rmse", "coverage95", "max_exposure", "unused_items", "us_per_question"}  # fmt: skip
    assert 2 <= report["items_mean"] <= report["items_p95"] <= 20
    assert report["max_exposure"] == 1.0


def test_the_same_seed_says_the_same(lab, bank):
    words = ("adaptive", "--bank", bank, "--simulees", 30, "--seed", 4, "--max-items", 5, "--json")

    first, second = (json.loads(lab(*words).stdout) for _ in range(2))

    first["pricing_seconds"] = second["pricing_seconds"] = 0
    assert {**first, "us_per_question": 0, "us_alone": 0} == {**second, "us_per_question": 0, "us_alone": 0}


def test_exposure_is_held(lab, bank, tmp_path):
    square = tmp_path / "square.csv"
    square.write_text("1,0\n1,0.6\n0.6,1\n")

    said = lab("adaptive", "--bank", bank, "--correlation", square, "--simulees", 60, "--max-items", 4, "--max-exposure", 0.5)  # fmt: skip

    shares = [line for line in said.stdout.splitlines() if "le plus vu" in line]
    assert float(shares[0].split("│")[-2]) <= 0.5


def test_items_are_calibrated_and_examined(lab, responses):
    said = lab("calibrate", "--responses", responses, "--group", "site", "--fit", "--prior", "--json")
    report = json.loads(said.stdout)

    assert (report["people"], report["settled"], len(report["items"])) == (600, True, ITEMS)
    assert all(item["a"] > 0 and item["a_error"] > 0 and len(item["b"]) == 1 for item in report["items"])
    assert (report["favouring"], list(report["groups"])) == ([], ["a", "b"])
    assert "i29" in lab("calibrate", "--responses", responses, "--group", "site").stdout


def test_a_calibration_is_brought_onto_an_older_scale(lab, responses, tmp_path):
    first = json.loads(lab("calibrate", "--responses", responses, "--group", "site", "--json").stdout)
    old = tmp_path / "old.csv"
    rows = [f"{one['item']},{one['a'] / 2},{2 * one['b'][0] + 1}" for one in first["items"]]
    old.write_text("\n".join(["item,a,b", *rows]))

    again = json.loads(
        lab("calibrate", "--responses", responses, "--group", "site", "--onto", old, "--json").stdout
    )

    assert again["link"] == pytest.approx([2, 1], abs=1e-3)
    assert again["items"][0]["a"] == pytest.approx(first["items"][0]["a"] / 2, rel=1e-3)
    assert again["items"][0]["a_error"] == pytest.approx(first["items"][0]["a_error"] / 2, rel=1e-3)


def test_correlations_come_in_the_form_that_adaptive_reads(lab, bank, responses):
    said = lab("correlate", "--bank", bank, "--responses", responses).stdout

    square = read_correlation(said.splitlines(), ["0", "1"])

    assert square[0][0] == 1.0
    assert 0.5 < square[0][1] == square[1][0] <= 1.0  # one ability made all the answers


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("calibrate", "--weights", "poids"), "poids"),
        (("calibrate",), "site"),  # a column that is no item
        (("calibrate", "--group", "site", "--onto", "responses"), "item, a, b"),
    ],
)
def test_a_mistake_says_where_it_is(lab, responses, words, told):
    words = [responses if word == "responses" else word for word in words]

    said = lab(*words, "--responses", responses)

    assert said.exit_code == 2
    assert told in said.output


def test_a_bank_tells_its_thresholds_and_its_dimensions():
    rows = read_bank(["item,a,b,c,dimension", "x,1.5,-1;0;1.5,,10", "y,1,0,0.2,2"])

    assert rows[0].thresholds == [-1.0, 0.0, 1.5]
    assert (rows[0].guess, rows[1].guess) == (0.0, 0.2)
    assert dimensions_of(rows) == ["2", "10"]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["item,a", "x,1"],
        ["item,a,b,d", "x,1,1,1"],
        ["item,a,b", "x,un,0"],
        ["item,a,b", "x,nan,0"],
        ["item,a,b", "x,1,0,4"],
        ["item,a,b", "x,1,0", "x,1,0"],
    ],
)
def test_what_is_no_bank_is_refused(lines):
    with pytest.raises(UnreadableTable):
        read_bank(lines)


@pytest.mark.parametrize("lines", [["1,0.5"], ["a,b", "1,0", "0,1"], ["1,x", "0,1"], ["1", "1"]])
def test_what_is_no_correlation_is_refused(lines):
    with pytest.raises(UnreadableTable):
        read_correlation(lines, ["0", "1"])


def test_other_columns_are_left_aside_when_items_are_named():
    table = read_answers(["site,x", "a,1"], items=["x"])

    assert (table.items, table.rows) == (["x"], [[1]])
    with pytest.raises(UnreadableTable, match="y"):
        read_answers(["site,x", "a,1"], items=["x", "y"])


def test_an_answer_may_be_missing_in_three_ways():
    table = read_answers(["x,y,n", "1,,2", "NA,0,1", ".,1,1"], weights="n")

    assert table.rows == [[1, None], [None, 0], [None, 1]]
    assert (table.items, table.weights) == (["x", "y"], [2.0, 1.0, 1.0])


@pytest.mark.parametrize("lines", [[], ["x", "oui"], ["x", "-1"], ["x", "1,2"]])
def test_what_is_no_answer_is_refused(lines):
    with pytest.raises(UnreadableTable):
        read_answers(lines)


def test_right_or_wrong_goes_no_higher_than_one():
    with pytest.raises(UnreadableTable, match="2 dépasse 1"):
        read_answers(["x", "2"]).refuse_above(1)
