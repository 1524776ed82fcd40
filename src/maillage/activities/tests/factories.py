"""Activities for tests."""

from datetime import UTC, date, datetime, timedelta

import factory
from django.core.files.base import ContentFile

from maillage.activities.models import (
    Activity,
    FollowUp,
    MeetingPerson,
    MeetingRound,
    MeetingSlot,
    Participant,
    ProgrammeItem,
    VisitHost,
)
from maillage.activities.operations import attach_document
from maillage.agreements.tests.factories import StrandFactory
from maillage.common.file_kinds import FILE_KINDS
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
    name = factory.Sequence(lambda n: f"Déléguée {n:05}")  # no name begins another, nor that of an account
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


class RoundFactory(factory.django.DjangoModelFactory):
    """Everybody meets once or twice."""

    class Meta:
        model = MeetingRound

    activity = factory.SubFactory(ActivityFactory)
    title = "Rencontres deux à deux"
    most = 2
    floor = 1
    updated_at = NOON


class SlotFactory(factory.django.DjangoModelFactory):
    """Twenty minutes from nine on the first day, in Shawinigan; two tables and a link."""

    class Meta:
        model = MeetingSlot

    round = factory.SubFactory(RoundFactory)
    starts_at = datetime(2027, 5, 10, 13, 0, tzinfo=UTC)
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=20))
    tables = 2
    links = 1


class MeetingPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingPerson

    round = factory.SubFactory(RoundFactory)
    participant = factory.SubFactory(ParticipantFactory, activity=factory.SelfAttribute("..round.activity"))
    time_zone = "America/Toronto"


def round_of(people, *, slots=2, **fields):
    """A round of so many people and slots."""
    round_ = RoundFactory(**fields)
    start = datetime(2027, 5, 10, 13, 0, tzinfo=UTC)
    for turn in range(slots):
        SlotFactory(round=round_, starts_at=start + timedelta(minutes=30 * turn))
    return round_, MeetingPersonFactory.create_batch(people, round=round_)


def document_of_those_who_come(activity=None, **said):
    """A PDF file that those who take part read."""
    given = {"title": "Fiche du jour", "is_public": False, "by": None}
    return attach_document(
        activity=activity or ActivityFactory(),
        file=ContentFile(b"%PDF-1.7\nfictif"),
        kind=FILE_KINDS["pdf"],
        now=NOON,
        **given | said,
    )
