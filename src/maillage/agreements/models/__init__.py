"""Agreements and what they open."""

from maillage.agreements.models.agreements import Agreement, AgreementVersion, Party, Signatory, Strand
from maillage.agreements.models.documents import AgreementDocument, AttachedFile
from maillage.agreements.models.expiry import ExpiryLetter
from maillage.agreements.models.sharing import Row, Shared, SharedQuerySet

__all__ = [
    "Agreement",
    "AgreementDocument",
    "AgreementVersion",
    "AttachedFile",
    "ExpiryLetter",
    "Party",
    "Row",
    "Shared",
    "SharedQuerySet",
    "Signatory",
    "Strand",
]
