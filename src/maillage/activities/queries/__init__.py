"""What is coming, what took place, and who may read it."""

from maillage.activities.queries.activities import (
    activities_coordinated_by,
    activities_open_to,
    programme_of,
)
from maillage.activities.queries.calendars import (
    CalendarFilters,
    activities_listed,
    activity_with_programme,
    calendar_of,
    feed_of,
    networks_with_a_calendar,
    public_calendar,
    years_past,
)
from maillage.activities.queries.participants import (
    letters_to_send,
    participants_of,
    participation_of,
    people_to_tell,
    rank_on_the_list,
    registration_of,
)

__all__ = [
    "CalendarFilters",
    "activities_coordinated_by",
    "activities_listed",
    "activities_open_to",
    "activity_with_programme",
    "calendar_of",
    "feed_of",
    "letters_to_send",
    "networks_with_a_calendar",
    "participants_of",
    "participation_of",
    "people_to_tell",
    "programme_of",
    "public_calendar",
    "rank_on_the_list",
    "registration_of",
    "years_past",
]
