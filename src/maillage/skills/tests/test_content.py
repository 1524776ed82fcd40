"""The reference that we ship: whole, in both languages, set as it should be."""

import json

import pytest
from django.conf import settings

from maillage.skills.rules.content import content_framework
from maillage.skills.rules.drafts import Words, check_draft
from tests.house.test_typography import mistakes_in

FOLDER = settings.CONTENT / "skills"


def told(name):
    return json.loads((FOLDER / name).read_text())


@pytest.fixture(scope="module")
def draft():
    return content_framework(told("framework.json"), told("roles.json"))


def texts_in(row):
    if isinstance(row, dict):
        if "fr" in row:
            yield Words(fr=row["fr"], en=row["en"])
        for value in row.values():
            yield from texts_in(value)
    elif isinstance(row, list):
        for value in row:
            yield from texts_in(value)


TEXTS = [*texts_in(told("framework.json")), *texts_in(told("roles.json"))]


def test_the_shipped_framework_is_coherent(draft):
    check_draft(draft)


def test_it_has_the_structure_it_names(draft):
    by_area = {area.code: len(area.competences) for area in draft.areas}

    assert by_area == {"1": 3, "2": 6, "3": 4, "4": 4, "5": 4, "6": 8}


def test_every_competence_has_its_four_levels_and_a_word_on_ai(draft):
    assert {row.code for row in draft.competences if sorted(row.levels) != [1, 2, 3, 4]} == set()
    assert {row.code for row in draft.competences if not (row.with_ai.fr and row.with_ai.en)} == set()


def test_a_code_starts_with_the_code_of_its_area(draft):
    astray = [
        row.code for area in draft.areas for row in area.competences if row.code.split(".")[0] != area.code
    ]

    assert astray == []


def test_no_two_levels_say_the_same(draft):
    said = [words for row in draft.competences for words in row.levels.values()]

    assert len({words.fr for words in said}) == len(said)
    assert len({words.en for words in said}) == len(said)


def test_the_five_roles_say_what_they_ask(draft):
    assert {role.slug for role in draft.roles} == {
        "account-manager",
        "development-agent",
        "trainer",
        "head-of-firm",
        "employee",
    }
    assert [role.slug for role in draft.roles if not role.requires] == []


def test_every_question_of_the_bank_is_about_a_competence_and_each_has_questions(draft):
    files = sorted((settings.CONTENT / "items").glob("area*.json"))
    asked = {item["competence"] for file in files for item in json.loads(file.read_text())}

    assert asked == {row.code for row in draft.competences}


def test_french_is_set_as_it_should_be():
    wrong = {words.fr: faults for words in TEXTS if (faults := mistakes_in(words.fr))}

    assert wrong == {}


def test_the_attribution_names_its_source_and_its_licence(draft):
    for words in (draft.attribution.fr, draft.attribution.en):
        assert "DigComp 3.0" in words
        assert "CC BY 4.0" in words
