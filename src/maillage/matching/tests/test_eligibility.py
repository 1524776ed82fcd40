"""Programmes held against what the directory knows of a firm, on the page of its need."""

import pytest
from django.urls import reverse

from maillage.common.viewer import Viewer
from maillage.directory.models import IndustryClass, Territory
from maillage.directory.operations import load_reference
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.queries.eligible import eligibilities
from maillage.matching.queries.help import help_for
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


def test_a_sector_told_in_another_classification_is_neither_yes_nor_no(firm):
    row = programme(TEXT, INDUSTRY)
    firm.sectors.set([IndustryClass.objects.get(path="scian2017/54")])
    assert found(row, firm).answer == "unknown"

    firm.sectors.set([IndustryClass.objects.get(path="naf2/C/10")])
    assert found(row, firm).answer == "yes"


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
