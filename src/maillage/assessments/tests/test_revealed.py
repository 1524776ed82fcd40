"""What answers reveal: the rule alone, then on the content we ship."""

import json

import pytest
from django.conf import settings

from maillage.assessments.rules.bands import band_said, bands_held
from maillage.assessments.rules.revealed import Replied, revealed

LABELS = ["Au départ", "En route", "Solide", "En avance"]


def need(
    name, *, kind="expertise", about=None, grades=(0,), dont_know=False, proposed_if=(), benefit=2, effort=2
):
    return {
        "need": name, "kind": kind, "about": about, "grades": list(grades), "dont_know": dont_know,
        "proposed_if": list(proposed_if), "fr": f"Il manque {name}.", "en": f"{name} is missing.",
        "benefit": benefit, "effort": effort,
    }  # fmt: skip


def replied(code, *needs, category=0, response=None, dimension="donnees"):
    question = {
        "id": code,
        "dimension": dimension,
        "stem_fr": f"{code} ?",
        "stem_en": f"{code}?",
        "needs": list(needs),
    }
    return Replied(
        question=question, response=[category] if response is None else response, category=category
    )


def unsure(code, *needs):
    return replied(code, *needs, category=None, response="dont_know")


def names(replies, facts=None, scores=None):
    return [one.need for one in revealed(replies, facts or {}, scores or {})]


def test_an_answer_reveals_the_needs_of_its_grade():
    low, middle = need("site-web", grades=[0, 1]), need("crm", grades=[1])

    assert names([replied("q", low, middle, category=1)]) == ["crm", "site-web"]
    assert names([replied("q", low, middle, category=0)]) == ["site-web"]
    assert names([replied("q", low, middle, category=2)]) == []


def test_not_knowing_reveals_what_it_is_said_to_and_nothing_applies_to_whom_it_does_not_concern():
    asked = need("sauvegarde", dont_know=True), need("crm")

    assert names([unsure("q", *asked)]) == ["sauvegarde"]
    assert names([replied("q", *asked, category=None, response="not_applicable")]) == []


def test_a_need_for_some_firms_is_proposed_to_them_and_to_those_that_did_not_say():
    ours = need("crm", proposed_if=[{"fact": "sector", "op": "in", "value": ["retail"]}])

    assert names([replied("q", ours)], {"sector": "retail"}) == ["crm"]
    assert names([replied("q", ours)], {"sector": "services"}) == []
    assert names([replied("q", ours)], {"sector": None}) == ["crm"]


def test_the_same_need_comes_once_with_every_question_that_reveals_it():
    [joined] = revealed(
        [replied("a", need("crm", benefit=1)), replied("b", need("crm", benefit=3)), unsure("c", need("crm", dont_know=True))],
        {}, {},
    )  # fmt: skip

    assert joined.asked("fr-ca") == ["b ?", "c ?", "a ?"]
    assert (joined.benefit, joined.text("en")) == (3, "crm is missing.")


def test_financing_of_two_things_is_two_needs():
    rows = [need("subventions", kind="financing", about=about) for about in ("crm", "site-web", None)]

    assert {one.key for one in revealed([replied("q", *rows)], {}, {})} == {
        "financing:subventions:crm",
        "financing:subventions:site-web",
        "financing:subventions:",
    }


def test_the_most_useful_comes_first_then_the_easiest_then_the_weakest_dimension():
    rows = [
        replied("a", need("z-useful", benefit=3, effort=3)),
        replied("b", need("y-easy", effort=1)),
        replied("c", need("x-weak"), dimension="ventes"),
        replied("d", need("a-strong"), dimension="strategie"),
    ]

    scores = {"ventes": 10.0, "strategie": 60.0, "donnees": 30.0}
    assert names(rows, {}, scores) == ["z-useful", "y-easy", "x-weak", "a-strong"]
    assert names(rows[::-1], {}, scores) == names(rows, {}, scores)


def test_our_content_reveals_a_need_for_every_lowest_answer_and_none_for_the_highest():
    questions = json.loads((settings.CONTENT / "maturity" / "questions.json").read_text())
    lowest = [Replied(question=one, response=[0], category=0) for one in questions]
    highest = [
        Replied(question=one, response=[len(one["options"]) - 1], category=len(one["options"]) - 1)
        for one in questions
    ]

    found = revealed(lowest, {}, {})
    assert {question["id"] for one in found for question in one.questions} == {one["id"] for one in questions}
    assert len({one.key for one in found}) == len(found) > 80
    assert all(one.text("fr-ca") and one.text("en") for one in found)
    assert revealed(highest, {}, {}) == []


@pytest.mark.parametrize(
    ("chances", "held", "said"),
    [
        ([0.05, 0.1, 0.85, 0.0], [2], "Très probablement « Solide »"),
        ([0.0, 0.45, 0.45, 0.1], [1, 2], "Entre « En route » et « Solide »"),
        ([0.0, 0.1, 0.45, 0.45], [2, 3], "Entre « Solide » et « En avance »"),
        ([0.2, 0.35, 0.25, 0.2], [0, 1, 2], "On ne sait pas encore : de « Au départ » à « Solide »"),
        ([0.25, 0.25, 0.25, 0.25], [0, 1, 2, 3], "On ne sait pas encore : de « Au départ » à « En avance »"),
    ],
)
def test_a_band_is_said_as_surely_as_the_answers_allow(chances, held, said):
    assert list(bands_held(chances)) == held
    assert band_said(chances, LABELS).replace("\u00a0", " ") == said
