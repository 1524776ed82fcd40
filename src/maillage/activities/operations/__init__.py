"""What is decided about an activity."""

from maillage.activities.operations.activities import (
    announce_activity,
    cancel_activity,
    change_activity,
    create_activity,
)
from maillage.activities.operations.applying import (
    ask_for_link,
    save_draft,
    submit_application,
    withdraw_application,
)
from maillage.activities.operations.camp_dues import queue_camp_dues
from maillage.activities.operations.camp_letters import application_address, send_camp_letter
from maillage.activities.operations.camp_life import (
    answer_camp_follow_up,
    ask_camp_follow_up,
    give_satisfaction,
    note_attendance,
    plan_aftermath,
)
from maillage.activities.operations.confirming import (
    confirm_place,
    decline_place,
    expire_offer,
    remind_of_place,
)
from maillage.activities.operations.editions import (
    change_edition,
    create_edition,
    create_series,
    extend_call,
)
from maillage.activities.operations.participants import add_participant
from maillage.activities.operations.programme import (
    add_item,
    cancel_item,
    change_item,
)
from maillage.activities.operations.reviewing import assign_reviewer, declare_conflict, give_marks
from maillage.activities.operations.selecting import draw_up_list, force_outcome

__all__ = [
    "add_item",
    "add_participant",
    "announce_activity",
    "answer_camp_follow_up",
    "application_address",
    "ask_camp_follow_up",
    "ask_for_link",
    "assign_reviewer",
    "cancel_activity",
    "cancel_item",
    "change_activity",
    "change_edition",
    "change_item",
    "confirm_place",
    "create_activity",
    "create_edition",
    "create_series",
    "declare_conflict",
    "decline_place",
    "draw_up_list",
    "expire_offer",
    "extend_call",
    "force_outcome",
    "give_marks",
    "give_satisfaction",
    "note_attendance",
    "plan_aftermath",
    "queue_camp_dues",
    "remind_of_place",
    "save_draft",
    "send_camp_letter",
    "submit_application",
    "withdraw_application",
]
