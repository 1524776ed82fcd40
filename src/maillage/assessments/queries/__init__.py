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
    scale_in_use,
)

__all__ = [
    "Question",
    "Tally",
    "being_run_in",
    "instruments_with_counts",
    "months_of",
    "neighbours_of",
    "question_of",
    "questions_of",
    "scale_in_use",
]
