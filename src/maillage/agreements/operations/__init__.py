"""What a coordinator decides about an agreement."""

from maillage.agreements.operations.commitments import follow_commitment
from maillage.agreements.operations.deciding import (
    agree_version,
    end_agreement,
    publish_terms,
    sign_version,
)
from maillage.agreements.operations.versions import (
    create_agreement,
    draft_version,
    found_agreement,
    renew_agreement,
    revise_version,
)

__all__ = [
    "agree_version",
    "create_agreement",
    "draft_version",
    "end_agreement",
    "follow_commitment",
    "found_agreement",
    "publish_terms",
    "renew_agreement",
    "revise_version",
    "sign_version",
]
