"""The diagnosis of firms holds its form: graded answers, facts it may know, needs that exist, both languages."""

import json
from itertools import pairwise, product

import pytest

from tests.house.places import ROOT
from tests.house.test_typography import mistakes_in

FOLDER = ROOT / "content" / "maturity"
FEWEST_ASKED = 6  # in each dimension, of any firm
MOST_MINUTES, SECONDS_A_QUESTION = 15, 12
GENTLEST, STEEPEST, NEAREST_THRESHOLDS = 0.8, 2.0, 0.5
OPERATORS = {
    ">=": lambda known, wanted: known >= wanted,
    "<=": lambda known, wanted: known <= wanted,
    "in": lambda known, wanted: known in wanted,
}


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


@pytest.fixture(scope="module")
def dimensions():
    return [row["id"] for row in read("instrument")["dimensions"]]


@pytest.fixture(scope="module")
def questions():
    return read("questions")


@pytest.fixture(scope="module")
def facts():
    return {row["fact"]: row for row in read("context")}


@pytest.fixture(scope="module")
def kinds_of_needs():
    files = (ROOT / "content" / "needs").glob("*.json")
    return {row["id"] for file in files for row in json.loads(file.read_text())}


def needs_of(questions):
    return [(question, need) for question in questions for need in question["needs"]]


def is_asked(question, known):
    return all(
        condition.get("if_unknown", True)
        if known.get(condition["fact"]) is None
        else OPERATORS[condition["op"]](known[condition["fact"]], condition["value"])
        for condition in question["asked_if"]
    )


def test_answers_are_graded_and_the_author_says_how_hard_each_step_is(questions):
    def is_sound(question):
        grades = [option["grade"] for option in question["options"]]
        thresholds = question["prior"]["thresholds"]
        return (
            grades == list(range(len(grades)))
            and 3 <= len(grades) <= 5
            and len(thresholds) == len(grades) - 1
            and all(after - before >= NEAREST_THRESHOLDS for before, after in pairwise(thresholds))
            and GENTLEST <= question["prior"]["a"] <= STEEPEST
        )

    assert [question["id"] for question in questions if not is_sound(question)] == []
    assert len({question["id"] for question in questions}) == len(questions)


def test_conditions_speak_of_facts_that_are_asked(questions, facts):
    conditions = [
        (question["id"], condition)
        for question in questions
        for condition in [
            *question["asked_if"],
            *(one for need in question["needs"] for one in need["proposed_if"]),
        ]
    ]

    assert {
        name for name, one in conditions if one["fact"] not in facts or one["op"] not in OPERATORS
    } == set()
    assert {
        name
        for name, one in conditions
        if one["op"] == "in"
        and not set(one["value"]) <= {row["value"] for row in facts[one["fact"]]["options"]}
    } == set()


def test_every_firm_is_asked_enough_of_each_dimension_in_one_sitting(questions, dimensions, facts):
    sectors, customers = (
        [None, *(row["value"] for row in facts[name]["options"])] for name in ("sector", "customers")
    )
    for employees, sector, customer in product([None, 1, 2, 30], sectors, customers):
        known = {"employees": employees, "sector": sector, "customers": customer}
        asked = [question for question in questions if is_asked(question, known)]
        of_each = [sum(question["dimension"] == one for question in asked) for one in dimensions]

        assert min(of_each) >= FEWEST_ASKED, known
        assert len(asked) * SECONDS_A_QUESTION <= MOST_MINUTES * 60, known


def test_what_an_answer_reveals_is_a_need_that_matching_knows(questions, kinds_of_needs):
    def is_sound(question, need):
        named = {need["need"], need["about"]} - {None, ""}
        revealing = set(need["grades"]) < {option["grade"] for option in question["options"]}
        return (
            named <= kinds_of_needs
            and need["kind"] in {"expertise", "financing"}
            and revealing
            and (need["grades"] or need["dont_know"])
        )

    assert [question["id"] for question, need in needs_of(questions) if not is_sound(question, need)] == []
    texts = [need["fr"] for _question, need in needs_of(questions)]
    assert len(set(texts)) == len(texts)


def test_both_languages_are_told_and_well_set(questions):
    told = [
        (question["id"], row, key)
        for question in questions
        for row, key in [
            (question, "stem_"),
            (question, "why_"),
            *((option, "") for option in question["options"]),
            *((need, "") for need in question["needs"]),
        ]
    ]

    assert [name for name, row, key in told if not (row[f"{key}fr"] and row[f"{key}en"])] == []
    assert [f"{name}: {row[f'{key}fr']}" for name, row, key in told if mistakes_in(row[f"{key}fr"])] == []
