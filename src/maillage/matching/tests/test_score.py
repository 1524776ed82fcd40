"""The parts of a score: what each says, and that the unknown says nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agreements.tests.factories import TODAY, StrandFactory
from maillage.common.viewer import Viewer
from maillage.directory.models import IndustryClass
from maillage.directory.operations import load_reference
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, TerritoryFactory
from maillage.matching.enums import Answer
from maillage.matching.errors import WeightOutOfBounds
from maillage.matching.models import Capacity, RankingWeights
from maillage.matching.queries import help_for, help_for_need
from maillage.matching.queries.track_record import track_records
from maillage.matching.rules.conditions import sectors_named
from maillage.matching.rules.score import (
    checked_weights,
    eligibility_part,
    freshness_part,
    mean_record,
    record_part,
    sector_part,
    strand_part,
    territory_part,
)
from maillage.matching.tests.factories import NOON, IntroductionFactory, NeedFactory, OfferFactory
from maillage.matching.tests.programmes import programme

UNRELATED = [
    "Comptabilité des petites entreprises.",
    "Visites guidées du vieux quartier.",
    "Atelier de poterie pour débutants.",
    "Transport frigorifique entre deux rives.",
    "Traduction de catalogues vers une autre langue.",
    "Plan de relève et transmission du savoir.",
]
TEXT = "Boîtiers étanches contre l’humidité, pour tablettes de chantier."


@pytest.fixture
def need(db):
    """Of a firm of a network, about humidity, among offers that have nothing to do with it."""
    network = NetworkFactory()
    for text in UNRELATED * 4:
        OfferFactory(title=text, text=text, visibility="public")
    return NeedFactory(title="Humidité", text="L’humidité tue notre tablette.", network=network)


def viewer_for(need):
    return Viewer(day=TODAY, user_id=1, network_ids=frozenset({need.network_id}))


def offer(text=TEXT, **options):
    return OfferFactory(
        title=text.split(",")[0], text=text, **{"visibility": "public", "strand": None} | options
    )


def found(need):
    return help_for_need(need, viewer_for(need)).suggestions


def test_a_condition_of_which_nothing_is_known_is_neither_for_nor_against():
    assert [eligibility_part(answer).value for answer in (Answer.YES, Answer.UNKNOWN, None, Answer.NO)] == [
        1,
        None,
        None,
        0,
    ]


@pytest.mark.parametrize(
    ("here", "there", "in_network", "twin", "near"),
    [
        ("CA/24/51/36033", "CA/24/51/36033", False, False, "town"),
        ("CA/24/51/36033", "CA/24/51/37067", True, False, "region"),
        ("CA/24/51", "CA/24/51", True, False, "region"),
        ("CA/24", "CA/24", True, False, "network"),
        ("CA/24/51/36033", "FR/84/73", False, True, "twin"),
        (None, "FR/84/73", False, False, "elsewhere"),
    ],
)
def test_the_nearest_that_is_true_of_a_place_is_said(here, there, in_network, twin, near):
    assert territory_part(here=here, there=there, in_network=in_network, twin=twin).facts == {"near": near}


def test_of_whom_nobody_knows_the_place_no_place_is_near_or_far():
    assert territory_part(here=None, there="FR/84", in_network=None, twin=False).value is None


@pytest.mark.parametrize(
    ("theirs", "stated", "value"),
    [
        ({"naf2/C/10"}, False, 1.0),
        ({"naf2/C/10/10.1"}, False, 1.0),
        ({"naf2/C"}, False, 0.75),
        ({"naf2/J"}, False, None),
        ({"naf2/J"}, True, 0.0),
        (set(), True, None),
    ],
)
def test_a_seller_of_another_sector_may_serve_anyone_and_a_programme_says_whom_it_serves(
    theirs, stated, value
):
    assert (
        sector_part(reach={"naf2/C/10", "scian2017/31-33/311"}, theirs=theirs, stated=stated).value == value
    )


def test_a_sector_that_a_condition_shuts_out_is_not_one_that_it_names():
    industry = {"fact": "industry", "within": ["naf2/C"]}

    assert sectors_named({"all": [{"any": [industry]}, {"fact": "employees", "at_least": 2}]}) == {"naf2/C"}
    assert sectors_named({"all": [{"not": industry}]}) == set()


def test_a_strand_left_out_is_unknown_and_freshness_halves_each_year():
    assert [strand_part(1, 1).value, strand_part(1, 2).value, strand_part(1, None).value] == [1, 0, None]
    assert [freshness_part(days).value for days in (-3, 0, 365, 730)] == [1, 1, 0.5, 0.25]


def test_a_record_is_drawn_towards_the_mean_of_all():
    once, often = (record_part(good=n, tried=n, firms=n, mean=0.6) for n in (1, 16))

    assert once.value == pytest.approx((1 + 4 * 0.6) / 5)
    assert often.value == pytest.approx((16 + 4 * 0.6) / 20)
    assert record_part(good=0, tried=0, firms=0, mean=0.6).value is None
    assert mean_record(good=0, tried=0) == pytest.approx(0.6)


def test_weights_left_out_are_the_usual_ones_and_those_out_of_bounds_are_refused():
    assert checked_weights({"territory": 20})["territory"] == 20
    assert checked_weights({"territory": 20})["strand"] == checked_weights({})["strand"]
    for points in (-1, 21):
        with pytest.raises(WeightOutOfBounds):
            checked_weights({"territory": points})


def test_of_two_equal_offers_the_one_of_the_town_comes_first_and_says_so(need):
    region = TerritoryFactory(level="region", parent=TerritoryFactory(level="province"))
    town = TerritoryFactory(parent=region)
    need.territory = town
    need.save()
    far, near = offer(), offer(organisation=OrganisationFactory(territory=town))

    suggestions = found(need)

    assert [s.offer for s in suggestions] == [near, far]
    assert f"Dans votre ville ({town.name})." in [reason.text for reason in suggestions[0].reasons]


def test_what_the_text_says_outweighs_all_the_rest(need):
    strand = need.strand
    exact = offer("Humidité : tablette étanche à l’humidité.", updated_at=NOON.replace(year=2020))
    offer("Humidité des caves et des murs.", strand=strand, network=need.network)

    assert found(need)[0].offer == exact


def test_an_offer_that_solved_says_how_many_firms_and_passes_its_equal(need):
    first, second = offer(), offer()
    for state in ("solved", "solved", "solved", "unsolved"):
        IntroductionFactory(offer=second, state=state)
    IntroductionFactory(offer=first, state="unsolved")

    suggestions = found(need)

    assert [s.offer for s in suggestions] == [second, first]
    assert "A déjà réglé le besoin de 3 entreprises." in [reason.text for reason in suggestions[0].reasons]


def test_fewer_than_three_firms_helped_are_not_counted_aloud(need):
    IntroductionFactory(offer=(row := offer()), state="solved")

    (suggestion,) = [s for s in found(need) if s.offer == row]

    assert "helped_some" in [reason.code for reason in suggestion.reasons]


def test_who_is_full_comes_after_her_equal_who_is_not(need):
    full, free = offer(), offer()
    for row, places in ((full, 1), (free, 5)):
        Capacity.objects.create(offer=row, per_month=places)
    IntroductionFactory(offer=full, state="accepted", asked_at=NOON)

    assert [s.offer for s in found(need)] == [free, full]


def test_requests_declined_or_waiting_are_no_record(need):
    IntroductionFactory(offer=(row := offer()))
    IntroductionFactory(offer=row, state="declined", decline_reason="other")

    assert track_records([row.pk]) == {}


def test_the_sector_of_the_firm_is_found_through_the_crosswalk(need):
    load_reference()
    need.organisation.sectors.add(IndustryClass.objects.get(path="naf2/C/10"))
    kin = OrganisationFactory()
    kin.sectors.add(IndustryClass.objects.get(path="scian2017/31-33/311"))
    other, same = offer(), offer(organisation=kin)

    suggestions = found(need)

    assert [s.offer for s in suggestions] == [same, other]
    assert any(reason.code == "sector" for reason in suggestions[0].reasons)


def test_what_a_programme_still_asks_is_to_be_confirmed(need):
    row = programme(TEXT, {"fact": "founded_on", "at_least": 2})

    (suggestion,) = [s for s in found(need) if s.offer == row.offer]

    assert "À confirmer : au moins 2 ans d’activité." in [r.text for r in suggestion.reasons if r.doubt]


def test_a_network_weighs_the_parts_as_it_wants(need):
    need.organisation.networks.add(need.network)
    stranded, fresh = (
        offer(strand=need.strand, updated_at=NOON.replace(year=2023)),
        offer(strand=StrandFactory()),
    )
    assert found(need)[0].offer == stranded

    RankingWeights.objects.create(
        network=need.network, points={"strand": 0, "freshness": 20}, changed_at=NOON
    )

    assert found(need)[0].offer == fresh


def test_an_offer_is_as_old_as_the_days_of_whoever_reads(need):
    offer(updated_at=NOON.replace(hour=2))  # the evening before, in Toronto

    (suggestion,) = found(need)

    (freshness,) = [part for part in suggestion.parts if part.name == "freshness"]
    assert freshness.facts == {"days": 1}


def test_the_same_offer_said_four_times_takes_one_place(need):
    seller = OrganisationFactory()
    copies = [offer(organisation=seller) for _ in range(4)]
    other = offer("Étanchéité des tablettes et humidité, en atelier.")

    shown = found(need)

    assert {s.offer for s in shown} == {copies[0], other}
    (first,) = [s for s in shown if s.offer == copies[0]]
    assert first.similar == copies[1:]


def test_the_same_words_of_another_organisation_or_programme_keep_their_place(need):
    seller = OrganisationFactory()
    rows = [programme(TEXT), programme(TEXT)]
    for row in rows:
        row.offer.organisation = seller
        row.offer.save()
    offers = [offer(), offer()]

    assert len(found(need)) == len(rows) + len(offers)


def number_of_queries(do):
    do()  # what is read once and kept is read now
    with CaptureQueriesContext(connection) as queries:
        do()
    return len(queries)


def test_the_cost_for_a_member_does_not_depend_on_the_number_of_offers(need):
    load_reference()
    need.organisation.sectors.add(IndustryClass.objects.get(path="scian2017/31-33/311"))
    industry = {"fact": "industry", "within": ["naf2/C"]}
    programme(TEXT, industry)
    for_one = number_of_queries(lambda: found(need))

    for number in range(3):
        offer(f"Humidité, méthode {number}.")
        programme(f"Humidité, aide {number}.", industry)

    assert number_of_queries(lambda: found(need)) <= for_one


def test_a_visitor_is_near_nothing(need):
    offer()

    (suggestion,) = help_for("humidité tablette", Viewer(day=TODAY)).suggestions

    unknown = {part.name for part in suggestion.parts if part.value is None}
    assert unknown == {"eligibility", "territory", "sector", "strand", "track_record", "availability"}
