from datetime import UTC, date, datetime

import pytest

from maillage.engines.eligibility import (
    Age,
    AllOf,
    AnyOf,
    Between,
    Facts,
    Flag,
    Member,
    Months,
    Not,
    Statement,
    Verdict,
    Window,
    Within,
    verdict,
)

DAY = date(2026, 6, 12)
GASPE = "CA/24/11/02"


def said(condition, statements=None, /, **values):
    return verdict(condition, Facts.of(values, statements), DAY).verdict.value


def test_a_place_holds_what_lies_below_it():
    quebec = Within(fact="territory", any_of=frozenset({"CA/24"}))

    assert said(quebec, territory=GASPE) == said(quebec, territory="CA/24") == "yes"
    assert said(quebec, territory="CA/240") == said(quebec, territory="FR") == "no"


def test_a_firm_known_only_by_its_country_may_still_be_in_the_region():
    quebec = Within(fact="territory", any_of=frozenset({"CA/24"}))

    assert said(quebec, territory="CA") == "unknown"
    assert said(quebec, territory={"CA", GASPE}) == "yes"


def test_one_label_in_common_is_enough_and_having_none_is_an_answer():
    water = Member(fact="themes", any_of=frozenset({"water", "energy"}))

    assert said(water, themes={"water", "waste"}) == "yes"
    assert said(water, themes=()) == "no"
    assert said(water) == "unknown"


@pytest.mark.parametrize(("employees", "expected"), [(9, "no"), (10, "yes"), (249, "yes"), (249.5, "no")])
def test_both_ends_of_a_range_count(employees, expected):
    assert said(Between(fact="employees", at_least=10, at_most=249), employees=employees) == expected


def test_zero_is_a_number_and_not_a_gap():
    assert said(Between(fact="employees", at_most=9), employees=0) == "yes"


@pytest.mark.parametrize(
    ("founded_on", "expected"),
    [(date(2024, 6, 12), "yes"), (date(2024, 6, 13), "no"), (date(2027, 1, 1), "no")],
)
def test_an_age_is_counted_in_full_years_on_the_day(founded_on, expected):
    assert said(Age(fact="founded_on", at_least=2), founded_on=founded_on) == expected


@pytest.mark.parametrize(
    ("founded_on", "expected"),
    [
        (date(2025, 12, 12), "yes"),
        (date(2025, 12, 13), "no"),
        (date(2024, 1, 1), "yes"),
        (date(2027, 1, 1), "no"),
    ],
)
def test_a_young_age_is_counted_in_full_months(founded_on, expected):
    assert said(Months(fact="founded_on", at_least=6), founded_on=founded_on) == expected


def test_a_window_counts_its_last_day_and_is_never_unknown():
    assert said(Window(ends=DAY)) == "yes"
    assert said(Window(starts=date(2026, 6, 13))) == said(Window(ends=date(2026, 6, 11))) == "no"


def test_a_flag_and_a_statement_wait_for_an_answer():
    no_freelance, audited = Flag(fact="freelance", expected=False), Statement(id="audited")

    assert [said(no_freelance), said(no_freelance, freelance=False)] == ["unknown", "yes"]
    assert [said(audited), said(audited, {"audited": True}), said(audited, {"audited": False})] == [
        "unknown",
        "yes",
        "no",
    ]


def test_unknown_wins_only_where_nothing_decides_without_it():
    known, unknown = Flag(fact="known"), Flag(fact="unknown")

    assert said(AllOf(parts=(known, unknown)), known=False) == "no"
    assert said(AllOf(parts=(known, unknown)), known=True) == "unknown"
    assert said(AnyOf(parts=(known, unknown)), known=True) == "yes"
    assert said(Not(part=unknown)) == "unknown"
    assert said(AllOf(parts=())) == "yes"


def test_each_reason_says_the_fact_the_value_and_what_is_missing():
    size = Between(fact="employees", at_most=49)
    place = Within(fact="territory", any_of=frozenset({"CA/24"}))
    export = Flag(fact="exports")

    explained = verdict(AllOf(parts=(size, AnyOf(parts=(place, export)))), Facts.of({"employees": 12}), DAY)

    assert explained.verdict is Verdict.UNKNOWN
    assert explained.missing() == ("territory", "exports")
    assert [(leaf.condition, leaf.value, leaf.verdict) for leaf in explained.leaves()] == [
        (size, 12, Verdict.YES),
        (place, None, Verdict.UNKNOWN),
        (export, None, Verdict.UNKNOWN),
    ]


def test_a_refusal_names_what_refused_and_nothing_else():
    size, export = Between(fact="employees", at_most=49), Flag(fact="exports")

    explained = verdict(AllOf(parts=(size, export, Window(ends=DAY))), Facts.of({"employees": 60}), DAY)

    assert [leaf.condition for leaf in explained.decisive()] == [size]
    assert explained.missing() == ()


@pytest.mark.parametrize(
    "build",
    [
        lambda: Within(fact="territory", any_of=frozenset()),
        lambda: Within(fact="territory", any_of=frozenset({"CA//24"})),
        lambda: Member(fact="", any_of=frozenset({"water"})),
        lambda: Member(fact="themes", any_of={"water"}),
        lambda: Between(fact="employees"),
        lambda: Between(fact="employees", at_least=10, at_most=9),
        lambda: Between(fact="revenue", at_most=float("nan")),
        lambda: Age(fact="founded_on"),
        Window,
        lambda: Window(starts=DAY, ends=date(2026, 6, 11)),
        lambda: Statement(id=""),
        lambda: AnyOf(parts=()),
        lambda: AllOf(parts=("employees > 3",)),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused_when_it_is_built(build):
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        build()


@pytest.mark.parametrize("value", [None, float("nan"), datetime(2026, 1, 1, tzinfo=UTC), {"a": 1}, [1]])
def test_a_fact_is_a_value_or_it_is_absent(value):
    with pytest.raises(ValueError, match="employees"):
        Facts.of({"employees": value})


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (Between(fact="x", at_least=1), True),
        (Age(fact="x", at_least=1), 3),
        (Flag(fact="x"), 1),
        (Member(fact="x", any_of=frozenset("a")), 3),
    ],
)
def test_a_fact_of_another_kind_is_an_error_and_no_verdict(condition, value):
    with pytest.raises(TypeError, match="x: "):
        verdict(condition, Facts.of({"x": value}), DAY)
