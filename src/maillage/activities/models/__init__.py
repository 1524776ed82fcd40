"""What communities do together."""

from maillage.activities.models.activities import Activity, ActivityQuerySet, Participant, ProgrammeItem
from maillage.activities.models.feeds import CalendarFeed
from maillage.activities.models.registration import ParticipantLetter, Registration
from maillage.activities.models.visits import (
    FollowUp,
    FollowUpLetter,
    Minutes,
    PersonalNeeds,
    TravelTime,
    VisitHost,
)

__all__ = [
    "Activity",
    "ActivityQuerySet",
    "CalendarFeed",
    "FollowUp",
    "FollowUpLetter",
    "Minutes",
    "Participant",
    "ParticipantLetter",
    "PersonalNeeds",
    "ProgrammeItem",
    "Registration",
    "TravelTime",
    "VisitHost",
]
