"""Two communities bound by an agreement in force, one in Québec, one in France, and the people who make it live."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from maillage.agreements.models import Agreement, Party, Stay, WelcomeHost
from maillage.agreements.operations import LineTold, accept_stay, ask_stay, open_welcome
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.directory.tests.factories import (
    CountryFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.people.models import User

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WISHED = {"wished_from": date(2027, 2, 1), "wished_until": date(2027, 2, 26)}


@dataclass(frozen=True, kw_only=True)
class Crossing:
    agreement: Agreement
    here: Party  # in Québec
    there: Party  # in France

    def coordinator(self, party: Party) -> User:
        return MembershipFactory(network=party.network, organisation=None, role="coordinator").user

    def member(self, party: Party) -> User:
        return MembershipFactory(network=party.network).user


def crossing(**version) -> Crossing:
    quebec = TerritoryFactory(level="province", code="24", parent=CountryFactory(), name="Québec")
    france = CountryFactory(country="FR")
    networks = [
        NetworkFactory(name="Réseau d’ici", territory=TerritoryFactory(parent=quebec)),
        NetworkFactory(name="Réseau de là-bas", territory=TerritoryFactory(parent=france)),
    ]
    agreement = agreement_between(*networks, strands=[StrandFactory()], **version)
    here, there = agreement.parties.order_by("shore")
    return Crossing(agreement=agreement, here=here, there=there)


def told(party: Party, amount: str | None, kind: str = "own", **changes) -> LineTold:
    """A line of 2026, in the currency of its shore."""
    said = {
        "project": None,
        "party": party,
        "year": 2026,
        "kind": kind,
        "label": "Transport",
        "amount": Decimal(amount) if amount else None,
        "currency": "CAD" if party.shore == "a" else "EUR",
        "day": date(2026, 3, 1),
        "source": "Résolution 12",
    }
    return LineTold(**said | changes)


def host_of(party: Party, places: int = 1) -> WelcomeHost:
    organisation = OrganisationFactory(kind="incubator", networks=[party.network])
    return open_welcome(
        organisation=organisation, network=party.network, places=places, services="Un bureau, des rencontres."
    )


def asked(bound: Crossing, host: WelcomeHost, **changes) -> Stay:
    """A firm of the other shore asks this place."""
    across = bound.there if host.network_id == bound.here.network_id else bound.here
    head = MembershipFactory(network=across.network)
    said = {
        "agreement": bound.agreement,
        "host": host,
        "firm": head.organisation,
        "strand": None,
        "purpose": "Vendre nos lampes.",
        "needs": "Un bureau.",
        "consents": True,
        "by": head.user,
        "now": NOON,
    }
    return ask_stay(**said | WISHED | changes)


def accepted(bound: Crossing, host: WelcomeHost, **changes) -> Stay:
    stay = asked(bound, host)
    days = {"starts_on": WISHED["wished_from"], "ends_on": WISHED["wished_until"]}
    return accept_stay(
        stay_id=stay.pk, services="Un bureau.", note="", by=answering(host), now=NOON, **days | changes
    )


def answering(host: WelcomeHost) -> User:
    """Somebody who speaks for the place."""
    return MembershipFactory(network=host.network, organisation=host.organisation, role="offer_holder").user
