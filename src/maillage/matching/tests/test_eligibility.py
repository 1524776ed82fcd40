"""Programmes held against what the directory knows of a firm, on the page of its need."""

from datetime import date

import pytest
from django.urls import reverse

from maillage.common.viewer import Viewer
from maillage.directory.models import IndustryClass, IndustryLink, Territory
from maillage.directory.operations import load_reference
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.bridge.eligibility import judged
from maillage.matching.queries.eligible import comparable, eligibilities
from maillage.matching.queries.help import help_for
from maillage.matching.rules.conditions import statement_name
from maillage.matching.rules.readings import reading_of
from maillage.matching.tests.factories import NOON, NeedFactory, OfferFactory
from maillage.matching.tests.programmes import programme
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
TEXT = "Aide pour tablettes étanches contre l’humidité."
TEN = {"fact": "employees", "at_least": 10}
SAVOIE = {"fact": "territory", "within": ["FR/84/73"]}
INDUSTRY = {"fact": "industry", "within": ["naf2/C"]}
PAID = {"statement": "abc", "text": "Être à jour de ses cotisations"}


@pytest.fixture
def firm():
    load_reference()
    place = Territory.objects.get(path="FR/84/73")
    return OrganisationFactory(employees=12, territory=place)


def found(row, firm):
    return eligibilities([row.offer_id], firm, TODAY)[row.offer_id]


def test_known_facts_settle_what_they_can_and_the_rest_is_unknown(firm):
    assert found(programme(TEXT, TEN, SAVOIE), firm).answer == "yes"
    assert found(programme(TEXT, {"fact": "employees", "at_most": 9}, PAID), firm).answer == "no"

    waiting = found(programme(TEXT, TEN, PAID), firm)

    assert waiting.answer == "unknown"
    assert [(row.text, row.answer) for row in waiting.readings] == [
        ("Au moins 10 personnes", "yes"),
        ("Être à jour de ses cotisations", "unknown"),
    ]


def test_without_a_firm_nothing_counts_for_or_against(firm):
    assert found(programme(TEXT, TEN), None).answer == "unknown"


@pytest.mark.parametrize(
    ("sector", "answer"),
    [
        ("naf2/C/10", "yes"),
        ("nace2/C/10", "yes"),  # the same activities by another name
        ("scian2017/31-33", "unknown"),  # overlaps industry in part only
        ("scian2017/54", "no"),  # nothing of it is industry
    ],
)
def test_a_sector_told_in_another_classification_goes_through_the_crosswalk(firm, sector, answer):
    row = programme(TEXT, INDUSTRY)

    firm.sectors.set([IndustryClass.objects.get(path=sector)])

    assert found(row, firm).answer == answer


def test_a_sector_that_no_link_reaches_is_unknown_unless_its_own_classification_is_asked(firm):
    IndustryLink.objects.all().delete()
    firm.sectors.set([IndustryClass.objects.get(path="scian2017/54")])
    both = {"fact": "industry", "within": ["naf2/C", "scian2017/54"]}

    assert found(programme(TEXT, INDUSTRY), firm).answer == "unknown"
    assert found(programme(TEXT, both), firm).answer == "yes"
    assert found(programme(TEXT, {"not": both}), firm).answer == "no"


