"""What a coordinator decides about an agreement, and what firms and hosts do across it."""

from maillage.agreements.operations.money import (
    LineTold,
    add_line,
    add_project,
    change_line,
    note_rate,
    remove_line,
    remove_rate,
)
from maillage.agreements.operations.notices import announce_stay, send_notice, write_due_notices
from maillage.agreements.operations.rotation import change_year, swap_years, write_year
from maillage.agreements.operations.versions import (
    create_agreement,
    draft_version,
    end_agreement,
    sign_version,
)
from maillage.agreements.operations.welcome import (
    accept_stay,
    ask_stay,
    change_welcome,
    decline_stay,
    move_stay,
    open_welcome,
    tell_what_came,
)

__all__ = [
    "LineTold",
    "accept_stay",
    "add_line",
    "add_project",
    "announce_stay",
    "ask_stay",
    "change_line",
    "change_welcome",
    "change_year",
    "create_agreement",
    "decline_stay",
    "draft_version",
    "end_agreement",
    "move_stay",
    "note_rate",
    "open_welcome",
    "remove_line",
    "remove_rate",
    "send_notice",
    "sign_version",
    "swap_years",
    "tell_what_came",
    "write_due_notices",
    "write_year",
]
