from maillage.assessments.operations.adopting import adopt_calibration, decline_calibration
from maillage.assessments.operations.calibrating import ask_calibration, run_calibration
from maillage.assessments.operations.campaigns import (
    begin_invited,
    close_campaign,
    forget_invited,
    invite,
    join_campaign,
    leave_campaign,
    open_campaign,
    remind_invited,
    send_invitation,
    send_reminder,
)
from maillage.assessments.operations.continuing import continue_sitting
from maillage.assessments.operations.counting import count_group, queue_counts
from maillage.assessments.operations.facts import tell_facts
from maillage.assessments.operations.importing import draft_of, import_instrument
from maillage.assessments.operations.letters import queue_letters
from maillage.assessments.operations.retiring import retire_item
from maillage.assessments.operations.seen import (
    count_while_learning,
    forget_withdrawn,
    note_first_try,
    note_shown,
    stop_counting_while_learning,
)
from maillage.assessments.operations.sharing import send_share_letter, show_result, take_back
from maillage.assessments.operations.sittings import answer, begin_sitting, drop_sitting, stop_sitting

__all__ = [
    "adopt_calibration",
    "answer",
    "ask_calibration",
    "begin_invited",
    "begin_sitting",
    "close_campaign",
    "continue_sitting",
    "count_group",
    "count_while_learning",
    "decline_calibration",
    "draft_of",
    "drop_sitting",
    "forget_invited",
    "forget_withdrawn",
    "import_instrument",
    "invite",
    "join_campaign",
    "leave_campaign",
    "note_first_try",
    "note_shown",
    "open_campaign",
    "queue_counts",
    "queue_letters",
    "remind_invited",
    "retire_item",
    "run_calibration",
    "send_invitation",
    "send_reminder",
    "send_share_letter",
    "show_result",
    "stop_counting_while_learning",
    "stop_sitting",
    "take_back",
    "tell_facts",
]