@pytest.mark.parametrize(
    ("leaf", "fact", "answers"),
    [
        (
            {"fact": "employees", "above": 5, "below": 250},
            "employees",
            {5: "no", 6: "yes", 249: "yes", 250: "no"},
        ),
        ({"fact": "revenue", "below": 900}, "revenue", {899.99: "yes", 900: "no"}),
        (
            {"fact": "founded_on", "at_least": 6, "unit": "months"},
            "founded_on",
            {date(2026, 5, 21): "yes", date(2026, 5, 22): "no"},
        ),
        (
            {"fact": "founded_on", "below": 3},
            "founded_on",
            {date(2023, 11, 21): "no", date(2023, 11, 22): "yes"},
        ),
        ({"fact": "legal_form", "any_of": ["sa"]}, "legal_form", {"sa": "yes", "sarl": "no"}),
        ({"fact": "themes", "any_of": ["water"]}, "themes", {"water": "yes", "air": "no"}),
        ({"fact": "micro_entrepreneur", "is": False}, "micro_entrepreneur", {False: "yes", True: "no"}),
        (
            {"statement": "abc", "text": "À jour"},
            f"statement:{statement_name('À jour')}",
            {True: "yes", False: "no"},
        ),
    ],
)
def test_each_kind_of_condition_is_judged_and_nothing_known_is_neither_yes_nor_no(leaf, fact, answers):
    row = programme(TEXT, leaf)

    found_answers = {value: judged(row, {fact: value}, TODAY)[0] for value in answers}

    assert found_answers == answers
    assert judged(row, {}, TODAY)[0] == "unknown"


def test_revenue_in_another_currency_than_the_firm_s_says_nothing():
    euros = {"fact": "revenue", "below": 900, "currency": "EUR"}
    place = {"territory": frozenset({"FR/84/73"})}
    known = place | {"revenue": 1000}

    assert comparable(known, {"all": [euros]}) == known
    assert comparable(known, {"all": [euros | {"currency": "CAD"}]}) == place


def test_an_offer_without_conditions_has_no_verdict(firm):
    offer = OfferFactory(text=TEXT, kind="programme")

    assert eligibilities([offer.pk], firm, TODAY) == {}


@pytest.mark.parametrize(
    ("leaf", "words"),
    [
        (None, "en ce moment"),
        (SAVOIE, "Savoie"),
        (INDUSTRY | {"text": "Industrie"}, "Industrie"),
        ({"fact": "founded_on", "at_least": 1}, "Au moins 1 an d’activité"),
        ({"fact": "founded_on", "at_least": 3, "at_most": 5}, "Au plus 5 ans d’activité"),
        ({"fact": "revenue", "at_most": 900}, "Au plus 900 de chiffre"),
        (
            {"fact": "revenue", "below": 2000000, "currency": "CAD"},
            "Moins de 2\u00a0000\u00a0000\u00a0$ de chiffre",
        ),
        ({"fact": "employees", "below": 250}, "Moins de 250 personnes"),
        ({"fact": "founded_on", "at_least": 6, "unit": "months"}, "Au moins 6 mois d’activité"),
        ({"fact": "public_body", "is": False}, "Ne pas être une administration"),
        ({"fact": "themes", "any_of": ["water"]}, "water"),
    ],
)
def test_every_condition_has_plain_words(leaf, words):
    assert words in reading_of(leaf, {"FR/84/73": "Savoie"})


def test_a_programme_closed_to_the_firm_leaves_its_group_and_says_why(client, firm):
    network = NetworkFactory()
    firm.networks.add(network)
    user = UserFactory()
    MembershipFactory(user=user, organisation=firm, network=network, role="firm")
    for number in range(12):
        OfferFactory(text=f"Traduction et correction, formule {number}.", visibility="public")
    closed = programme(TEXT, {"fact": "employees", "at_most": 9})
    opened = programme(TEXT, TEN)
    need = NeedFactory(organisation=firm, network=network, title="Humidité")

    answer = help_for(need.whole_text, Viewer(day=TODAY), firm=firm)
    assert {s.offer.pk for s in answer.suggestions} == {closed.offer_id, opened.offer_id}
    assert [s.offer.pk for s in answer.excluded] == [closed.offer_id]
    assert closed.offer_id not in [s.offer.pk for s in (*answer.fitting, *answer.doubtful)]

    client.force_login(user)
    page = client.get(reverse("matching:need", args=[need.pk])).content.decode()
    before, _title, after = page.partition("Écartés, et pourquoi")
    assert closed.offer.title in after.replace(opened.offer.title, "")
    assert opened.offer.title in before
    assert "Au plus 9 personnes" in after
    assert reverse("matching:ask", args=[need.pk, closed.offer_id]) not in page
