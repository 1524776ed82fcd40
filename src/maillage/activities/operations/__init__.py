"""What is decided about an activity."""

from maillage.activities.operations.activities import (
    announce_activity,
    cancel_activity,
    change_activity,
    create_activity,
)
from maillage.activities.operations.editing import (
    call_off_activity,
    call_off_item,
    rewrite_activity,
    write_activity,
)
from maillage.activities.operations.feeds import make_feed, stop_feed
from maillage.activities.operations.follow_ups import (
    add_follow_up,
    close_follow_up,
    recall_follow_up,
    recall_follow_ups,
    send_follow_up_letter,
    write_minutes,
)
from maillage.activities.operations.letters import queue_letters, send_letter
from maillage.activities.operations.participants import add_participant
from maillage.activities.operations.programme import add_item, cancel_item, change_item
from maillage.activities.operations.registration import (
    close_registration,
    note_presence,
    open_registration,
    register,
    withdraw,
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
    "call_off_activity",
    "call_off_item",
    "cancel_activity",
    "cancel_item",
    "change_activity",
    "change_item",
    "close_follow_up",
    "close_registration",
    "create_activity",
    "create_visit",
    "erase_needs",
    "keep_host",
    "make_feed",
    "note_presence",
    "open_registration",
    "place_item",
    "queue_letters",
    "recall_follow_up",
    "recall_follow_ups",
    "register",
    "remove_host",
    "rewrite_activity",
    "send_follow_up_letter",
    "send_letter",
    "set_travel_time",
    "stop_feed",
    "withdraw",
    "withdraw_delegate",
    "write_activity",
    "write_minutes",
    "write_needs",
]
