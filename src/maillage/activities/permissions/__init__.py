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
    "coordinated_among",
    "follow_up_to_close",
    "follow_up_to_follow",
    "item_to_coordinate",
    "may_close",
    "may_coordinate",
    "meeting_to_follow",
    "owner_of_feed",
    "participant_to_coordinate",
    "participant_who_withdraws",
    "visit_to_coordinate",
    "visit_to_follow",
]
