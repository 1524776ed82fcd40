from maillage.learning.operations.authoring import publish_draft, save_draft, withdraw_module
from maillage.learning.operations.exercises import (
    queue_letters,
    review_answer,
    save_answer,
    send_answer,
    send_review_letter,
    take_answer_back,
)
from maillage.learning.operations.following import begin_path, finish_paths, leave_path
from maillage.learning.operations.importing import import_learning
from maillage.learning.operations.reading import finish_block

__all__ = [
    "begin_path",
    "finish_block",
    "finish_paths",
    "import_learning",
    "leave_path",
    "publish_draft",
    "queue_letters",
    "review_answer",
    "save_answer",
    "save_draft",
    "send_answer",
    "send_review_letter",
    "take_answer_back",
    "withdraw_module",
]
