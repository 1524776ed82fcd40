"""What is decided about an activity."""

from maillage.activities.operations.activities import (
    announce_activity,
    cancel_activity,
    change_activity,
    create_activity,
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
    "announce_activity",
    "cancel_activity",
    "cancel_item",
    "change_activity",
    "change_item",
    "create_activity",
]
