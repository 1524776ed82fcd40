"""What is decided about an activity."""

from maillage.activities.operations.activities import (
    announce_activity,
    cancel_activity,
    change_activity,
    create_activity,
)
from maillage.activities.operations.follow_ups import (
    add_follow_up,
    close_follow_up,
    recall_follow_up,
    recall_follow_ups,
    send_follow_up_letter,
    write_minutes,
)
from maillage.activities.operations.participants import add_participant
from maillage.activities.operations.programme import (
    add_item,
    cancel_item,
    change_item,
)
from maillage.activities.operations.visits import (
    add_delegate,
    create_visit,
    erase_needs,
    keep_host,
    place_item,
    remove_host,
    set_travel_time,
    withdraw_delegate,
    write_needs,
)

__all__ = [
    "add_delegate",
    "add_follow_up",
    "add_item",
    "add_participant",
    "announce_activity",
    "cancel_activity",
    "cancel_item",
    "change_activity",
    "change_item",
    "close_follow_up",
    "create_activity",
    "create_visit",
    "erase_needs",
    "keep_host",
    "place_item",
    "recall_follow_up",
    "recall_follow_ups",
    "remove_host",
    "send_follow_up_letter",
    "set_travel_time",
    "withdraw_delegate",
    "write_minutes",
    "write_needs",
]
