"""What a coordinator decides about an agreement."""

from maillage.agreements.operations.versions import (
    create_agreement,
    draft_version,
    end_agreement,
    sign_version,
)

__all__ = ["create_agreement", "draft_version", "end_agreement", "sign_version"]
