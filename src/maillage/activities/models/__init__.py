"""What communities do together."""

from maillage.activities.models.activities import Activity, ActivityQuerySet, Participant, ProgrammeItem
from maillage.activities.models.meetings import (
    MeetingPerson,
    MeetingPlan,
    MeetingRound,
    MeetingSide,
    MeetingSlot,
    MeetingWish,
)

__all__ = [
    "Activity",
    "ActivityQuerySet",
    "MeetingPerson",
    "MeetingPlan",
    "MeetingRound",
    "MeetingSide",
    "MeetingSlot",
    "MeetingWish",
    "Participant",
    "ProgrammeItem",
]
