"""What a coordinator decides about an agreement, and what people do with practices."""

from maillage.agreements.operations.practice_letters import queue_practice_letters, send_practice_letter
from maillage.agreements.operations.practices import (
    adopt_practice,
    carry_transfer,
    propose_practice,
    retire_practice,
    rewrite_practice,
    write_practice,
)
from maillage.agreements.operations.versions import (
    create_agreement,
    draft_version,
    end_agreement,
    sign_version,
)

__all__ = [
    "adopt_practice",
    "carry_transfer",
    "create_agreement",
    "draft_version",
    "end_agreement",
    "propose_practice",
    "queue_practice_letters",
    "retire_practice",
    "rewrite_practice",
    "send_practice_letter",
    "sign_version",
    "write_practice",
]
