from maillage.learning.operations.badges import (
    ask_badge_for,
    award_badge,
    open_badge,
    retire_badge,
    revoke_award,
)
from maillage.learning.operations.importing import import_learning
from maillage.learning.operations.keys import change_key

__all__ = [
    "ask_badge_for",
    "award_badge",
    "change_key",
    "import_learning",
    "open_badge",
    "retire_badge",
    "revoke_award",
]
