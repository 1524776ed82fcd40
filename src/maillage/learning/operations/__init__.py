from maillage.learning.operations.authoring import (
    publish_draft,
    save_draft,
    withdraw_module,
)
from maillage.learning.operations.badge_letters import (
    queue_revocation_letters,
    send_revocation_letter,
)
from maillage.learning.operations.badges import (
    ask_badge_for,
    award_badge,
    open_badge,
    retire_badge,
    revoke_award,
)
from maillage.learning.operations.exercises import (
    queue_letters,
    review_answer,
    save_answer,
    send_answer,
    send_review_letter,
    take_answer_back,
)
from maillage.learning.operations.following import (
    begin_path,
    finish_paths,
    leave_path,
)
from maillage.learning.operations.importing import (
    import_learning,
)
from maillage.learning.operations.keys import (
    change_key,
)
from maillage.learning.operations.path_authoring import (
    publish_path_draft,
    save_path_draft,
    withdraw_path,
)
from maillage.learning.operations.planning import drop_plan, make_plan
from maillage.learning.operations.reading import (
    finish_block,
)

__all__ = [
    "ask_badge_for",
    "award_badge",
    "begin_path",
    "change_key",
    "drop_plan",
    "finish_block",
    "finish_paths",
    "import_learning",
    "leave_path",
    "make_plan",
    "open_badge",
    "publish_draft",
    "publish_path_draft",
    "queue_letters",
    "queue_revocation_letters",
    "retire_badge",
    "review_answer",
    "revoke_award",
    "save_answer",
    "save_draft",
    "save_path_draft",
    "send_answer",
    "send_review_letter",
    "send_revocation_letter",
    "take_answer_back",
    "withdraw_module",
    "withdraw_path",
]
