"""What communities do together."""

from maillage.activities.models.activities import Activity, ActivityQuerySet, Participant, ProgrammeItem
from maillage.activities.models.feeds import CalendarFeed
from maillage.activities.models.registration import ParticipantLetter, Registration

__all__ = [
    "Activity",
    "ActivityQuerySet",
    "CalendarFeed",
    "Participant",
    "ParticipantLetter",
    "ProgrammeItem",
    "Registration",
]
