"""What people do with outcomes, one function an intention."""

from maillage.outcomes.operations.evidence import add_evidence, withdraw_evidence
from maillage.outcomes.operations.outcomes import (
    correct_outcome,
    declare_outcome,
    publish_outcome,
    verify_outcome,
    withdraw_outcome,
)
from maillage.outcomes.operations.sharing import share_outcome, share_what_is_not

__all__ = [
    "add_evidence",
    "correct_outcome",
    "declare_outcome",
    "publish_outcome",
    "share_outcome",
    "share_what_is_not",
    "verify_outcome",
    "withdraw_evidence",
    "withdraw_outcome",
]
