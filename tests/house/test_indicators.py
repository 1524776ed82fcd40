"""Indicators hold their form: what is counted, what is not, what to beware of, both languages, sources, pay bands."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from maillage.outcomes.enums import MONEY_KINDS, OutcomeKind, PayBand
from maillage.outcomes.models import Indicator
from tests.house.places import PACKAGE, ROOT
from tests.house.test_typography import mistakes_in

SAID = [
    "name", "name_en", "definition", "definition_en", "unit", "unit_en", "method", "method_en", "disaggregation",
    "sources",
]  # fmt: skip
PARTS = ["Compté\u00a0: ", "Pas compté\u00a0: ", "Prudence\u00a0: "]
PARTS_EN = ["Counted: ", "Not counted: ", "Caution: "]
SOURCE = ["title", "url", "read_on", "supports", "supports_en"]


@pytest.fixture(scope="module")
def told():
    return json.loads((ROOT / "content" / "indicators" / "indicators.json").read_text())


@pytest.fixture(scope="module")
def indicators(told):
    return [*told["indicators"], *told["derived"]]


def codes(rows):
    return [row["code"] for row in rows]


def texts(told):
    """Each text of the file in French and in English; the title of a source stays in the language of its page."""
    bands = told["pay_bands"]
    cited = [*told["indicators"], *told["derived"], bands]
    sources = [one for row in cited for one in row["sources"]]
    for row in [*cited, *sources, *told["disaggregations"], *bands["bands"], *bands["reference"]]:
        for name in [name for name in row if name.endswith("_en")]:
            yield row[name.removesuffix("_en")], row[name]


def test_every_kind_of_outcome_has_one_indicator_of_its_name(told):
    assert [row["kind"] for row in told["indicators"]] == OutcomeKind.values
    assert [row["code"] for row in told["indicators"] if row["kind"] != row["code"]] == []


def test_an_indicator_has_its_fields_in_order_and_a_name_of_its_own(told, indicators):
    assert [row["code"] for row in told["indicators"] if list(row) != ["code", "kind", *SAID]] == []
    assert [row["code"] for row in told["derived"] if list(row) != ["code", "counted_in", *SAID]] == []
    for rows in (indicators, told["disaggregations"], told["pay_bands"]["bands"]):
        assert [code for code, times in Counter(codes(rows)).items() if times > 1] == []


def test_an_indicator_fits_its_model(told, indicators):
    room = {name: Indicator._meta.get_field(name).max_length for name in ["code", *SAID[:-2]]}
    cut = Indicator._meta.get_field("disaggregation").base_field.max_length

    assert [(row["code"], name) for row in indicators for name in room if len(row[name]) > room[name]] == []
    assert [code for code in codes(told["disaggregations"]) if len(code) > cut] == []


def test_an_indicator_names_cuts_and_contexts_that_exist(told, indicators):
    contexts = {path.name for path in PACKAGE.iterdir() if path.is_dir()}

    assert {cut for row in indicators for cut in row["disaggregation"]} == set(codes(told["disaggregations"]))
    assert {row["counted_in"] for row in told["derived"]} <= contexts


def test_money_is_always_told_by_currency(indicators):
    assert {row["code"] for row in indicators if "currency" in row["disaggregation"]} == set(MONEY_KINDS)


def test_a_method_says_what_counts_what_does_not_and_what_to_beware_of(indicators):
    def begins(text, wanted):
        paragraphs = text.split("\n\n")
        return len(paragraphs) == len(wanted) and all(map(str.startswith, paragraphs, wanted))

    assert [row["code"] for row in indicators if not begins(row["method"], PARTS)] == []
    assert [row["code"] for row in indicators if not begins(row["method_en"], PARTS_EN)] == []


def test_both_languages_are_told_and_well_set(told):
    both = list(texts(told))

    assert [french for french, english in both if not (french.strip() and english.strip())] == []
    assert [f"{french} – {mistake}" for french, _english in both for mistake in mistakes_in(french)] == []
    assert [english for _french, english in both if set(english) & set("\"'«»\u00a0")] == []


def test_a_source_says_what_it_supports_and_when_it_was_read(told, indicators):
    sources = [one for row in [*indicators, told["pay_bands"]] for one in row["sources"]]

    assert [one["title"] for one in sources if list(one) != SOURCE] == []
    assert [one["title"] for one in sources if not one["url"].startswith(("https://", "http://"))] == []
    assert {date.fromisoformat(one["read_on"]) for one in sources} == {date.fromisoformat(told["read_on"])}
    assert told["pay_bands"]["sources"]


def test_pay_bands_are_those_of_the_code_and_cover_every_wage_once(told):
    low, middle, high = told["pay_bands"]["bands"]

    assert [band["code"] for band in (low, middle, high)] == PayBand.values
    assert [band["name"] for band in (low, middle, high)] == [str(label) for label in PayBand.labels]
    assert low["below"] == middle["from"]
    assert middle["to"] == high["above"]
    assert Decimal(middle["from"]) < Decimal(middle["to"])
    assert [one["territory"] for one in told["pay_bands"]["reference"]] == ["CA/24", "FR"]
