"""What a coordinator decides about an agreement, and what firms and hosts do across it."""

from maillage.agreements.operations.commitments import follow_commitment, take_commitment
from maillage.agreements.operations.deciding import (
    agree_version,
    end_agreement,
    publish_terms,
    sign_version,
    withdraw_version,
)
from maillage.agreements.operations.documents import add_document, archive_document, keep_file, open_document
from maillage.agreements.operations.expiry import send_expiry_letter, warn_of_expiry
from maillage.agreements.operations.letters import queue_letters
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
from maillage.agreements.operations.practice_letters import send_practice_letter
from maillage.agreements.operations.practices import (
    adopt_practice,
    carry_transfer,
    propose_practice,
    retire_practice,
    rewrite_practice,
    write_practice,
)
from maillage.agreements.operations.rotation import change_year, swap_years, write_year
from maillage.agreements.operations.versions import (
    create_agreement,
    draft_version,
    found_agreement,
    rename_agreement,
    renew_agreement,
    revise_version,
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
    "add_document",
    "add_line",
    "add_project",
    "adopt_practice",
    "agree_version",
    "announce_stay",
    "archive_document",
    "ask_stay",
    "carry_transfer",
    "change_line",
    "change_welcome",
    "change_year",
    "create_agreement",
    "decline_stay",
    "draft_version",
    "end_agreement",
    "follow_commitment",
    "found_agreement",
    "keep_file",
    "move_stay",
    "note_rate",
    "open_document",
    "open_welcome",
    "propose_practice",
    "publish_terms",
    "queue_letters",
    "remove_line",
    "remove_rate",
    "rename_agreement",
    "renew_agreement",
    "retire_practice",
    "revise_version",
    "rewrite_practice",
    "send_expiry_letter",
    "send_notice",
    "send_practice_letter",
    "sign_version",
    "swap_years",
    "take_commitment",
    "tell_what_came",
    "warn_of_expiry",
    "withdraw_version",
    "write_due_notices",
    "write_practice",
    "write_year",
]
