"""The vocabulary of both countries: what is in the repository holds together, and a search uses it."""

import json

import pytest
from django.utils.translation import override

from maillage.directory.tests.factories import OrganisationFactory, TerritoryFactory
from maillage.engines.relevance.text import stems_of
from maillage.matching.bridge.vocabulary import BadVocabularyError, known_thesaurus, read_vocabulary
from maillage.matching.queries import help_for
from maillage.matching.tests.test_help import ANYONE, UNRELATED, public_offers

ROW = {"id": "infolettre", "qc": ["infolettre"], "fr": ["newsletter"], "weight": 1}


def others(text, country=None):
    return {other.text for unit in known_thesaurus().read(stems_of(text), country) for other in unit.others}


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("une infolettre", "CA", "newsletter"),
        ("la newsletter", "FR", "infolettre"),
        ("payroll software", None, "logiciel de paie"),
        ("un devis", "FR", "soumission"),
        ("un devis", "CA", "devis technique"),
        ("le VTT", "CA", "quad"),
        ("le VTT", "FR", "vélo de montagne"),
        ("nos vidanges", "CA", "ordures ménagères"),
        ("une vidange", "FR", "changement d’huile"),
    ],
)
def test_a_word_is_read_in_its_country(text, country, expected):
    assert expected in others(text, country)


def test_a_word_that_means_two_things_is_not_read_where_the_country_is_unknown():
    assert others("un devis") == set()


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([ROW, ROW], "written twice: infolettre"),
        ([ROW | {"colour": []}], "fields"),
        ([ROW | {"fr": []}], "fewer than two terms"),
        ([ROW | {"fr": [" "]}], "fewer than two terms"),
        ([ROW | {"local": ["bulletin"]}], "a local term"),
        ([ROW | {"weight": 0}], "a weight"),
        ([ROW | {"weight": 1.5}], "a weight"),
    ],
)
def test_what_would_not_hold_is_refused(tmp_path, rows, why):
    (tmp_path / "digital.json").write_text(json.dumps(rows), encoding="utf-8")

    with pytest.raises(BadVocabularyError, match=why):
        read_vocabulary(tmp_path)


@pytest.mark.django_db
def test_an_offer_in_the_words_of_the_other_country_is_found_and_says_so():
    public_offers(*UNRELATED)
    (offer,) = public_offers("Lettre : votre newsletter rédigée chaque mois.")

    best = help_for("une infolettre pour mes clients", ANYONE).suggestions[0]

    assert best.offer == offer
    assert best.reasons[0].text == "Votre «\u00a0infolettre\u00a0» se dit ici «\u00a0newsletter\u00a0»."


@pytest.mark.django_db
def test_words_are_read_in_the_country_of_the_firm_then_of_the_screen():
    public_offers(*UNRELATED)
    (plans,) = public_offers("Chantier, cahier des clauses techniques particulières.")
    quebec = TerritoryFactory(country="CA")

    def found(**options):
        return [one.offer for one in help_for("un devis", ANYONE, **options).suggestions]

    with override("fr-fr"):
        assert found() == []
        assert found(firm=OrganisationFactory(territory=quebec)) == [plans]
    with override("fr-ca"):
        assert found() == [plans]
