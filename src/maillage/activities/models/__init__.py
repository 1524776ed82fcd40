"""What communities do together."""

from maillage.activities.models.activities import Activity, ActivityQuerySet, Participant, ProgrammeItem
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
    "FollowUp",
    "FollowUpLetter",
    "Minutes",
    "Participant",
    "PersonalNeeds",
    "ProgrammeItem",
    "TravelTime",
    "VisitHost",
]
