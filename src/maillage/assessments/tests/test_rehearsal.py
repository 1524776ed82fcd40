import json
from dataclasses import replace

import pytest
import typer
from django.conf import settings
from typer.testing import CliRunner

from maillage.assessments.bridge import bank_of_draft, priced, rehearsed
from maillage.assessments.commands import bank
from maillage.assessments.operations import draft_of
from maillage.assessments.rules.content import instrument_of_people

LIMIT = 0.3


@pytest.fixture
def draft():
    """Two competences, thirty questions each on four levels, slopes uneven."""
    told = {
        "id": "essai",
        "version": "1",
        "subject": "person",
        "length": {"most": 8, "short": 4, "error": 0.5},
        "prior": {"levels": [-1.5, -0.5, 0.5, 1.5], "slope": 1.1, "within_area": 0.7, "across": 0.5},
        "cuts": [-1.0, 0.0, 1.0],
        "exposure": LIMIT,
    }
    rows = [
        {
            "id": f"{competence}-{n}",
            "competence": competence,
            "kind": "single",
            "level": n % 4 + 1,
            "options": [{}] * 4,
            "excludes": [],
        }
        for competence in ("1.1", "6.1")
        for n in range(30)
    ]
    made = instrument_of_people(told, rows, {})
    return replace(
        made, items=[replace(item, slope=1 + rank % 7 / 5) for rank, item in enumerate(made.items)]
    )


def with_prices(draft, pairs):
    items = [
        replace(one, price=pair[0], ticket=pair[1]) for one, pair in zip(draft.items, pairs, strict=True)
    ]
    return replace(draft, items=items)


def test_more_questions_say_more_and_intervals_hold(draft):
    short, long = (rehearsed(draft, most=most, people=150, seed=1) for most in (4, 16))

    assert (short.questions, 4 < long.questions <= 16) == (4, True)
    assert long.error < short.error < 1
    assert short.level_right < long.level_right < long.level_near <= 1
    assert 0.9 < long.coverage95 < 0.99
    assert long.points is None


def test_the_same_seed_says_the_same(draft):
    assert rehearsed(draft, most=4, people=20, seed=3) == rehearsed(draft, most=4, people=20, seed=3)


def test_prices_keep_questions_from_being_worn_out(draft):
    priced_draft = with_prices(draft, priced(bank_of_draft(draft), most=8, error=0.5, seed=1))

    found = rehearsed(priced_draft, most=8, people=300, seed=1)

    assert found.most_seen_free == 1.0
    assert found.most_seen <= LIMIT
    assert found.never_seen < found.never_seen_free


def test_no_question_that_we_ship_is_seen_by_more_than_three_people_in_ten_nor_by_nobody():
    shipped = draft_of(settings.CONTENT / "items")

    found = rehearsed(shipped, most=shipped.content["length"]["most"], people=500, seed=1)

    assert found.most_seen <= LIMIT
    assert found.never_seen == 0


def test_a_firm_is_asked_what_concerns_it():
    maturity = draft_of(settings.CONTENT / "maturity")
    alone, several = (
        rehearsed(maturity, most=65, people=4, seed=1, facts={"employees": employees, "sector": "services"})
        for employees in (1, 20)
    )

    assert 50 < alone.questions < len(maturity.items)
    assert alone.questions != several.questions
    assert several.points is not None


def test_the_bank_that_we_ship_is_tried_and_its_figures_printed():
    app = typer.Typer()
    app.command()(bank)

    said = json.loads(CliRunner().invoke(app, ["--simulees", "3", "--json"]).stdout)

    assert [one["questions"] for one in said["sittings"]] == [15, 40]
    assert {"error", "precise", "level_right", "most_seen", "never_seen_free"} <= set(said["sittings"][0])
