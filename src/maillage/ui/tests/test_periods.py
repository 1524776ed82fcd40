import re

import pytest

from maillage.ui.pictures import Period, Series, columns

YEAR = [Period(f"T{quarter}", "2026") for quarter in range(1, 5)]


def drawn(*series, periods=YEAR):
    return columns(periods=periods, series=[Series(f"Série {n}", values) for n, values in enumerate(series)])


def heights(drawing, kind="column s0"):
    return [float(re.search(r"v(\S+?)h", mark.path)[1]) for mark in drawing.marks if mark.kind == kind]


def test_columns_are_as_high_as_their_values():
    wide, _tall = drawn([1, 2, 0, 4]).drawings

    assert heights(wide) == [37.5, 75, 0, 150]


def test_what_is_unknown_is_hatched_and_zero_is_written():
    picture = drawn([1, None, 0, 4])

    for drawing in picture.drawings:
        assert [mark.kind for mark in drawing.marks].count("unknown") == 1
        assert [words.text for words in drawing.words].count("0") == 1
    assert picture.has_missing
    assert [row[1]["text"] for row in picture.table["rows"]] == ["1", "pas de donnée", "0", "4"]


def test_a_loss_goes_below_the_line():
    wide, _tall = drawn([2, -2, 1, 1]).drawings

    assert next(mark.path for mark in wide.marks if mark.kind == "axis") == "M0 99h640"


def test_the_second_series_is_an_outline():
    wide, _tall = drawn([1, 2, 3, 4], [4, 3, 2, 1]).drawings

    assert [mark.kind for mark in wide.marks].count("column s1") == 4


def test_a_year_is_written_once_and_every_period_names_it_on_a_phone():
    wide, tall = drawn([1, 2, 3, 4]).drawings

    assert [words.text for words in wide.words].count("2026") == 1
    assert [words.text for words in tall.words if "2026" in words.text] == [f"T{n} 2026" for n in range(1, 5)]


def test_when_words_have_no_room_the_largest_is_still_written():
    many = [Period(f"T{n}") for n in range(40)]

    wide, tall = drawn([1_000_000 + n for n in range(40)], periods=many).drawings

    assert [words.text for words in wide.words if "000" in words.text] == ["1\u00a0000\u00a0039"]
    assert len([words for words in tall.words if "000" in words.text]) == 40


def test_nothing_known_at_all_is_drawn_as_such():
    for drawing in drawn([None] * 4).drawings:
        assert [mark.kind for mark in drawing.marks].count("unknown") == 4


@pytest.mark.parametrize("series", [[], [[1, 2, 3]], [[1] * 4] * 3])
def test_what_cannot_be_drawn_is_refused(series):
    with pytest.raises(ValueError, match="series"):
        drawn(*series)
