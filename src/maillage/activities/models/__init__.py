"""What communities do together."""

from maillage.activities.models.activities import Activity, ActivityQuerySet, Participant, ProgrammeItem
from maillage.activities.models.applications import (
    HIGHEST,
    LOWEST,
    Application,
    Mark,
    Review,
    Reviewer,
)
from maillage.activities.models.bootcamps import (
    BootcampEdition,
    BootcampSeries,
    Criterion,
    Place,
    Quota,
)
from maillage.activities.models.camp_life import (
    MONTHS_AFTER,
    Attendance,
    CampFollowUp,
    CampLetter,
    Satisfaction,
)

__all__ = [
    "HIGHEST",
    "LOWEST",
    "MONTHS_AFTER",
    "Activity",
    "ActivityQuerySet",
    "Application",
    "Attendance",
    "BootcampEdition",
    "BootcampSeries",
    "CampFollowUp",
    "CampLetter",
    "Criterion",
    "Mark",
    "Participant",
    "Place",
    "ProgrammeItem",
    "Quota",
    "Review",
    "Reviewer",
    "Satisfaction",
]
