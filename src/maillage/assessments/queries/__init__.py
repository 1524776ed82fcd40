"""Reading instruments, sittings and results."""

from maillage.assessments.queries.bank import being_run_in
from maillage.assessments.queries.diagnoses import diagnosis_of, proposals_revealed
from maillage.assessments.queries.sittings import (
    answers_of,
    answers_read_again,
    closed_to,
    instruments_offered,
    live,
    live_after,
    open_sittings,
    real_sittings,
    scale_in_use,
    sittings_of,
)

__all__ = [
    "answers_of",
    "answers_read_again",
    "being_run_in",
    "closed_to",
    "diagnosis_of",
    "instruments_offered",
    "live",
    "live_after",
    "open_sittings",
    "proposals_revealed",
    "real_sittings",
    "scale_in_use",
    "sittings_of",
]
