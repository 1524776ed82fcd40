"""Who helped whom, counted for members and kept discreet for others."""

from datetime import date

import pytest
from django.db.models import prefetch_related_objects

from maillage.agreements.tests.factories import TODAY, StrandFactory, VersionFactory, agreement_between
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import CountryFactory, NetworkFactory, TerritoryFactory
from maillage.matching.queries import (
    flows_between_territories,
    readable_between,
    reciprocity_of,
    what_an_agreement_opens,
)
from maillage.matching.queries.exchanges import helped_introductions
from maillage.matching.rules.discretion import told
from maillage.matching.tests.factories import IntroductionFactory, NeedFactory, OfferFactory

STRANGER = Viewer(day=TODAY)


def member_of(*networks, **standing):
    return Viewer(day=TODAY, user_id=1, network_ids=frozenset(n.pk for n in networks), **standing)


@pytest.mark.parametrize(
    ("number", "own", "said"),
    [(0, 0, 0), (1, 0, None), (2, 0, None), (3, 0, 3), (2, 2, 2), (4, 3, None), (6, 3, 6)],
)
def test_a_small_number_of_others_is_not_told(number, own, said):
    assert told(number, own=own) == said


@pytest.fixture
def shores(db):
    here, there = NetworkFactory(), NetworkFactory()
    strand = StrandFactory()
    agreement = agreement_between(here, there, strands=[strand])
    return here, there, strand, agreement


def introduce(taker, giver, strand, state="asked", **places):
    return IntroductionFactory(
        need__network=taker, offer__network=giver, offer__strand=strand, state=state, **places
    )


def told_to(viewer, agreement, version):
    return reciprocity_of(agreement, version, viewer, what_an_agreement_opens(agreement, viewer))


def balance_for(viewer, agreement):
    (balance,) = told_to(viewer, agreement, agreement.versions.get())
    return balance.sides


def test_each_shore_is_told_what_it_asked_and_received(shores):
    here, there, strand, agreement = shores
    for state in ("asked", "accepted", "solved", "unsolved"):
        introduce(here, there, strand, state)
    introduce(there, here, strand)
    introduce(here, here, strand)
    introduce(here, there, StrandFactory())

    sides = balance_for(member_of(here), agreement)

    assert (sides["a"].asked, sides["a"].helped) == (4, 2)
    assert (sides["b"].asked, sides["b"].helped) == (1, 0)


def test_a_stranger_is_told_no_number_under_three_nor_what_gives_it_away(shores):
    here, there, strand, agreement = shores
    for state in ("asked", "accepted", "accepted", "solved"):
        introduce(here, there, strand, state)
    introduce(there, here, strand)

    sides = balance_for(STRANGER, agreement)

    assert (sides["a"].asked, sides["a"].helped) == (4, None)  # one asked without an answer would show
    assert (sides["b"].asked, sides["b"].helped) == (None, None)


def test_what_was_asked_under_another_version_is_not_counted(shores):
    here, there, strand, agreement = shores
    introduce(here, there, strand)
    later = VersionFactory(agreement=agreement, draft=True, starts_on=date(2026, 12, 1), strands=[strand])

    (balance,) = told_to(member_of(here), agreement, later)

    assert balance.sides["a"].asked == 0


def test_what_a_shore_opens_is_counted_by_the_rule_of_visibility(shores):
    here, there, strand, agreement = shores
    for visibility in ("network", "partners", "public"):
        NeedFactory(network=here, strand=strand, visibility=visibility)
        OfferFactory(network=there, strand=strand, visibility=visibility)

    member, stranger = (balance_for(viewer, agreement) for viewer in (member_of(there), STRANGER))

    assert [(sides["a"].needs, sides["b"].offers) for sides in (member, stranger)] == [(2, 2), (1, 1)]


def test_reciprocity_and_what_is_open_cost_two_queries(shores, django_assert_num_queries):
    here, there, strand, agreement = shores
    introduce(here, there, strand)
    version = agreement.versions.prefetch_related("openings__strand").get()
    prefetch_related_objects([agreement], "parties")

    with django_assert_num_queries(2):
        told_to(member_of(here, memory={}), agreement, version)


@pytest.fixture
def places(db):
    """A town in a region, in each country."""
    regions = [
        TerritoryFactory(parent=CountryFactory(country=country), level="region", name=name, code=code)
        for country, name, code in (("CA", "Mauricie", "04"), ("FR", "Savoie", "84"))
    ]
    return [TerritoryFactory(parent=region, name=f"Ville de {region.name}") for region in regions]


def help_across(shores, places, state="accepted"):
    here, there, strand, _ = shores
    return introduce(here, there, strand, state, need__territory=places[0], offer__territory=places[1])


def ends(flow):
    return (str(flow.giver.territory), str(flow.taker.territory), flow.told)


def test_help_flows_from_the_region_that_gave_to_the_one_that_was_helped(shores, places):
    for state in ("accepted", "solved", "asked", "declined"):
        kept = {"decline_reason": "too_far"} if state == "declined" else {}
        introduce(*shores[:3], state, need__territory=places[0], offer__territory=places[1], **kept)

    (flow,) = flows_between_territories(member_of(shores[0]))

    assert ends(flow) == ("Savoie", "Mauricie", 2)
    assert (flow.giver.shore, flow.taker.shore) == ("b", "a")


def test_with_an_agreement_help_flows_between_communities(shores, places):
    help_across(shores, places)
    introduce(
        NetworkFactory(),
        shores[1],
        shores[2],
        "solved",
        need__territory=places[0],
        offer__territory=places[1],
    )

    (flow,) = flows_between_territories(member_of(shores[0]), agreement=shores[3])

    assert ends(flow) == ("Ville de Savoie", "Ville de Mauricie", 1)


def test_the_place_of_the_organisation_stands_for_the_one_nobody_gave(shores, places):
    introduce(
        *shores[:3],
        "solved",
        need__organisation__territory=places[0],
        offer__organisation__territory=places[1],
    )

    assert [ends(flow) for flow in flows_between_territories(member_of(shores[0]))] == [
        ("Savoie", "Mauricie", 1)
    ]


def test_flows_are_filtered_by_day_and_by_strand(shores, places):
    help_across(shores, places)
    viewer = member_of(shores[0])

    assert flows_between_territories(viewer, since=date(2026, 11, 22)) == []
    assert flows_between_territories(viewer, strand=StrandFactory()) == []
    assert len(flows_between_territories(viewer, since=TODAY, strand=shores[2])) == 1


def test_a_stranger_sees_that_help_flowed_and_not_that_it_was_once(shores, places):
    help_across(shores, places)

    (flow,) = flows_between_territories(STRANGER)

    assert (flow.told, flow.readable) == (None, 0)


def test_only_those_who_may_open_an_introduction_read_it_under_the_map(shores, places):
    introduction = help_across(shores, places)
    ours = {introduction.need.organisation_id}
    owner = member_of(shores[0], organisation_ids=frozenset(ours))
    colleague = member_of(shores[0])

    def read(viewer):
        return list(readable_between(viewer, helped_introductions(), giver="FR/84", taker="CA/04"))

    assert (read(owner), read(colleague), read(STRANGER)) == ([introduction], [], [])
    assert flows_between_territories(owner)[0].readable == 1


def test_flows_cost_as_many_queries_for_many_as_for_one(shores, places, django_assert_num_queries):
    for _ in range(3):
        help_across(shores, places)
        introduce(
            *shores[:3], "solved", need__territory=TerritoryFactory(), offer__territory=TerritoryFactory()
        )

    with django_assert_num_queries(2):
        flows_between_territories(member_of(shores[0]))
