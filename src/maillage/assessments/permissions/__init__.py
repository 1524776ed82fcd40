"""The doors of assessments."""

from maillage.assessments.permissions.bank import (
    author,
    calibration_of_author,
    instrument_of_author,
    item_of_author,
)
from maillage.assessments.permissions.sittings import (
    answers_to_read_again,
    instrument_to_begin,
    sitting_of_hers,
    sitting_to_answer,
)

__all__ = [
    "answers_to_read_again",
    "author",
    "calibration_of_author",
    "instrument_of_author",
    "instrument_to_begin",
    "item_of_author",
    "sitting_of_hers",
    "sitting_to_answer",
]
