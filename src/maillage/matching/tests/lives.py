"""An introduction between two sides that exist, for tests of its life."""

from dataclasses import dataclass
from types import SimpleNamespace

from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.matching import queries
from maillage.matching.models import Introduction, Need, Offer
from maillage.matching.operations import ask_introduction
from maillage.matching.tests.factories import NOON, NeedFactory, OfferFactory
from maillage.people.models import User


@dataclass
class Sides:
    """Who asks, who holds the offer, who coordinates its network, and the request between them."""

    asker: User
    holder: User
    coordinator: User
    need: Need
    offer: Offer
    introduction: Introduction


def two_sides(**asked) -> Sides:
    network = NetworkFactory()
    need = NeedFactory(organisation=OrganisationFactory(networks=[network]), network=network)
    offer = offer_in(network)
    asker = member_of(need.organisation, network)
    return Sides(
        asker=asker,
        holder=member_of(offer.organisation, network, "offer_holder"),
        coordinator=MembershipFactory(network=network, organisation=None, role="coordinator").user,
        need=need,
        offer=offer,
        introduction=ask_introduction(
            need=need,
            offer=offer,
            asker=asker,
            message=need.text,
            consents=True,
            reasons=[],
            now=asked.pop("now", NOON),
            **asked,
        ),
    )


def offer_in(network) -> Offer:
    return OfferFactory(organisation=OrganisationFactory(networks=[network]), network=network)


def search_finds(monkeypatch, offers_for) -> None:
    """Let a search answer what `offers_for(need)` says, in this order."""
    monkeypatch.setattr(queries, "help_for_need", lambda need, viewer: _help(offers_for(need), viewer))


def _help(offers, viewer):
    assert viewer.is_known
    free = queries.availability_of([offer.pk for offer in offers], viewer.day)
    return SimpleNamespace(
        fitting=[SimpleNamespace(offer=offer, reasons=[], availability=free[offer.pk]) for offer in offers]
    )
