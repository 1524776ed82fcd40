"""What is decided about an activity."""

from maillage.activities.operations.activities import (
    announce_activity,
    cancel_activity,
    change_activity,
    create_activity,
)
from maillage.activities.operations.meetings import (
    add_slots,
    ask_plan,
    change_round,
    leave_round,
    make_plan,
    open_round,
    publish_plan,
    say_wishes,
)
from maillage.activities.operations.participants import add_participant
from maillage.activities.operations.programme import (
    add_item,
    cancel_item,
    change_item,
)

__all__ = [
    "add_item",
    "add_participant",
    "add_slots",
    "announce_activity",
    "ask_plan",
    "cancel_activity",
    "cancel_item",
    "change_activity",
    "change_item",
    "change_round",
    "create_activity",
    "leave_round",
    "make_plan",
    "open_round",
    "publish_plan",
    "say_wishes",
]
