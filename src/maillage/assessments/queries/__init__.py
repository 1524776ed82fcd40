"""Reading instruments, sittings and results."""

from maillage.assessments.queries.bank import (
    Question,
    Tally,
    being_run_in,
    instruments_with_counts,
    months_of,
    neighbours_of,
    question_of,
    questions_of,
)
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
    "Question",
    "Tally",
    "answers_of",
    "answers_read_again",
    "being_run_in",
    "closed_to",
    "instruments_offered",
    "instruments_with_counts",
    "live",
    "live_after",
    "months_of",
    "neighbours_of",
    "open_sittings",
    "question_of",
    "questions_of",
    "real_sittings",
    "scale_in_use",
    "sittings_of",
]
