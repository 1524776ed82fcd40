"""What is coming, what took place, and who may read it."""

from maillage.activities.queries.activities import (
    activities_coordinated_by,
    activities_open_to,
    programme_of,
)
from maillage.activities.queries.meetings import (
    latest_plan,
    meetings_in,
    people_of,
    places_of,
    plans_of,
    published_plan,
    rounds_coordinated_by,
    rounds_of,
    schedule_of,
)

__all__ = [
    "activities_coordinated_by",
    "activities_open_to",
    "latest_plan",
    "meetings_in",
    "people_of",
    "places_of",
    "plans_of",
    "programme_of",
    "published_plan",
    "rounds_coordinated_by",
    "rounds_of",
    "schedule_of",
]
