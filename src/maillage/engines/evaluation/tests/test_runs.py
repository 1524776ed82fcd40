import pytest

from maillage.engines.evaluation import run_lines


def test_a_line_holds_six_columns():
    assert list(run_lines("q1", [("d7", 2.5), ("d2", -1.0)], tag="maillage")) == [
        "q1 Q0 d7 1 2.500000 maillage",
        "q1 Q0 d2 2 -1.000000 maillage",
    ]


def test_equals_are_told_apart_so_that_every_reader_sees_the_same_order():
    lines = list(run_lines("q", [("a", 1.0), ("b", 1.0), ("c", 1.0), ("d", 0.5)], tag="t"))

    assert [line.split()[4] for line in lines] == ["1.000000", "0.999999", "0.999998", "0.500000"]


@pytest.mark.parametrize("name", ["", "a b", "a\n", " a"])
def test_a_name_that_would_shift_the_columns_is_refused(name):
    with pytest.raises(ValueError, match="white space"):
        list(run_lines("q", [(name, 1.0)], tag="t"))
