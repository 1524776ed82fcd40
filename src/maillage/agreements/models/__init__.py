"""Agreements and what they open."""

from maillage.agreements.models.agreements import Agreement, AgreementVersion, Party, Signatory, Strand
from maillage.agreements.models.practices import (
    Practice,
    PracticeLetter,
    PracticeQuerySet,
    Transfer,
    TransferStep,
)
from maillage.agreements.models.sharing import Row, Shared, SharedQuerySet

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Party",
    "Practice",
    "PracticeLetter",
    "PracticeQuerySet",
    "Row",
    "Shared",
    "SharedQuerySet",
    "Signatory",
    "Strand",
    "Transfer",
    "TransferStep",
]
