"""What communities do together."""

from maillage.activities.models.activities import Activity, ActivityQuerySet, Participant, ProgrammeItem
from maillage.activities.models.applications import HIGHEST, LOWEST, Application, Mark, Review, Reviewer
from maillage.activities.models.bootcamps import BootcampEdition, BootcampSeries, Criterion, Place, Quota
from maillage.activities.models.camp_life import (
    MONTHS_AFTER,
    Attendance,
    CampFollowUp,
    CampLetter,
    ReviewerLetter,
    Satisfaction,
)
from maillage.activities.models.documents import ActivityDocument
from maillage.activities.models.feeds import CalendarFeed
from maillage.activities.models.meetings import (
    MeetingPerson,
    MeetingPlan,
    MeetingRound,
    MeetingSide,
    MeetingSlot,
    MeetingWish,
)
from maillage.activities.models.placements import Placement
from maillage.activities.models.registration import Arrival, ParticipantLetter, Registration
from maillage.activities.models.visits import (
    FollowUp,
    FollowUpLetter,
    Minutes,
    PersonalNeeds,
    TravelTime,
    VisitHost,
)

__all__ = [
    "HIGHEST",
    "LOWEST",
    "MONTHS_AFTER",
    "Activity",
    "ActivityDocument",
    "ActivityQuerySet",
    "Application",
    "Arrival",
    "Attendance",
    "BootcampEdition",
    "BootcampSeries",
    "CalendarFeed",
    "CampFollowUp",
    "CampLetter",
    "Criterion",
    "FollowUp",
    "FollowUpLetter",
    "Mark",
    "MeetingPerson",
    "MeetingPlan",
    "MeetingRound",
    "MeetingSide",
    "MeetingSlot",
    "MeetingWish",
    "Minutes",
    "Participant",
    "ParticipantLetter",
    "PersonalNeeds",
    "Place",
    "Placement",
    "ProgrammeItem",
    "Quota",
    "Registration",
    "Review",
    "Reviewer",
    "ReviewerLetter",
    "Satisfaction",
    "TravelTime",
    "VisitHost",
]
