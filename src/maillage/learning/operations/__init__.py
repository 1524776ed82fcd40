from maillage.learning.operations.badge_letters import queue_revocation_letters, send_revocation_letter
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
    "queue_revocation_letters",
    "retire_badge",
    "revoke_award",
    "send_revocation_letter",
]
