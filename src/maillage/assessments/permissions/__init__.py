"""The doors of assessments."""

from maillage.assessments.permissions.bank import (
    author,
    calibration_of_author,
    instrument_of_author,
    item_of_author,
)
from maillage.assessments.permissions.diagnoses import diagnosis_of_hers, diagnosis_open_to
from maillage.assessments.permissions.groups import (
    campaign_to_follow,
    invitation_behind,
    networks_that_invite,
)
from maillage.assessments.permissions.results import result_of_hers, result_open_to, share_of_hers
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
    "campaign_to_follow",
    "diagnosis_of_hers",
    "diagnosis_open_to",
    "instrument_of_author",
    "instrument_to_begin",
    "invitation_behind",
    "item_of_author",
    "networks_that_invite",
    "result_of_hers",
    "result_open_to",
    "share_of_hers",
    "sitting_of_hers",
    "sitting_to_answer",
]
