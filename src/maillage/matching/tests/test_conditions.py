"""Conditions as data, and how the texts of a publisher become some."""

import pytest

from maillage.directory.rules.lines import LineIsRefused
from maillage.matching.enums import Difference
from maillage.matching.rules.conditions import (
    ConditionIsWrong,
    age_stated,
    checked_condition,
    leaves_of,
    statement,
)
from maillage.matching.rules.differences import difference_of
from maillage.matching.rules.firm_facts import FirmIsWrong, facts_told
from maillage.matching.rules.programme_table import csv_programme, json_programme
from maillage.matching.rules.programmes import Place, check_draft
from maillage.matching.rules.tee import departments_named, tee_programme
from maillage.matching.tests.programmes import DEPARTMENT, REGION, said, tee_record

PLACES = {
    "auvergne-rhone-alpes": Place(path=REGION, is_region=True),
    "occitanie": Place(path="FR/76", is_region=True),
    "savoie": Place(path=DEPARTMENT, is_region=False),
}
OURS = {
    "slug": "bon-numerique",
    "title": "Bon numérique",
    "text": "Un bon pour un premier site.",
    "operator": "Ville d’essai",
    "gives": "grant",
    "time_zone": "America/Toronto",
}


def leaf_of(draft, fact):
    return [leaf for leaf in leaves_of(draft.condition) if leaf.get("fact") == fact]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Au moins 3 ans d’activité", 3),
        ("Au moins 1 an d'activité", 1),
        ("Au moins un an d'activité", 1),
        ("au moins 2 ans d’activité.", 2),
    ],
)
def test_an_age_stated_alone_is_a_condition(text, years):
    assert age_stated(text) == {"fact": "founded_on", "at_least": years, "text": text}


@pytest.mark.parametrize(
    "text",
    [
        "Au moins 3 ans d'activité ou deux bilans couvrant une durée minimum de 24 mois",
        "Au moins un an avant la date de la demande (sauf en cas de reprise).",
        "Plus de 3 ans d’activité souhaités",
    ],
)
def test_an_age_with_an_exception_stays_a_statement(text):
    assert age_stated(text) == statement(text)


def test_the_same_words_are_the_same_statement_in_every_programme():
    assert statement("Être à jour")["statement"] == statement("être  à jour")["statement"]
    assert statement("Être à jour")["statement"] != statement("Être en règle")["statement"]


@pytest.mark.parametrize(
    "tree",
    [
        {"all": []},
        {"any": [{"not": {"fact": "employees", "at_most": 9}}]},
        {"fact": "territory", "within": [REGION]},
        {"fact": "public_body", "is": False, "text": "Fermé aux administrations"},
        {"statement": "abc", "text": "Être à jour"},
    ],
)
def test_a_good_condition_is_kept_as_it_is(tree):
    assert checked_condition(tree) is tree


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ([], "une condition est un objet"),
        ({"any": []}, "attend une liste"),
        ({"all": [{}]}, "fait inconnu"),
        ({"fact": "colour", "any_of": ["bleu"]}, "fait inconnu"),
        ({"fact": "territory", "within": []}, "liste de codes"),
        ({"fact": "employees"}, "un nombre minimal"),
        ({"fact": "employees", "at_least": 9, "at_most": 5}, "dans l’ordre"),
        ({"fact": "public_body", "is": "non"}, "vrai ou faux"),
        ({"fact": "employees", "at_least": 9, "unless": 1}, "mot inconnu"),
        ({"statement": "abc"}, "un identifiant et un texte"),
    ],
)
def test_a_wrong_condition_says_where(tree, words):
    with pytest.raises(ConditionIsWrong, match=words):
        checked_condition(tree)


def test_a_record_becomes_conditions_that_keep_their_words():
    draft = tee_programme(tee_record(), PLACES)

    assert checked_condition(draft.condition)
    assert leaf_of(draft, "industry") == [{"fact": "industry", "within": ["naf2/C"], "text": "Industrie"}]
    assert leaf_of(draft, "employees") == [
        {"fact": "employees", "at_least": 10, "text": "Plus de 10 salariés"}
    ]
    assert leaf_of(draft, "territory")[0]["within"] == [REGION]
    assert leaf_of(draft, "micro_entrepreneur")[0]["is"] is False
    assert leaf_of(draft, "public_body")[0]["is"] is False
    assert leaf_of(draft, "themes")[0]["any_of"] == ["water"]
    assert leaf_of(draft, "founded_on") == []


def test_a_department_given_as_a_region_is_read_as_a_department():
    record = tee_record()
    record["eligibilityData"]["company"]["allowedRegion"] = ["Savoie", "Occitanie"]

    assert departments_named(record, PLACES) == ["Savoie"]
    assert leaf_of(tee_programme(record, PLACES), "territory")[0]["within"] == ["FR/76", DEPARTMENT]


def test_a_department_named_in_the_text_narrows_the_region_of_the_data():
    draft = tee_programme(said(**{"secteur géographique": ["Savoie"]}), PLACES)

    assert leaf_of(draft, "territory")[0]["within"] == [DEPARTMENT]


