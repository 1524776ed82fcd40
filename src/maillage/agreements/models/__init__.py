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
from maillage.agreements.models.money import ExchangeRate, JointProject, MoneyLine
from maillage.agreements.models.notices import Notice
from maillage.agreements.models.rotation import HostingSwap, HostingYear
from maillage.agreements.models.sharing import Row, Shared, SharedQuerySet
from maillage.agreements.models.steps import VersionStep
from maillage.agreements.models.welcome import Stay, StayFollowUp, StayStep, WelcomeHost

__all__ = [
    "Agreement",
    "AgreementDocument",
    "AgreementVersion",
    "AttachedFile",
    "Commitment",
    "CommitmentStep",
    "ExchangeRate",
    "ExpiryLetter",
    "HostingSwap",
    "HostingYear",
    "JointProject",
    "MoneyLine",
    "Notice",
    "Opening",
    "Party",
    "Row",
    "Shared",
    "SharedQuerySet",
    "Signatory",
    "Stay",
    "StayFollowUp",
    "StayStep",
    "Strand",
    "VersionStep",
    "WelcomeHost",
]
