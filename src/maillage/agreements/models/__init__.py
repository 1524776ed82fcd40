"""Agreements and what they open."""

from maillage.agreements.models.agreements import (
    Agreement,
    AgreementVersion,
    Opening,
    Party,
    Signatory,
    Strand,
)
from maillage.agreements.models.commitments import Commitment, CommitmentStep
from maillage.agreements.models.documents import AgreementDocument, AttachedFile
from maillage.agreements.models.expiry import ExpiryLetter
from maillage.agreements.models.sharing import Row, Shared, SharedQuerySet
from maillage.agreements.models.steps import VersionStep

__all__ = [
    "Agreement",
    "AgreementDocument",
    "AgreementVersion",
    "AttachedFile",
    "Commitment",
    "CommitmentStep",
    "ExpiryLetter",
    "Opening",
    "Party",
    "Row",
    "Shared",
    "SharedQuerySet",
    "Signatory",
    "Strand",
    "VersionStep",
]