def test_other_criteria_are_statements_to_confirm():
    other = {"autres critères d'éligibilité": ["Être à jour de ses cotisations"]}
    size = {"taille de l'entreprise": ["PME avec un CA supérieur à 5M€."]}

    draft = tee_programme(said(**other, **size), PLACES)

    texts = [leaf["text"] for leaf in leaves_of(draft.condition) if "statement" in leaf]
    assert texts == ["PME avec un CA supérieur à 5M€.", "Être à jour de ses cotisations"]


def test_an_amount_is_a_number_when_the_text_says_only_that():
    exact = tee_programme(tee_record(**{"montant du prêt": "De 10 000 € à 75 000 €"}), PLACES)
    vague = tee_programme(tee_record(**{"montant du prêt": "De 10 000 € à 75 000 € ou plus"}), PLACES)

    assert (exact.amount_min, exact.amount_max, exact.currency) == (10_000, 75_000, "EUR")
    assert (vague.amount_min, vague.amount_max) == (None, None)
    assert vague.amount_text == "De 10 000 € à 75 000 € ou plus"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": ""}, "il manque"),
        ({"nature de l'aide": "cadeau"}, "nature d’aide inconnue"),
        ({"eligibilityData": None}, "il manque"),
        ({"eligibilityData": {"company": {"allowedRegion": ["Atlantide"]}}}, "territoire inconnu"),
        ({"eligibilityData": {"company": {"minEmployees": "dix"}}}, "nombre mal formé"),
        ({"eligibilityData": {"company": {}, "validity": {"end": "2026-01-01"}}}, "date mal formée"),
    ],
)
def test_a_record_that_cannot_be_understood_is_refused(changes, words):
    with pytest.raises(LineIsRefused, match=words):
        tee_programme(tee_record(**changes), PLACES)


def test_a_table_and_an_object_tell_the_same_programme():
    condition = {
        "all": [
            {"fact": "territory", "within": ["CA/24", "FR"]},
            {"fact": "employees", "at_least": 1, "at_most": 49},
            statement("Être à jour"),
        ]
    }
    cells = {
        "territories": "CA/24 | FR",
        "employees_min": "1",
        "employees_max": "49",
        "statements": "Être à jour",
    }

    assert csv_programme(OURS | cells) == json_programme(OURS | {"condition": condition})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "il manque"),
        ({"gives": "cadeau"}, "n’est pas permis"),
        ({"time_zone": "Lune/Mer"}, "n’est pas permis"),
        ({"colour": "bleu"}, "champ inconnu"),
        ({"opens_on": "demain"}, "date mal formée"),
        ({"condition": {"fact": "colour"}}, "fait inconnu"),
        ({"text": 12}, "bonne forme"),
        ({"slug": "deux mots"}, "identifiant mal formé"),
        ({"amount_min": "5"}, "sans monnaie"),
        ({"amount_min": "5", "amount_max": "4", "currency": "CAD"}, "dans l’ordre"),
        ({"amount_share": "50"}, "entre 0 et 1"),
        ({"opens_on": "2026-02-01", "closes_on": "2026-01-01"}, "précède le premier"),
        ({"title": "x" * 161}, "dépasse 160"),
    ],
)
def test_an_object_that_cannot_be_kept_is_refused(changes, words):
    with pytest.raises(LineIsRefused, match=words):
        check_draft(json_programme(OURS | {"condition": {"all": []}} | changes))


def test_the_codes_of_a_firm_become_paths():
    told = {"sector": "NAF:10.51C", "territories": ["FR", "INSEE-REG:84", "INSEE-DEP:73", "INSEE-COM:73065"]}

    facts = facts_told(told, {"10": "C"})

    assert facts == {
        "industry": frozenset({"naf2/C/10/10.5/10.51/10.51C"}),
        "territory": frozenset({"FR/84/73/73065"}),
    }


@pytest.mark.parametrize(
    "told", [{"colour": "bleu"}, {"employees": "douze"}, {"sector": "NAF:00"}, {"founded_on": "hier"}]
)
def test_a_fact_that_cannot_be_read_is_never_guessed(told):
    with pytest.raises(FirmIsWrong):
        facts_told(told, {"10": "C"})


AGE = {"fact": "founded_on", "at_least": 3, "text": "Au moins 3 ans"}
HEADCOUNT = {"fact": "employees", "at_least": 10, "text": "Plus de 10"}
PLACE = {"fact": "territory", "within": [DEPARTMENT], "text": "Savoie"}


@pytest.mark.parametrize(
    ("leaves", "judged", "difference"),
    [
        ([AGE], True, Difference.AGE),
        ([PLACE], True, Difference.DEPARTMENT),
        ([AGE, PLACE], True, Difference.AGE),
        ([AGE, HEADCOUNT], True, Difference.UNEXPLAINED),
        ([AGE, None], True, Difference.UNEXPLAINED),
        ([], False, Difference.NOT_JUDGED),
        ([], True, Difference.UNEXPLAINED),
    ],
)
def test_a_difference_is_explained_by_what_the_other_engine_does_not_read_alone(leaves, judged, difference):
    assert difference_of(leaves, judged=judged, condition=PLACE)[0] == difference
