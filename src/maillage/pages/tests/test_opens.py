"""What an agreement opens: the same numbers as those who look, discreet with the others, and what a change would do."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from maillage.activities.tests.factories import ActivityFactory
from maillage.agreements.operations import end_agreement
from maillage.agreements.tests.factories import StrandFactory, VersionFactory, agreement_between
from maillage.common import clock
from maillage.directory.queries import viewer_of
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.models import Need, Offer
from maillage.matching.queries import effect_of, lots_shared, needs_open_to, offers_open_to
from maillage.matching.tests.factories import NeedFactory, OfferFactory
from maillage.matching.tests.programmes import programme

pytestmark = pytest.mark.django_db

FOREVER = date(2099, 12, 31)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def story():
    """An agreement on digital; culture is not in it. There, a coordinator and two members; here, one member."""
    here, there = NetworkFactory(), NetworkFactory()
    digital, culture = StrandFactory(name="Numérique"), StrandFactory(name="Culture")
    agreement = agreement_between(here, there, strands=[digital], ends_on=FOREVER)
    people = {
        "member": MembershipFactory(network=here, role="firm").user,
        "coordinator": MembershipFactory(network=there, role="coordinator").user,
        "other": MembershipFactory(network=there, role="firm").user,
        "stranger": MembershipFactory().user,
    }
    for visibility, how_many in {"organisation": 1, "network": 2, "partners": 4, "public": 1}.items():
        for _ in range(how_many):
            OfferFactory(network=there, strand=digital, visibility=visibility)
    NeedFactory(network=here, strand=digital, visibility="partners")
    OfferFactory(network=here, strand=culture, visibility="partners")
    return agreement, here, there, digital, culture, people


def viewer(person):
    return viewer_of(person, clock.today())


def effect(agreement, strands, person):
    networks = [party.network_id for party in agreement.parties.all()]
    counted = [*strands, *agreement.versions.get(signed_on__isnull=False).strands.all()]
    lots = lots_shared(networks, [strand.pk for strand in counted], viewer(person))
    return effect_of(agreement, [strand.pk for strand in strands], lots, viewer(person))


def counts(shifts):
    return sum(shift.offers for shift in shifts), sum(shift.needs for shift in shifts)


def test_activities_to_come_are_opened_and_hidden_like_the_rest(story):
    agreement, here, there, digital, _, people = story
    for visibility in ("partners", "partners", "public", "network"):
        ActivityFactory(network=there, strand=digital, visibility=visibility, ends_on=FOREVER)
    ActivityFactory(network=there, strand=digital, visibility="partners", state="draft", ends_on=FOREVER)
    ActivityFactory(
        network=there, strand=digital, visibility="partners", starts_on=LONG_AGO, ends_on=LONG_AGO
    )

    for name, number in [("member", 3), ("stranger", 1)]:
        lots = lots_shared([here.pk, there.pk], [digital.pk], viewer(people[name]))
        assert sum(lots[there.pk, digital.pk].activities.values()) == number
    (shift,) = [one for one in effect(agreement, [], people["coordinator"]).hidden if one.network == there.pk]
    assert shift.activities == 2


def test_a_member_counts_what_she_may_open_and_a_stranger_what_is_public(story):
    _, here, there, digital, _, people = story
    networks = [here.pk, there.pk]

    for name in ("member", "coordinator", "stranger"):
        lots = lots_shared(networks, [digital.pk], viewer(people[name]))
        offers = sum(sum(lot.offers.values()) for lot in lots.values())
        needs = sum(sum(lot.needs.values()) for lot in lots.values())
        theirs = {"network__in": networks, "strand": digital}
        # what stays in a network is seen by its own members, and opened by no agreement
        beyond = {**theirs, "visibility__in": ["partners", "public"]}
        assert offers == offers_open_to(viewer(people[name])).filter(**beyond).count()
        assert needs == needs_open_to(viewer(people[name])).filter(**beyond).count()
    assert (offers, needs) == (1, 0)


def test_ending_hides_exactly_what_each_side_loses(story):
    agreement, _, _, _, _, people = story
    told = effect(agreement, [], people["coordinator"])
    before = {
        name: set(offers_open_to(viewer(p))) | set(needs_open_to(viewer(p))) for name, p in people.items()
    }

    end_agreement(agreement_id=agreement.pk, by=None, reason="Fin.", day=clock.today())

    after = {
        name: set(offers_open_to(viewer(p))) | set(needs_open_to(viewer(p))) for name, p in people.items()
    }
    lost = {name: before[name] - after[name] for name in people}
    hidden = set().union(*lost.values())
    assert counts(told.hidden) == (
        sum(isinstance(row, Offer) for row in hidden),
        sum(isinstance(row, Need) for row in hidden),
    )
    assert counts(told.hidden) == (4, 1)
    assert told.hidden_from == sum(1 for rows in lost.values() if rows) == 3
    assert told.shown == []


def test_dropping_one_strand_hides_that_strand_alone(story):
    agreement, here, _, digital, _, people = story
    energy = StrandFactory()
    agreement.versions.get().strands.add(energy)
    OfferFactory(network=here, strand=energy, visibility="partners")

    told = effect(agreement, [digital], people["coordinator"])

    assert [(shift.network, shift.strand, shift.offers) for shift in told.hidden] == [(here.pk, energy.pk, 1)]
    assert told.hidden_from == 2  # the coordinator and the other member there


def test_adding_a_strand_tells_each_side_its_own_rows_and_no_small_number_of_the_other(story):
    agreement, here, _, digital, culture, people = story
    person = MembershipFactory(network=here, role="coordinator").user

    from_there = effect(agreement, [digital, culture], people["coordinator"])
    from_here = effect(agreement, [digital, culture], person)

    assert [shift.offers for shift in from_there.shown] == [None]
    assert [shift.offers for shift in from_here.shown] == [1]
    assert from_here.shown_to == 2
    assert from_here.hidden == []


def test_what_another_agreement_opens_anyway_is_not_lost(story):
    agreement, here, there, digital, _, people = story
    agreement_between(here, there, strands=[digital], ends_on=FOREVER)

    assert effect(agreement, [], people["coordinator"]).hidden == []


def test_somebody_of_both_shores_loses_nothing(story):
    agreement, _, there, _, _, people = story
    MembershipFactory(network=there, role="firm", user=people["member"], organisation=OrganisationFactory())

    assert effect(agreement, [], people["coordinator"]).hidden_from == 2


def page(client, agreement, person=None, query=""):
    client.logout()
    if person:
        client.force_login(person)
    return client.get(reverse("pages:opens", args=[agreement.slug]) + query)


def test_the_coordination_reads_what_ending_would_hide_and_nobody_else_does(client, story):
    agreement, _, _, _, _, people = story

    said = {
        name: page(client, agreement, person, "?si=fin").content.decode()
        for name, person in {**people, "visitor": None}.items()
    }

    sentence = "cacherait 4 offres et 1 besoin à 3 personnes"
    assert [name for name, content in said.items() if sentence in content.replace("\u00a0", " ")] == [
        "coordinator"
    ]
    assert [name for name, content in said.items() if "Et si on la changeait" in content] == ["coordinator"]


def test_a_renewal_being_written_can_be_tried(client, story):
    agreement, _, _, _, culture, people = story
    draft = VersionFactory(agreement=agreement, number=9_999, draft=True)
    draft.strands.set([culture])

    content = page(client, agreement, people["coordinator"], "?si=version-9999").content.decode()

    assert "cacherait 4 offres et 1 besoin" in content.replace("\u00a0", " ")
    assert "montrerait un petit nombre d’offres" in content


@pytest.mark.parametrize("query", ["?si=rien", "?si=sans-rien", "?si=", "?si=version-77"])
def test_a_change_that_does_not_exist_is_not_told(client, story, query):
    agreement, _, _, _, _, people = story

    answer = page(client, agreement, people["coordinator"], query)

    assert answer.status_code == 200
    assert "cacherait" not in answer.content.decode()


def test_an_agreement_that_ended_opens_nothing_any_more(client, story):
    agreement, _, _, _, _, people = story
    end_agreement(agreement_id=agreement.pk, by=None, reason="Fin.", day=clock.today())

    content = page(client, agreement, people["coordinator"], "?si=fin").content.decode()

    assert "elle n’est pas en vigueur" in content
    assert "<table" not in content


@pytest.mark.parametrize("query", ["", "?si=fin"])
def test_it_costs_as_many_queries_for_three_strands_as_for_one(client, story, assert_constant_queries, query):
    agreement, here, there, _, _, people = story
    client.force_login(people["coordinator"])

    def one_more_strand():
        strand = StrandFactory()
        agreement.versions.get().strands.add(strand)
        for network in (here, there):
            OfferFactory(network=network, strand=strand, visibility="partners")

    assert_constant_queries(client, reverse("pages:opens", args=[agreement.slug]) + query, one_more_strand)


def test_a_programme_past_its_last_day_is_not_counted(story):
    agreement, _, there, digital, _, people = story
    row = programme("Un prêt.", closes_on=date(2020, 1, 1))
    Offer.objects.filter(pk=row.offer_id).update(network=there, strand=digital, visibility="partners")

    assert counts(effect(agreement, [], people["coordinator"]).hidden) == (4, 1)


def test_nobody_who_is_not_of_the_networks_counts_what_is_for_partners(story):
    _, here, there, digital, _, people = story
    someone = replace(viewer(people["stranger"]), coordinated_network_ids=frozenset({NetworkFactory().pk}))

    lots = lots_shared([here.pk, there.pk], [digital.pk], someone)

    assert {visibility for lot in lots.values() for visibility in (*lot.offers, *lot.needs)} == {"public"}
