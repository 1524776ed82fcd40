"""What a coordinator decides about an agreement."""

from maillage.agreements.operations.documents import add_document, archive_document, open_document
from maillage.agreements.operations.expiry import send_expiry_letter, warn_of_expiry
from maillage.agreements.operations.versions import (
    create_agreement,
    draft_version,
    end_agreement,
    sign_version,
)

__all__ = [
    "add_document",
    "archive_document",
    "create_agreement",
    "draft_version",
    "end_agreement",
    "open_document",
    "send_expiry_letter",
    "sign_version",
    "warn_of_expiry",
]
