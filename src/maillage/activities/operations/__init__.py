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
from maillage.activities.operations.arrivals import (
    ask_for_place,
    confirm_arrival,
    forget_arrivals,
    queue_arrivals,
    send_arrival,
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
from maillage.activities.operations.documents import archive_document, attach_document
from maillage.activities.operations.editing import rewrite_activity, write_activity
from maillage.activities.operations.editions import change_edition, create_edition, create_series, extend_call
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
from maillage.activities.operations.personal_data import erase_application
from maillage.activities.operations.placements import place, take_back
from maillage.activities.operations.programme import add_item, cancel_item, change_item
from maillage.activities.operations.registration import (
    close_registration,
    note_presence,
    open_registration,
    register,
    withdraw,
)
from maillage.activities.operations.reviewer_letters import queue_reviewer_letters, tell_reviewer
from maillage.activities.operations.reviewing import assign_reviewer, declare_conflict, give_marks
from maillage.activities.operations.selecting import draw_up_list, force_outcome
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
    "add_slots",
    "announce_activity",
    "answer_camp_follow_up",
    "application_address",
    "archive_document",
    "ask_camp_follow_up",
    "ask_for_link",
    "ask_for_place",
    "ask_plan",
    "assign_reviewer",
    "attach_document",
    "cancel_activity",
    "cancel_item",
    "change_activity",
    "change_edition",
    "change_item",
    "change_round",
    "close_follow_up",
    "close_registration",
    "confirm_arrival",
    "confirm_place",
    "create_activity",
    "create_edition",
    "create_series",
    "create_visit",
    "declare_conflict",
    "decline_place",
    "draw_up_list",
    "erase_application",
    "erase_needs",
    "expire_offer",
    "extend_call",
    "force_outcome",
    "forget_arrivals",
    "give_marks",
    "give_satisfaction",
    "keep_host",
    "leave_round",
    "make_feed",
    "make_plan",
    "note_attendance",
    "note_presence",
    "open_registration",
    "open_round",
    "place",
    "place_item",
    "plan_aftermath",
    "publish_plan",
    "queue_arrivals",
    "queue_camp_dues",
    "queue_letters",
    "queue_reviewer_letters",
    "recall_follow_up",
    "recall_follow_ups",
    "register",
    "remind_of_place",
    "remove_host",
    "rewrite_activity",
    "save_draft",
    "say_wishes",
    "send_arrival",
    "send_camp_letter",
    "send_follow_up_letter",
    "send_letter",
    "set_travel_time",
    "stop_feed",
    "submit_application",
    "take_back",
    "tell_reviewer",
    "withdraw",
    "withdraw_application",
    "withdraw_delegate",
    "write_activity",
    "write_minutes",
    "write_needs",
]
