"""The needs of a day shared out: what each offer takes, who is left aside, and what a proposal promises."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.matching.enums import LeftAside
from maillage.matching.errors import NobodyToPropose, NoLongerOpen, OfferFull
from maillage.matching.models import Introduction, RoutedNeed, RoutingRun
from maillage.matching.operations import (
    announce_proposal,
    note_absence,
    propose_routed,
    route_needs,
    state_capacity,
)
from maillage.matching.tests.factories import NOON, IntroductionFactory, NeedFactory, OfferFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture(autouse=True)
def other_offers():
    """Words tell something among many offers only."""
    one = OfferFactory(text="Traduction et correction.", visibility="public")
    home = {"organisation": one.organisation, "network": one.network, "strand": one.strand}
    for number in range(30):
        OfferFactory(text=f"Traduction et correction, formule {number}.", visibility="public", **home)


def offer_in(network, **changes):
    given = {"title": "Boîtiers", "text": "Boîtiers étanches contre l’humidité.", "kind": "expertise"}
    return OfferFactory(network=network, **given | changes)


def need_in(network, minutes=0, **changes):
    given = {"title": "Tablette", "text": "Notre tablette craint l’humidité, il faut un boîtier étanche."}
    return NeedFactory(network=network, created_at=NOON + timedelta(minutes=minutes), **given | changes)


def routed(*networks, now=NOON, **options):
    rows = route_needs(networks=networks, now=now, **options)
    return {row.need_id: row.left_aside or row.offer_id for row in rows}


def test_no_offer_gets_more_than_it_can_take_and_the_others_know_why(network):
    offer = offer_in(network)
    state_capacity(offer_id=offer.pk, per_month=2)
    needs = [need_in(network, minutes) for minutes in range(4)]
    stranger = need_in(network, text="Une soudeuse pour notre atelier de nuit.", title="Soudeuse")

    answer = routed(network)

    assert sorted(str(answer[need.pk]) for need in needs) == [str(offer.pk)] * 2 + ["all_full"] * 2
    assert answer[stranger.pk] == LeftAside.NO_CANDIDATE


def test_two_offers_that_fit_share_the_needs(network):
    offers = [offer_in(network), offer_in(network)]
    for offer in offers:
        state_capacity(offer_id=offer.pk, per_month=4)
    for minutes in range(4):
        need_in(network, minutes)

    answer = list(routed(network).values())

    assert [answer.count(offer.pk) for offer in offers] == [2, 2]


def test_an_offer_that_never_said_how_many_gets_a_few(network):
    offer = offer_in(network)
    IntroductionFactory(offer=offer)
    for minutes in range(3):
        need_in(network, minutes)

    assert list(routed(network).values()).count(offer.pk) == 1


def test_an_absent_holder_gets_nothing(network):
    offer = offer_in(network)
    note_absence(offer=offer, starts_on=TODAY, ends_on=TODAY)
    need = need_in(network)

    assert routed(network) == {need.pk: LeftAside.ALL_FULL}


@pytest.mark.parametrize(
    "hide",
    [
        lambda need: IntroductionFactory(need=need),
        lambda need: type(need).objects.update(state="closed"),
        lambda need: type(need).objects.update(visibility="organisation"),
    ],
)
def test_a_need_that_is_served_closed_or_kept_at_home_is_not_routed(network, hide):
    offer_in(network)
    hide(need_in(network))

    assert routed(network) == {}


@pytest.mark.parametrize(
    "spoil",
    [
        {"kind": "programme"},
        {"visibility": "organisation"},
        {"state": "closed"},
    ],
)
def test_a_programme_or_an_offer_that_may_not_be_seen_is_no_candidate(network, spoil):
    offer_in(network, **spoil)
    need = need_in(network)

    assert routed(network) == {need.pk: LeftAside.NO_CANDIDATE}


def test_an_offer_that_declined_is_not_proposed_again(network):
    offer, need = offer_in(network), need_in(network)
    IntroductionFactory(need=need, offer=offer, state="declined", decline_reason="too_far")

    assert routed(network) == {need.pk: LeftAside.NO_CANDIDATE}


def test_the_place_that_another_network_keeps_today_is_not_promised_twice(network):
    elsewhere = NetworkFactory()
    offer = offer_in(network, visibility="public")
    state_capacity(offer_id=offer.pk, per_month=1)
    first, second = need_in(network), need_in(elsewhere)

    assert routed(network) == {first.pk: offer.pk}
    assert routed(elsewhere) == {second.pk: LeftAside.ALL_FULL}


def test_a_dry_run_keeps_nothing_and_a_run_introduces_nobody(network):
    offer_in(network)
    need_in(network)

    routed(network, dry_run=True)
    assert not RoutingRun.objects.exists()

    routed(network)
    assert RoutedNeed.objects.count() == 1
    assert not Introduction.objects.exists()


def test_a_second_run_of_the_day_replaces_the_first_save_what_was_proposed(network):
    offer = offer_in(network)
    state_capacity(offer_id=offer.pk, per_month=2)
    first, second = need_in(network), need_in(network, 1, organisation=NeedFactory().organisation)
    MembershipFactory(organisation=first.organisation, network=network, role="firm")
    routed(network)
    kept = propose_routed(routed_id=RoutedNeed.objects.get(need=first).pk, by=UserFactory(), now=NOON)

    assert routed(network) == {second.pk: offer.pk}
    assert set(RoutedNeed.objects.values_list("need", flat=True)) == {first.pk, second.pk}
    assert RoutingRun.objects.get().needs.filter(pk=kept.pk).exists()


def proposal(network, **changes):
    offer = offer_in(network)
    need = need_in(network, **changes)
    firm = MembershipFactory(organisation=need.organisation, network=network, role="firm")
    route_needs(networks=[network], now=NOON)
    return RoutedNeed.objects.get(need=need), offer, firm.user


def test_a_proposal_keeps_its_place_for_a_week(network):
    row, offer, _firm = proposal(network)
    state_capacity(offer_id=offer.pk, per_month=1)
    propose_routed(routed_id=row.pk, by=UserFactory(), now=NOON)
    other = need_in(network, 5)

    assert routed(network, now=NOON + timedelta(days=6)) == {other.pk: LeftAside.ALL_FULL}
    assert offer.pk in routed(network, now=NOON + timedelta(days=8)).values()


def test_the_firm_is_written_to_once_and_decides_on_its_own_page(network, run_jobs):
    row, offer, firm = proposal(network)

    for _ in range(2):
        propose_routed(routed_id=row.pk, by=UserFactory(), now=NOON)
    run_jobs()
    assert announce_proposal(routed_id=row.pk, now=NOON) == 0

    assert [message.to for message in mail.outbox] == [[firm.email]]
    assert f"/besoins/{row.need_id}/offres/{offer.pk}/" in mail.outbox[0].body
    assert not Introduction.objects.exists()


def test_whoever_wrote_the_need_is_written_to_alone(network, run_jobs):
    writer = UserFactory()
    row, _offer, _colleague = proposal(network, written_by=writer)
    MembershipFactory(user=writer, organisation=row.need.organisation, network=network, role="firm")

    propose_routed(routed_id=row.pk, by=UserFactory(), now=NOON)
    run_jobs()

    assert [message.to for message in mail.outbox] == [[writer.email]]


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (lambda row, _: IntroductionFactory(need=row.need), NoLongerOpen),
        (lambda _, offer: type(offer).objects.update(state="closed"), NoLongerOpen),
        (lambda _, offer: note_absence(offer=offer, starts_on=TODAY, ends_on=TODAY), OfferFull),
        (lambda row, _: row.need.organisation.memberships.all().delete(), NobodyToPropose),
    ],
)
def test_what_changed_since_the_morning_is_not_proposed(network, spoil, refusal):
    row, offer, _firm = proposal(network)
    spoil(row, offer)

    with pytest.raises(refusal):
        propose_routed(routed_id=row.pk, by=UserFactory(), now=NOON)

    assert not RoutedNeed.objects.exclude(proposed_at=None).exists()


def test_the_database_refuses_a_need_with_neither_offer_nor_reason(network):
    run = RoutingRun.objects.create(network=network, day=TODAY, made_at=NOON)

    with pytest.raises(IntegrityError, match="offer_or_a_reason"), transaction.atomic():
        RoutedNeed.objects.create(run=run, need=need_in(network))
