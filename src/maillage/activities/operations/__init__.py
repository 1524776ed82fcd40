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
from maillage.activities.operations.letters import queue_letters, send_letter
from maillage.activities.operations.participants import add_participant
from maillage.activities.operations.programme import (
    add_item,
    cancel_item,
    change_item,
)
from maillage.activities.operations.registration import (
    close_registration,
    note_presence,
    open_registration,
    register,
    withdraw,
)

__all__ = [
    "add_item",
    "add_participant",
    "announce_activity",
    "call_off_activity",
    "call_off_item",
    "cancel_activity",
    "cancel_item",
    "change_activity",
    "change_item",
    "close_registration",
    "create_activity",
    "make_feed",
    "note_presence",
    "open_registration",
    "queue_letters",
    "register",
    "rewrite_activity",
    "send_letter",
    "stop_feed",
    "withdraw",
    "write_activity",
]
