from maillage.initiatives.operations.documents import archive_document, attach_document
from maillage.initiatives.operations.initiatives import (
    add_part,
    change_initiative,
    found_initiative,
    publish_initiative,
    remove_part,
)
from maillage.initiatives.operations.ledger import (
    ContributionTold,
    StrandOf,
    add_instalment,
    allocate,
    change_allocation,
    change_contribution,
    correct_instalment,
    record_contribution,
    release,
    target_of,
    withdraw_instalment,
)

__all__ = [
    "ContributionTold",
    "StrandOf",
    "add_instalment",
    "add_part",
    "allocate",
    "archive_document",
    "attach_document",
    "change_allocation",
    "change_contribution",
    "change_initiative",
    "correct_instalment",
    "found_initiative",
    "publish_initiative",
    "record_contribution",
    "release",
    "remove_part",
    "target_of",
    "withdraw_instalment",
]
