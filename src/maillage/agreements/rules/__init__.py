"""What agreements decide without reading nor writing."""

from maillage.agreements.rules.commitments import check_move, is_late, next_states
from maillage.agreements.rules.comparing import Comparison, compare
from maillage.agreements.rules.expiry import months_before, stage_of
from maillage.agreements.rules.texts import (
    CommitmentText,
    SignatoryText,
    StrandText,
    VersionText,
    check_days,
    check_strand_days,
    check_text,
    renewal_of,
    text_of,
)
from maillage.agreements.rules.versions import (
    MOVES,
    Mover,
    Passage,
    check_draft,
    first_day_in_force,
    first_day_out,
    may_become,
    passages_of,
    renewal_days,
    renewed_on,
    state_of,
)

__all__ = [
    "MOVES",
    "CommitmentText",
    "Comparison",
    "Mover",
    "Passage",
    "SignatoryText",
    "StrandText",
    "VersionText",
    "check_days",
    "check_draft",
    "check_move",
    "check_strand_days",
    "check_text",
    "compare",
    "first_day_in_force",
    "first_day_out",
    "is_late",
    "may_become",
    "months_before",
    "next_states",
    "passages_of",
    "renewal_days",
    "renewal_of",
    "renewed_on",
    "stage_of",
    "state_of",
    "text_of",
]
