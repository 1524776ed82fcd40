import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from maillage.ui.pictures import TargetRow, targets


def line(**row):
    (drawn,) = targets([TargetRow(label="Personnes formées", **row)]).lines
    return drawn


def told(**row):
    rows = targets([TargetRow(label="Personnes formées", **row)])
    page = render_to_string("ui/parts/targets.html", {"label": "Cibles", "rows": rows})
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_target_stands_at_the_end_and_what_is_reached_in_proportion():
    drawn = line(reached=25, target=100)

    assert (drawn["mark"], drawn["bars"][0]["width"]) == (99.0, 24.8)
    assert drawn["share"] == Decimal("0.25")


def test_what_passes_its_target_is_the_whole_line():
    drawn = line(reached=200, target=100)

    assert (drawn["mark"], drawn["bars"][0]["width"]) == (49.5, 99.0)


def test_what_is_sure_comes_before_what_is_less():
    drawn = line(reached=38, target=100, claimed=6, documented=12, verified=20)

    assert [(bar["kind"], bar["start"], bar["end"]) for bar in drawn["bars"]] == [
        ("verified", 0.0, 19.8),
        ("documented", 19.8, 31.7),
        ("claimed", 31.7, 37.6),
    ]


def test_certainties_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="add up to 38"):
        line(reached=38, verified=20, claimed=6)


def test_what_nobody_measured_is_said_and_is_not_zero():
    assert line(reached=None, target=50)["bars"] == []
    assert "pas encore mesuré cible : 50" in told(reached=None, target=50)
    assert "pas encore mesuré" not in told(reached=0, target=50)
    assert "0 sur 50" in told(reached=0, target=50)


def test_without_a_target_no_bar_looks_complete():
    assert line(reached=9)["bars"][0]["width"] == 50.0
    assert "9 sans cible" in told(reached=9)


def test_values_are_said_in_their_own_unit():
    text = told(reached=12, target=50, baseline=3, write=lambda value: f"{value} t")

    assert "12 t sur 50 t, 24" in text
    assert "au départ : 3 t" in text


def test_the_legend_explains_what_is_shown_only():
    assert targets([TargetRow(label="…", reached=9, claimed=9, target=10)]).shows == {"claimed", "target"}
