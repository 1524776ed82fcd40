"""Conversions and the test of the Franco-Québec fund: pure, held to examples and to what must always be true."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.bridge.funds import franco_quebec_fund
from maillage.agreements.models import ExchangeRate, MoneyLine
from maillage.agreements.rules.fund import Side, fund_test, verdict_of
from maillage.agreements.rules.money import CENT, added, converted, rate_serving, read_in
from maillage.agreements.web.money_rows import check_in_words

SHAWINIGAN = Side(party_id=1, name="Shawinigan", currency="CAD")
CHAMBERY = Side(party_id=2, name="Chambéry", currency="EUR")
SIDES = [SHAWINIGAN, CHAMBERY]
MARCH = date(2026, 3, 1)
amounts = st.decimals(min_value=CENT, max_value=99_999, places=2)
rate_values = st.decimals(min_value=Decimal("0.2"), max_value=5, places=6)


def rate(value="1.5", day=MARCH, base="EUR", quote="CAD"):
    return ExchangeRate(base=base, quote=quote, day=day, rate=Decimal(value), source="Banque")


def line(side, kind, amount, year=2026, currency=None, day=MARCH):
    worth = Decimal(amount) if amount is not None else None
    return MoneyLine(
        party_id=side.party_id,
        kind=kind,
        amount=worth,
        year=year,
        currency=currency or side.currency,
        day=day,
    )


def answers(lines, rates=()):
    return fund_test(franco_quebec_fund(), SIDES, lines, list(rates))


def words(lines, rates=()):
    return [check_in_words(check).replace("\u00a0", " ") for check in answers(lines, rates)]


PASSING = [
    line(SHAWINIGAN, "own", "20000"),
    line(SHAWINIGAN, "fund", "20000"),
    line(CHAMBERY, "own", "16000"),
    line(CHAMBERY, "fund", "16000"),
]


def test_the_rules_are_kept_with_where_and_when_they_were_read():
    fund = franco_quebec_fund()

    assert [rule.key for rule in fund.rules] == ["match", "ceiling", "span", "reciprocity"]
    assert all(rule.sources and rule.to_confirm and rule.doubt for rule in fund.rules)
    assert fund.limits == {"CAD": 20_000, "EUR": 16_000}


def test_a_side_stands_where_its_territory_is():
    fund = franco_quebec_fund()

    paths = ["CA/24", "CA/24/51/36033", "FR/84/73/73065", "CA/35", "CA/240"]

    assert [fund.currency_of(path) for path in paths] == ["CAD", "CAD", "EUR", None, None]


def test_equal_shares_under_the_ceilings_pass():
    assert verdict_of(answers(PASSING)) == "yes"


def test_what_is_missing_is_said_to_the_euro():
    lines = [*PASSING[:2], line(CHAMBERY, "own", "12500"), PASSING[3]]

    assert verdict_of(answers(lines)) == "no"
    assert words(lines)[1] == (
        "Il manque 3 500 € de fonds propres côté Chambéry : 12 500 € pour 16 000 € demandés au Fonds."
    )


def test_an_amount_to_confirm_leaves_the_answer_open():
    lines = [*PASSING[:2], line(CHAMBERY, "own", "12500"), line(CHAMBERY, "own", None), PASSING[3]]

    assert verdict_of(answers(lines)) == "unknown"
    assert words(lines)[1].startswith("Côté Chambéry, il manque 3 500 € de fonds propres tant que")


def test_an_amount_to_confirm_that_changes_nothing_is_not_waited_for():
    assert verdict_of(answers([*PASSING, line(CHAMBERY, "own", None)])) == "yes"


def test_a_grant_without_amount_leaves_the_match_and_the_ceiling_open():
    verdicts = [check.verdict for check in answers([*PASSING[:3], line(CHAMBERY, "fund", None)])]

    assert verdicts == ["yes", "unknown", "yes", "unknown", "yes", "yes", "yes"]


def test_the_ceiling_counts_year_by_year():
    lines = [
        line(SHAWINIGAN, "own", "50000"),
        line(SHAWINIGAN, "fund", "20000", year=2026),
        line(SHAWINIGAN, "fund", "24000", year=2027),
        line(CHAMBERY, "own", "1"),
    ]

    assert words(lines)[2:4] == [
        "Côté Shawinigan, 2026 : 20 000 $, dans la limite de 20 000 $.",
        "Côté Shawinigan, 2027 : 4 000 $ de trop. 24 000 $ demandés, 20 000 $ au plus.",
    ]


def test_three_years_are_one_too_many():
    lines = [*PASSING, line(SHAWINIGAN, "fund", "10", year=2028), line(SHAWINIGAN, "own", "10")]

    assert "De 2026 à 2028 : 3 années, c’est trop long." in words(lines)


def test_a_side_that_brings_nothing_is_not_reciprocal():
    assert words(PASSING[:2])[-1] == "Côté Chambéry, aucun fonds propre n’est inscrit."


def test_another_grant_is_neither_own_funds_nor_the_fund():
    lines = [*PASSING, line(CHAMBERY, "grant", "90000")]

    assert words(lines) == words(PASSING)


def test_a_project_that_asks_nothing_is_not_tested():
    assert answers([line(CHAMBERY, "own", "5")]) == []


def test_dollars_count_in_euros_at_the_rate_of_their_day():
    lines = [*PASSING[:2], line(CHAMBERY, "own", "24000", currency="CAD"), PASSING[3]]

    assert verdict_of(answers(lines, [rate("1.5")])) == "yes"
    assert verdict_of(answers(lines, [rate("1.6")])) == "no"
    assert verdict_of(answers(lines)) == "unknown"  # no rate: not a refusal


def test_the_last_rate_at_or_before_the_day_serves():
    january, march, april = (rate("1.4", date(2026, 1, 5)), rate(), rate("1.6", date(2026, 4, 1)))

    def serving(day):
        return rate_serving([april, january, march], currency="CAD", into="EUR", day=day)

    assert serving(date(2026, 1, 4)) is None
    assert serving(date(2026, 2, 28)) is january
    assert serving(MARCH) is march
    assert serving(date(2027, 1, 1)) is april


def test_of_one_day_the_rate_said_in_this_direction_serves():
    there, back = rate("1.5"), rate("0.66", base="CAD", quote="EUR")

    assert rate_serving([there, back], currency="EUR", into="CAD", day=MARCH) is there
    assert rate_serving([there, back], currency="CAD", into="EUR", day=MARCH) is back


@pytest.mark.parametrize(("amount", "into", "worth"), [("10", "CAD", "15.00"), ("10", "EUR", "6.67")])
def test_a_conversion_is_exact_to_the_cent(amount, into, worth):
    assert converted(Decimal(amount), rate(), into=into) == Decimal(worth)


@given(amount=amounts, value=rate_values)
def test_a_conversion_is_never_more_than_half_a_cent_away(amount, value):
    there = converted(amount, rate(value), into="CAD")

    assert there == there.quantize(CENT)
    assert abs(there - amount * value) <= CENT / 2


@given(amount=amounts, value=st.decimals(min_value=1, max_value=5, places=6))
def test_a_conversion_there_and_back_returns_to_within_a_cent(amount, value):
    back = converted(converted(amount, rate(value), into="CAD"), rate(value), into="EUR")

    assert abs(back - amount) <= CENT


@given(smaller=amounts, larger=amounts, value=rate_values)
def test_a_conversion_keeps_the_order_of_amounts(smaller, larger, value):
    smaller, larger = sorted([smaller, larger])

    assert converted(smaller, rate(value), into="EUR") <= converted(larger, rate(value), into="EUR")


@st.composite
def lines_drawn(draw, least=1):
    return [
        line(
            draw(st.sampled_from(SIDES)),
            draw(st.sampled_from(["own", "fund", "grant"])),
            draw(st.none() | st.integers(1, 40_000)),
            year=draw(st.integers(2026, 2028)),
            currency=draw(st.sampled_from(["CAD", "EUR"])),
            day=MARCH + timedelta(days=draw(st.integers(-2, 2))),
        )
        for _ in range(draw(st.integers(least, 6)))
    ]


@given(lines=lines_drawn(), found=st.lists(st.integers(1, 40_000), min_size=6, max_size=6))
def test_what_is_learnt_later_never_turns_a_yes_into_a_no_nor_back(lines, found):
    rates = [rate()]  # serves from the first of March on: amounts of the days before wait for a rate
    before = answers(lines, rates)

    for amount, told in zip(found, lines, strict=False):
        told.amount = told.amount if told.amount is not None else Decimal(amount)
    after = answers(lines, [*rates, rate("1.45", date(2025, 1, 1))])

    assert [(b.rule, b.side, b.year) for b in before] == [(a.rule, a.side, a.year) for a in after]
    assert all(b.verdict in {"unknown", a.verdict} for b, a in zip(before, after, strict=True))
    assert all(a.verdict != "unknown" for a in after)


@given(lines=lines_drawn(), extra=st.integers(1, 40_000))
def test_more_own_funds_never_make_an_answer_worse(lines, extra):
    rank = ["no", "unknown", "yes"]
    before = answers(lines)
    after = answers([*lines, line(CHAMBERY, "own", extra), line(SHAWINIGAN, "own", extra)])

    pairs = zip(before, after, strict=True)
    assert all(rank.index(a.verdict) >= rank.index(b.verdict) for b, a in pairs)


@given(lines=lines_drawn())
def test_a_sum_is_what_its_lines_show(lines):
    readings = read_in(lines, [rate(day=date(2020, 1, 1))], "EUR")

    total = added(readings)

    assert total.known == sum(reading.worth for reading in readings if reading.worth is not None)
    assert total.unknown == sum(told.amount is None for told in lines)
