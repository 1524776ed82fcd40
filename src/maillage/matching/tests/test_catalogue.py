"""The catalogue: facets that count what the viewer may see, and nothing else."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from maillage.agreements.tests.factories import StrandFactory
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import CountryFactory, NetworkFactory, TerritoryFactory
from maillage.matching.enums import CatalogueOrder, Facet
from maillage.matching.errors import EmptyNeed
from maillage.matching.queries.catalogue import found_in_catalogue
from maillage.matching.rules.catalogue import CatalogueSearch, search_from, search_in
from maillage.matching.tests.factories import NOON, OfferFactory
from maillage.matching.tests.programmes import programme
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
VISITOR = Viewer(day=TODAY)
TEXT = "Aide pour tablettes étanches contre l’humidité."


def offer(**facts):
    return OfferFactory(**{"visibility": "public", "kind": "expertise"} | facts)


def found(viewer=VISITOR, **asked):
    return found_in_catalogue(search_from(asked), viewer)


def test_each_facet_counts_what_another_choice_of_it_would_find():
    digital, energy = StrandFactory(slug="numerique"), StrandFactory(slug="energie")
    offer(strand=digital)
    offer(strand=energy)
    offer(strand=energy, kind="training")

    answer = found(volet="energie", genre="expertise")

    assert len(answer.ids) == 1
    assert dict(answer.counts[Facet.STRAND]) == {"numerique": 1, "energie": 1}
    assert dict(answer.counts[Facet.KIND]) == {"expertise": 1, "training": 1}


def test_a_count_is_the_number_that_its_choice_finds():
    for row, kind in enumerate(["expertise", "training", "partner", "expertise"]):
        offer(
            kind=kind, strand=StrandFactory(slug=f"volet-{row % 2}", position=row + 50) if row < 2 else None
        )
    programme(TEXT, amount_max=Decimal(30_000), currency="CAD")

    everything = found()

    for facet in Facet:
        for value, count in everything.counts[facet].items():
            assert len(found(**{facet.value: value}).ids) == count, (facet, value)


def test_what_is_hidden_is_neither_found_nor_counted():
    network = NetworkFactory()
    hidden = offer(visibility="network", network=network)

    assert (found().ids, sum(found().counts[Facet.NETWORK].values())) == ([], 0)

    member = Viewer(day=TODAY, user_id=1, network_ids=frozenset({network.pk}))
    assert (found(member).ids, dict(found(member).counts[Facet.NETWORK])) == ([hidden.pk], {network.slug: 1})


def test_a_place_finds_what_it_holds_and_what_holds_it():
    canada, france = CountryFactory(), CountryFactory(country="FR")
    quebec = TerritoryFactory(parent=canada, level="province", code="24", designation="province")
    town = TerritoryFactory(parent=quebec)
    here, wide = offer(territory=town), offer(territory=canada)
    there = offer(territory=france)

    assert set(found(territoire="CA/24").ids) == {here.pk, wide.pk}
    assert set(found(territoire="CA").ids) == {here.pk, wide.pk}
    assert found(territoire="FR").ids == [there.pk]


def test_a_programme_serves_its_own_territories_whoever_runs_it():
    france = CountryFactory(country="FR")
    row = programme(TEXT)
    row.territories.set([france])
    row.offer.territory = CountryFactory()
    row.offer.save()

    assert found(territoire="FR").ids == [row.offer_id]
    assert found(territoire="CA").ids == []


def test_dates_amounts_languages_and_help_narrow_programmes():
    soon = programme(TEXT, opens_on=TODAY + timedelta(days=1))
    now = programme(TEXT, opens_on=TODAY, closes_on=TODAY, languages=["fr"])
    large = programme(TEXT, amount_max=Decimal(25_000), currency="EUR")
    large.gives = "loan"
    large.save()

    assert set(found(ouvert="1").ids) == {now.offer_id, large.offer_id}
    assert soon.offer_id in found().ids
    assert found(langue="fr").ids == [now.offer_id]
    assert found(montant="25000").ids == found(apporte="loan").ids == [large.offer_id]
    assert found(montant="100000").ids == []


def test_a_programme_counts_for_all_that_it_gives_and_is_open_only_when_somebody_knows_it():
    row = programme(TEXT, also_gives=["advice"], status="unknown")

    assert found(apporte="advice").ids == found(apporte="grant").ids == [row.offer_id]
    assert found(ouvert="1").ids == []


def test_orders():
    old = programme(TEXT, closes_on=TODAY + timedelta(days=2), amount_max=Decimal(10), currency="CAD")
    new = programme(TEXT, closes_on=TODAY + timedelta(days=9), amount_max=Decimal(99), currency="CAD")
    new.offer.updated_at = NOON + timedelta(hours=1)
    new.offer.save()

    assert found().ids == [new.offer_id, old.offer_id]
    assert found(tri="cloture").ids == [old.offer_id, new.offer_id]
    assert found(tri="montant").ids == [new.offer_id, old.offer_id]


def test_words_find_by_the_ranking_of_searches_and_facets_count_among_them():
    for number in range(12):
        offer(text=f"Traduction et correction, formule {number}.", kind="training")
    wanted = offer(text="Boîtiers étanches pour tablettes.", title="Boîtiers")

    answer = found(q="boîtiers étanches pour tablettes")

    assert answer.ids[0] == wanted.pk
    assert answer.counts[Facet.KIND]["expertise"] == 1
    with pytest.raises(EmptyNeed):
        found(q="?")


@pytest.mark.parametrize(
    "query",
    ["", "q=eau+froide&genre=training", "genre=expertise&montant=5000&territoire=CA%2F24&tri=montant"],
)
def test_one_search_has_one_address(query):
    assert search_in(query).query == query


def test_an_address_that_no_list_offers_narrows_nothing():
    search = search_from(
        {"genre": "chien", "montant": "7", "tri": "pertinence", "volet": "x" * 90, "reseau": "a\x00"}
    )

    assert search == CatalogueSearch(order=CatalogueOrder.RECENT)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_it_lists(client, number, django_assert_max_num_queries):
    for _row in range(number):
        programme(TEXT)
        offer()

    with django_assert_max_num_queries(9):
        assert client.get(reverse("matching:offers")).status_code == 200


def test_the_page_shows_what_narrows_it_and_how_to_take_it_off(client):
    strand = StrandFactory(slug="numerique", name="Numérique")
    kept = offer(strand=strand, title="Automate de remplissage")
    offer(title="Autre chose")

    page = client.get(reverse("matching:offers"), {"volet": "numerique", "genre": "expertise"})

    text = page.content.decode().replace("\xa0", " ")
    assert [row["title"] for row in page.context["rows"]] == [kept.title]
    assert [chip["url"] for chip in page.context["chips"]] == ["?volet=numerique", "?genre=expertise"]
    assert "Numérique (1)" in text
    assert "recherches/nouvelle/?genre=expertise&amp;volet=numerique" in text


def test_a_form_sent_without_javascript_leads_to_the_one_address(client):
    answer = client.get(reverse("matching:offers"), {"q": "", "genre": "training", "volet": ""})

    assert answer.url == reverse("matching:offers") + "?genre=training"


def test_htmx_gets_the_list_alone_the_count_aloud_and_the_address(client):
    offer()

    answer = client.get(
        reverse("matching:offers"), {"q": "", "genre": "expertise"}, headers={"hx-request": "true"}
    )

    assert "<html" not in answer.content.decode()
    assert 'hx-swap-oob="true"' in answer.content.decode()
    assert answer["HX-Push-Url"] == reverse("matching:offers") + "?genre=expertise"


def test_words_that_are_none_say_so_and_the_rest_is_shown(client):
    offer(title="Automate")

    page = client.get(reverse("matching:offers"), {"q": "?!"})

    assert page.status_code == 422
    assert "Automate" in page.content.decode()


def test_nothing_found_says_so_with_a_way_out(client):
    offer()

    page = client.get(reverse("matching:offers"), {"volet": "inconnu"})

    assert "Rien ne répond à tous ces choix" in page.content.decode()


def test_who_has_offers_finds_them_there(client):
    user = UserFactory()
    client.force_login(user)

    assert "Vos recherches" in client.get(reverse("matching:offers")).content.decode()
