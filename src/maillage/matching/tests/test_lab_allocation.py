"""The routing measured: what its promises cost, beside what happens where nobody computes."""

import json

import pytest
from typer.testing import CliRunner

from maillage.matching.commands import lab_app
from maillage.matching.commands.lab_allocation import drawn


def measured(*options):
    answer = CliRunner().invoke(lab_app, ["allocation", *options, "--json"])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


@pytest.mark.parametrize("seed", ["2016", "3"])
def test_evenness_costs_less_than_half_a_percent_and_nobody_is_served_badly(seed):
    figures = measured("--seed", seed)

    assert (figures["needs"], figures["experts"]) == (2000, 150)
    assert figures["routing"]["share_of_optimum"] >= 0.995
    assert figures["routing"]["worst_decile"] >= 0.72
    assert figures["routing"]["over_capacity"] == 0
    assert figures["first_come"]["share_of_optimum"] < 0.97
    assert figures["first_come"]["worst_decile"] < figures["routing"]["worst_decile"] - 0.1
    assert figures["no_capacity"]["heaviest_load"] > 10


def test_the_same_seed_draws_the_same_set():
    first, again, other = (drawn(30, 6, seed) for seed in (1, 1, 2))

    assert (first[0] == again[0]).all()
    assert (first[1] == again[1]).all()
    assert (first[0] != other[0]).any()


def test_a_reader_gets_a_table():
    answer = CliRunner().invoke(lab_app, ["allocation", "--needs", "40", "--experts", "6"])

    assert answer.exit_code == 0
    assert "répartition" in answer.stdout
