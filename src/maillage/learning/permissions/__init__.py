"""The doors of learning."""

from maillage.learning.permissions.badges import (
    award_shown,
    award_to_revoke,
    badge_to_ask,
    badge_to_manage,
    networks_that_award,
)
from maillage.learning.permissions.cohorts import (
    cohort_open_to,
    cohort_to_follow,
    may_follow,
    path_given_to_follow,
    peer_review_of_hers,
    roll_out_open_to,
    roll_out_to_coordinate,
    target_to_coordinate,
)
from maillage.learning.permissions.reading import (
    answer_to_review,
    answers_to_review,
    module_open,
    module_to_read,
    module_to_write,
    path_open,
    path_to_write,
    picture_open,
    version_before_her,
)

__all__ = [
    "answer_to_review",
    "answers_to_review",
    "award_shown",
    "award_to_revoke",
    "badge_to_ask",
    "badge_to_manage",
    "cohort_open_to",
    "cohort_to_follow",
    "may_follow",
    "module_open",
    "module_to_read",
    "module_to_write",
    "networks_that_award",
    "path_given_to_follow",
    "path_open",
    "path_to_write",
    "peer_review_of_hers",
    "picture_open",
    "roll_out_open_to",
    "roll_out_to_coordinate",
    "target_to_coordinate",
    "version_before_her",
]
