"""Agreements and what they open."""

from maillage.agreements.models.agreements import Agreement, AgreementVersion, Party, Signatory, Strand
from maillage.agreements.models.sharing import Row, Shared, SharedQuerySet

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Party",
    "Row",
    "Shared",
    "SharedQuerySet",
    "Signatory",
    "Strand",
]
