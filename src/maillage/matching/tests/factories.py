"""Needs, offers and introductions for tests."""

from datetime import UTC, datetime

import factory

from maillage.agreements.tests.factories import StrandFactory
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.models import (
    Absence,
    Advising,
    AdvisorLink,
    Introduction,
    Need,
    Offer,
    RoutedNeed,
    RoutingRun,
    SavedSearch,
    Webhook,
)
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
    answer_key = "une-clé"


class WebhookFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Webhook

    organisation = factory.SubFactory(OrganisationFactory)
    url = "https://exemple.test/avis"
    seed = "graine"
    created_at = NOON


class AdvisorLinkFactory(factory.django.DjangoModelFactory):
    """Open, of somebody who advises."""

    class Meta:
        model = AdvisorLink

    membership = factory.SubFactory(MembershipFactory, role="advisor")
    token = factory.Sequence(lambda n: f"adresse{n}")
    created_at = NOON


class AdvisingFactory(factory.django.DjangoModelFactory):
    """In force: the firm of the need consents, the advisor advises."""

    class Meta:
        model = Advising

    need = factory.SubFactory(NeedFactory, visibility="organisation")
    membership = factory.SubFactory(MembershipFactory, role="advisor")
    consent = factory.LazyFunction(
        lambda: Consent.objects.create(
            user=UserFactory(), purpose="advising", text="J’accepte.", language="fr-ca", given_at=NOON
        )
    )
    since = NOON


class AbsenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Absence

    offer = factory.SubFactory(OfferFactory)
    starts_on = NOON.date()
    ends_on = NOON.date()


class RoutingRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoutingRun

    network = factory.SubFactory(NetworkFactory)
    day = NOON.date()
    made_at = NOON


class RoutedNeedFactory(factory.django.DjangoModelFactory):
    """An offer kept for a need, not proposed yet."""

    class Meta:
        model = RoutedNeed

    run = factory.SubFactory(RoutingRunFactory)
    need = factory.SubFactory(NeedFactory)
    offer = factory.SubFactory(OfferFactory)
    score = 3.0


class SavedSearchFactory(factory.django.DjangoModelFactory):
    """Every offer, looked at each day."""

    class Meta:
        model = SavedSearch

    owner = factory.SubFactory(UserFactory)
    name = "Tout"
    frequency = "daily"
    created_at = NOON
    looked_at = NOON
