"""The only doors to what is done together."""

from maillage.activities.permissions.activities import (
    activity_open_to,
    activity_to_coordinate,
    coordinated_among,
    item_to_coordinate,
    may_coordinate,
    owner_of_feed,
    participant_to_coordinate,
    participant_who_withdraws,
)
from maillage.activities.permissions.bootcamps import (
    application_behind,
    application_to_coordinate,
    application_to_read,
    edition_open_to,
    edition_to_coordinate,
    follow_up_behind,
    letter_behind,
    reviewer_at,
    series_open_to,
    series_to_coordinate,
    session_to_coordinate,
)
from maillage.activities.permissions.meetings import place_of, round_to_coordinate
from maillage.activities.permissions.visits import (
    follow_up_to_close,
    follow_up_to_follow,
    may_close,
    meeting_to_follow,
    visit_to_coordinate,
    visit_to_follow,
)

__all__ = [
    "activity_open_to",
    "activity_to_coordinate",
    "application_behind",
    "application_to_coordinate",
    "application_to_read",
    "coordinated_among",
    "edition_open_to",
    "edition_to_coordinate",
    "follow_up_behind",
    "follow_up_to_close",
    "follow_up_to_follow",
    "item_to_coordinate",
    "letter_behind",
    "may_close",
    "may_coordinate",
    "meeting_to_follow",
    "owner_of_feed",
    "participant_to_coordinate",
    "participant_who_withdraws",
    "place_of",
    "reviewer_at",
    "round_to_coordinate",
    "series_open_to",
    "series_to_coordinate",
    "session_to_coordinate",
    "visit_to_coordinate",
    "visit_to_follow",
]
