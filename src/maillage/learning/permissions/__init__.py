"""The doors of learning."""

from maillage.learning.permissions.badges import (
    award_shown,
    award_to_revoke,
    badge_to_ask,
    badge_to_manage,
    networks_that_award,
)
from maillage.learning.permissions.reading import (
    answer_to_review,
    answers_to_review,
    module_open,
    module_to_read,
    module_to_write,
    path_open,
    version_before_her,
)

__all__ = [
    "answer_to_review",
    "answers_to_review",
    "award_shown",
    "award_to_revoke",
    "badge_to_ask",
    "badge_to_manage",
    "module_open",
    "module_to_read",
    "module_to_write",
    "networks_that_award",
    "path_open",
    "version_before_her",
]
