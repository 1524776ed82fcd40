"""Activities for tests."""

from datetime import UTC, date, datetime

import factory

from maillage.activities.models import Activity, FollowUp, Participant, ProgrammeItem, VisitHost
from maillage.agreements.tests.factories import StrandFactory
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory

NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


class ActivityFactory(factory.django.DjangoModelFactory):
    """A visit of three days in May, announced to its network."""

    class Meta:
        model = Activity

    organisation = factory.SubFactory(OrganisationFactory)
    network = factory.SubFactory(NetworkFactory)
    strand = factory.SubFactory(StrandFactory)
    visibility = "network"
    kind = "visit"
    slug = factory.Sequence(lambda n: f"activite-{n}")
    title = factory.Sequence(lambda n: f"Activité {n}")
    starts_on = date(2027, 5, 10)
    ends_on = date(2027, 5, 12)
    time_zone = "America/Toronto"
    state = "announced"
    created_at = NOON
    updated_at = NOON


class ItemFactory(factory.django.DjangoModelFactory):
    """From nine to ten on the first day, in Shawinigan."""

    class Meta:
        model = ProgrammeItem

    activity = factory.SubFactory(ActivityFactory)
    title = factory.Sequence(lambda n: f"Rencontre {n}")
    starts_at = datetime(2027, 5, 10, 13, 0, tzinfo=UTC)
    ends_at = datetime(2027, 5, 10, 14, 0, tzinfo=UTC)
    time_zone = "America/Toronto"
    updated_at = NOON


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    activity = factory.SubFactory(ActivityFactory)
    name = factory.Sequence(lambda n: f"Personne {n}")
    role = "delegate"
    state = "confirmed"
    joined_at = NOON


class VisitHostFactory(factory.django.DjangoModelFactory):
    """Nothing is said of its hours."""

    class Meta:
        model = VisitHost

    activity = factory.SubFactory(ActivityFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class FollowUpFactory(factory.django.DjangoModelFactory):
    """An office does it before the end of May."""

    class Meta:
        model = FollowUp

    item = factory.SubFactory(ItemFactory)
    text = factory.Sequence(lambda n: f"Suite {n}")
    office = "Mairie"
    due_on = date(2027, 5, 31)
    written_at = NOON
