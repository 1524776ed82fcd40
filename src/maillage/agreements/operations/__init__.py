"""What a coordinator decides about an agreement."""

from maillage.agreements.operations.commitments import follow_commitment
from maillage.agreements.operations.deciding import agree_version, end_agreement, publish_terms, sign_version
from maillage.agreements.operations.documents import add_document, archive_document, open_document
from maillage.agreements.operations.expiry import send_expiry_letter, warn_of_expiry
from maillage.agreements.operations.versions import (
    create_agreement,
    draft_version,
    found_agreement,
    renew_agreement,
    revise_version,
)

__all__ = [
    "add_document",
    "agree_version",
    "archive_document",
    "create_agreement",
    "draft_version",
    "end_agreement",
    "follow_commitment",
    "found_agreement",
    "open_document",
    "publish_terms",
    "renew_agreement",
    "revise_version",
    "send_expiry_letter",
    "sign_version",
    "warn_of_expiry",
]
