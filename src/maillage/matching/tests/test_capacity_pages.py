"""Disponibilities and the routing of the day, as their pages show them and to whom."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from maillage.common import clock
from maillage.directory.tests.factories import (
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.matching.models import Absence, Capacity, RoutedNeed
from maillage.matching.operations import note_absence, state_capacity
from maillage.matching.tests.factories import (
    AbsenceFactory,
    IntroductionFactory,
    NeedFactory,
    OfferFactory,
    RoutedNeedFactory,
    RoutingRunFactory,
)
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def offer(network):
    return OfferFactory(network=network, visibility="network")


@pytest.fixture
def holder(offer, network):
    return member_of(offer.organisation, network)


@pytest.fixture
def coordinator(network):
    return member_of(OrganisationFactory(), network, role="coordinator")


def text_of(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_only_who_speaks_for_its_organisation_says_what_an_offer_can_take(client, network, offer, holder):
    url = reverse("matching:offer_capacity", args=[offer.pk])
    people = [holder, member_of(OrganisationFactory(), network), UserFactory()]

    for person, expected in zip(people, (200, 404, 404), strict=True):
        client.force_login(person)
        assert client.get(url).status_code == expected
        assert client.post(url, {"per_month": "3"}).status_code == {200: 302, 404: 404}[expected]

    assert Capacity.objects.get().per_month == 3


def test_what_was_said_is_read_on_the_offer_and_in_the_list(client, offer, holder):
    client.force_login(holder)
    client.post(reverse("matching:offer_capacity", args=[offer.pk]), {"per_month": "2"})

    assert "2 places ce mois-ci" in text_of(client.get(offer.get_absolute_url()))
    assert "2 places ce mois-ci" in text_of(client.get(reverse("matching:offers")))

    client.post(reverse("matching:offer_capacity", args=[offer.pk]), {"per_month": ""})
    assert "ce mois-ci" not in text_of(client.get(offer.get_absolute_url()))


def test_a_capacity_of_nobody_comes_back_with_its_reason(client, offer, holder):
    client.force_login(holder)

    answer = client.post(reverse("matching:offer_capacity", args=[offer.pk]), {"per_month": "0"})

    assert answer.status_code == 422
    assert 'value="0"' in answer.content.decode()


def test_absences_are_noted_refused_when_they_overlap_and_taken_back(client, offer, holder):
    client.force_login(holder)
    today = clock.today()
    days = {"starts_on": today.isoformat(), "ends_on": today.isoformat()}
    add = reverse("matching:absence_add", args=[offer.pk])

    assert client.post(add, days | {"is_everywhere": "on", "reason": "Congé"}).status_code == 302
    absence = Absence.objects.get()
    assert absence.organisation == offer.organisation
    assert "absente jusqu’au" in text_of(client.get(offer.get_absolute_url()))
    refused = client.post(add, days | {"is_everywhere": "on"})
    assert refused.status_code == 422
    assert "déjà notée" in text_of(refused)

    client.post(reverse("matching:absence_remove", args=[offer.pk, absence.pk]))
    assert not Absence.objects.exists()


def test_the_absence_of_another_organisation_stays(client, offer, holder):
    client.force_login(holder)
    theirs = AbsenceFactory(ends_on=clock.today())

    client.post(reverse("matching:absence_remove", args=[offer.pk, theirs.pk]))

    assert Absence.objects.get() == theirs


def test_the_reason_of_an_absence_is_for_colleagues(client, network, offer, holder):
    today = clock.today()
    note_absence(offer=offer, starts_on=today, ends_on=today, reason="Opération du genou")

    client.force_login(holder)
    assert "genou" in text_of(client.get(reverse("matching:offer_capacity", args=[offer.pk])))
    client.force_login(member_of(OrganisationFactory(), network))
    assert "genou" not in text_of(client.get(offer.get_absolute_url()))


def test_whoever_wants_a_full_offer_reads_until_when_and_finds_the_next_ones(client, network, offer):
    words = "Boîtiers étanches pour appareils de terrain, contre l’humidité."
    for number in range(20):
        OfferFactory(network=network, text=f"Traduction et correction, formule {number}.")
    nxt = OfferFactory(network=network, text=words, title="Boîtiers d’à côté")
    closed = OfferFactory(network=network, text=words, title="Boîtiers complets")
    for full in (offer, closed):
        state_capacity(offer_id=full.pk, per_month=1)
        IntroductionFactory(offer=full, asked_at=clock.now())
    firm = OrganisationFactory()
    need = NeedFactory(network=network, organisation=firm)
    client.force_login(member_of(firm, network))

    answer = client.get(reverse("matching:ask", args=[need.pk, offer.pk]))

    assert "Complet jusqu’au" in text_of(answer)
    assert reverse("matching:ask", args=[need.pk, nxt.pk]) in text_of(answer)
    assert reverse("matching:ask", args=[need.pk, closed.pk]) not in text_of(answer)
    assert "complet jusqu’au" in text_of(client.get(need.get_absolute_url()))


def test_the_list_of_offers_costs_the_same_for_one_and_for_three(
    client, network, holder, assert_constant_queries
):
    client.force_login(holder)

    def one_more():
        made = OfferFactory(network=network)
        state_capacity(offer_id=made.pk, per_month=2)
        note_absence(offer=made, starts_on=clock.today() + timedelta(1), ends_on=clock.today() + timedelta(1))

    assert_constant_queries(client, reverse("matching:offers"), one_more)


def test_the_routing_is_read_by_the_coordination_of_its_network_alone(client, network, coordinator, holder):
    url = reverse("matching:routing", args=[network.slug])
    elsewhere = member_of(OrganisationFactory(), NetworkFactory(), role="coordinator")

    for person, expected in zip((coordinator, holder, elsewhere), (200, 404, 404), strict=True):
        client.force_login(person)
        assert client.get(url).status_code == expected


def test_the_routing_says_what_is_kept_and_who_was_left_aside_and_why(client, network, coordinator):
    run = RoutingRunFactory(network=network)
    kept = RoutedNeedFactory(run=run)
    aside = RoutedNeedFactory(run=run, offer=None, score=None, left_aside="all_full")
    client.force_login(coordinator)

    page = text_of(client.get(reverse("matching:routing", args=[network.slug])))

    assert kept.need.title in page
    assert kept.offer.title in page
    assert aside.need.title in page
    assert "complètes ou absentes" in page
    assert reverse("matching:routing", args=[network.slug]) in text_of(client.get(reverse("matching:needs")))


def test_the_routing_costs_the_same_for_one_and_for_three(
    client, network, coordinator, assert_constant_queries
):
    run = RoutingRunFactory(network=network)
    client.force_login(coordinator)

    assert_constant_queries(
        client, reverse("matching:routing", args=[network.slug]), lambda: RoutedNeedFactory(run=run)
    )


def test_a_proposal_goes_to_the_firm_from_the_coordination_alone(
    client, network, coordinator, holder, run_jobs
):
    row = RoutedNeedFactory(run=RoutingRunFactory(network=network))
    firm = member_of(row.need.organisation, network)
    url = reverse("matching:routing_propose", args=[row.pk])

    client.force_login(holder)
    assert client.post(url).status_code == 404
    client.force_login(coordinator)
    page = client.post(url, follow=True)
    run_jobs()

    assert "Proposée le" in text_of(page)
    assert [message.to for message in mail.outbox] == [[firm.email]]


def test_a_proposal_that_cannot_go_says_why(client, network, coordinator):
    row = RoutedNeedFactory(run=RoutingRunFactory(network=network))
    client.force_login(coordinator)

    page = client.post(reverse("matching:routing_propose", args=[row.pk]), follow=True)

    assert "n’a de compte ici" in text_of(page)


def test_the_coordination_has_the_day_shared_out_again(client, network, coordinator, run_jobs):
    need = NeedFactory(network=network)
    client.force_login(coordinator)

    client.post(reverse("matching:routing_again", args=[network.slug]))
    run_jobs()

    assert RoutedNeed.objects.get().need == need
