"""The doors of assessments."""

from maillage.assessments.permissions.diagnoses import (
    diagnosis_of_hers,
    diagnosis_open_to,
    sitting_to_read,
)
from maillage.assessments.permissions.sittings import (
    answers_to_read_again,
    instrument_to_begin,
    sitting_of_hers,
    sitting_to_answer,
)

__all__ = [
    "answers_to_read_again",
    "diagnosis_of_hers",
    "diagnosis_open_to",
    "instrument_to_begin",
    "sitting_of_hers",
    "sitting_to_answer",
    "sitting_to_read",
]
