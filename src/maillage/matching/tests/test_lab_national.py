"""A country drawn by lot, matched as one firm after another would be."""

import json

import numpy as np
from typer.testing import CliRunner

from maillage.matching.bridge.eligibility import judged
from maillage.matching.bridge.national import national_match
from maillage.matching.commands import lab_app
from maillage.matching.commands.lab_national import DAY, drawn_condition, drawn_firm
from maillage.matching.enums import Answer
from maillage.matching.models import Programme


def test_each_firm_gets_what_looking_at_every_offer_would_give_it():
    chance = np.random.default_rng(5)
    conditions = [drawn_condition(chance) for _ in range(120)]
    firms = [drawn_firm(chance) for _ in range(60)]
    offers, wishes = chance.standard_normal((120, 8)), chance.standard_normal((60, 8))

    found = national_match(
        conditions=conditions,
        offer_vectors=offers.astype(np.float32),
        firms=firms,
        firm_vectors=wishes.astype(np.float32),
        day=DAY,
        most=5,
    )

    for place, firm in enumerate(firms):
        allowed = [
            one
            for one, tree in enumerate(conditions)
            if judged(Programme(condition=tree), firm, DAY)[0] != Answer.NO
        ]
        best = sorted(allowed, key=lambda one: -float(offers[one] @ wishes[place]))[:5]
        assert found.nearest.positions[place].tolist() == [*best, *[-1] * (5 - len(best))]


def test_the_command_says_what_it_cost():
    answer = CliRunner().invoke(lab_app, ["national", "--firms", "300", "--offers", "200", "--json"])

    report = json.loads(answer.stdout)
    assert (report["firms"], report["offers"]) == (300, 200)
    assert 0.02 < report["eligible"] < 0.3
    assert 0 < report["core_seconds"] < 30
    assert report["profiles"] <= 300


def test_a_reader_gets_lines():
    answer = CliRunner().invoke(lab_app, ["national", "--firms", "20", "--offers", "20"])

    assert "core_seconds" in answer.stdout
