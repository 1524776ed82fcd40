"""Needs, offers and introductions for tests."""

from datetime import UTC, datetime

import factory

from maillage.agreements.tests.factories import StrandFactory
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.matching.models import Introduction, Need, Offer, SavedSearch
from maillage.people.models import Consent
from maillage.people.tests.factories import UserFactory

NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


class SharingFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    organisation = factory.SubFactory(OrganisationFactory)
    network = factory.SubFactory(NetworkFactory)
    strand = factory.SubFactory(StrandFactory)
    visibility = "network"
    created_at = NOON
    updated_at = NOON


class NeedFactory(SharingFactory):
    class Meta:
        model = Need

    title = factory.Sequence(lambda n: f"Besoin {n}")
    text = "Notre tablette ne supporte pas l’humidité des égouts."
    kind = "partner"


class OfferFactory(SharingFactory):
    class Meta:
        model = Offer

    title = factory.Sequence(lambda n: f"Offre {n}")
    text = "Boîtiers étanches pour appareils de terrain."
    kind = "partner"


class IntroductionFactory(factory.django.DjangoModelFactory):
    """Asked, unanswered."""

    class Meta:
        model = Introduction

    need = factory.SubFactory(NeedFactory)
    offer = factory.SubFactory(OfferFactory)
    asked_by = factory.SubFactory(UserFactory)
    consent = factory.LazyAttribute(
        lambda row: Consent.objects.create(
            user=row.asked_by,
            purpose="introduction_contact",
            text="J’accepte.",
            language="fr-ca",
            given_at=NOON,
        )
    )
    message = "Notre tablette ne supporte pas l’humidité des égouts."
    asked_at = NOON
    changed_at = NOON


class SavedSearchFactory(factory.django.DjangoModelFactory):
    """Every offer, looked at each day."""

    class Meta:
        model = SavedSearch

    owner = factory.SubFactory(UserFactory)
    name = "Tout"
    frequency = "daily"
    created_at = NOON
    looked_at = NOON
