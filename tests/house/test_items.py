"""The bank of questions for people holds its form: fields, keys, lengths, typography, both languages, sources."""

import json
from collections import Counter
from datetime import date

import pytest

from tests.house.places import ROOT
from tests.house.test_typography import mistakes_in

FIELDS = [
    "id", "competence", "level", "kind", "context", "stem_fr", "stem_en", "document_fr", "document_en", "options",
    "keeps_order", "rationale_fr", "rationale_en", "source", "ai", "excludes",
]  # fmt: skip
OPTIONAL = {"document_fr", "document_en", "keeps_order"}
COMPETENCES = {1: 3, 2: 6, 3: 4, 4: 4, 5: 4, 6: 8}  # in each area
FEWEST = 300
FEWEST_A_CELL, FEWEST_A_COMPETENCE = 2, 10
SHORT = 25  # an amount or a date has the length that it has
LONGEST_TO_SHORTEST = 1.65
KEY_PLACES = (0.2, 0.3)
KEY_IS_LONGEST = 0.35  # of the items; by chance a quarter
ON_AI = 0.18


@pytest.fixture(scope="module")
def items():
    folder = ROOT / "content" / "items"
    return [item for path in sorted(folder.glob("area*.json")) for item in json.loads(path.read_text())]


def texts(item, language):
    document = item.get(f"document_{language}") or {"caption": ""}
    cells = [cell for row in document.get("rows", []) for cell in row]
    return [
        item[f"stem_{language}"],
        item[f"rationale_{language}"],
        *(option[language] for option in item["options"]),
        document["caption"],
        document.get("text", ""),
        *document.get("columns", []),
        *cells,
    ]


def lengths(item, language="fr"):
    return [len(option[language]) for option in item["options"]]


def one_key_of_four(items):
    return [item for item in items if item["kind"] in {"single", "document"}]


def place_of_key(item):
    return next(place for place, option in enumerate(item["options"]) if option["correct"])


def test_every_competence_has_enough_at_each_level(items):
    cells = Counter((item["competence"], item["level"]) for item in items)
    wanted = [f"{area}.{number}" for area, last in COMPETENCES.items() for number in range(1, last + 1)]

    thin = [
        name
        for name in wanted
        if min(cells[name, level] for level in (1, 2, 3, 4)) < FEWEST_A_CELL
        or sum(cells[name, level] for level in (1, 2, 3, 4)) < FEWEST_A_COMPETENCE
    ]

    assert thin == []
    assert {name for name, _level in cells} == set(wanted)
    assert len(items) >= FEWEST


def test_an_item_has_its_fields_in_order_and_a_name_of_its_own(items):
    assert [item["id"] for item in items if list(item) != [name for name in FIELDS if name in item]] == []
    assert [item["id"] for item in items if set(FIELDS) - OPTIONAL - set(item)] == []
    assert [item["id"] for item in items if item["id"].partition("-")[0] != item["competence"]] == []
    assert [name for name, times in Counter(item["id"] for item in items).items() if times > 1] == []
    assert {item["context"] for item in items} == {"both", "qc", "fr"}


def test_keys_are_as_many_as_the_kind_says(items):
    def is_sound(item):
        options = item["options"]
        if item["kind"] == "order":
            places = [option["position"] for option in options]
            return sorted(places) == list(range(1, len(options) + 1)) and places != sorted(places)
        keys = sum(option["correct"] for option in options)
        return 2 <= keys < len(options) if item["kind"] == "multiple" else keys == 1 and len(options) == 4

    assert [item["id"] for item in items if not is_sound(item)] == []
    assert {item["kind"] for item in items} == {"single", "multiple", "order", "document"}


def test_a_document_is_the_same_in_both_languages(items):
    def shape(document):
        return (
            sorted(document),
            [len(row) for row in document.get("rows", [])],
            len(document.get("columns", [])),
        )

    shown = [item for item in items if "document_fr" in item or "document_en" in item]

    assert [item["id"] for item in shown if shape(item["document_fr"]) != shape(item["document_en"])] == []
    assert [item["id"] for item in items if item["kind"] == "document" and item not in shown] == []


def test_form_does_not_give_the_key_away(items):
    closed = one_key_of_four(items)
    places = Counter(map(place_of_key, closed))
    longest = [item["id"] for item in closed if lengths(item)[place_of_key(item)] == max(lengths(item))]
    uneven = [
        item["id"]
        for item in items
        if item["kind"] != "order"
        for language in ("fr", "en")
        if max(lengths(item, language)) > max(SHORT, LONGEST_TO_SHORTEST * min(lengths(item, language)))
    ]

    assert all(KEY_PLACES[0] <= places[place] / len(closed) <= KEY_PLACES[1] for place in range(4)), places
    assert len(longest) / len(closed) <= KEY_IS_LONGEST
    assert uneven == []


def test_both_languages_are_told_and_well_set(items):
    silent = [item["id"] for item in items for language in ("fr", "en") if not all(texts(item, language)[:2])]
    badly_set = [
        f"{item['id']}: {text} – {mistake}"
        for item in items
        for text in texts(item, "fr")
        for mistake in mistakes_in(text)
    ]
    straight = [item["id"] for item in items if any(set(text) & set("\"'«»") for text in texts(item, "en"))]

    assert silent == []
    assert badly_set == []
    assert straight == []


def test_every_key_has_its_source(items):
    def is_sourced(source):
        checked = source["checked_on"]
        return (
            source["title"]
            and source["url"].startswith("https://")
            and (not checked or date.fromisoformat(checked))
        )

    assert [item["id"] for item in items if not is_sourced(item["source"])] == []


def test_items_that_overlap_name_each_other(items):
    excluded = {(item["id"], other) for item in items for other in item["excludes"]}

    assert {pair for pair in excluded if pair[::-1] not in excluded} == set()
    assert {other for _item, other in excluded} <= {item["id"] for item in items}


def test_ai_runs_through_the_bank(items):
    assert sum(item["ai"] for item in items) / len(items) >= ON_AI


def test_every_question_has_its_price_and_its_ticket(items):
    prices = json.loads((ROOT / "content" / "items" / "prices.json").read_text())

    assert list(prices) == [item["id"] for item in items]
    assert all(price >= 0 and ticket > 0 for price, ticket in prices.values())
    assert sum(ticket for _price, ticket in prices.values()) == pytest.approx(1, abs=0.01)
