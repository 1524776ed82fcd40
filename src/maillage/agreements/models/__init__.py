"""Agreements and what they open."""

from maillage.agreements.models.agreements import Agreement, AgreementVersion, Party, Signatory, Strand
from maillage.agreements.models.money import ExchangeRate, JointProject, MoneyLine
from maillage.agreements.models.notices import Notice
from maillage.agreements.models.rotation import HostingSwap, HostingYear
from maillage.agreements.models.sharing import Row, Shared, SharedQuerySet
from maillage.agreements.models.welcome import Stay, StayFollowUp, StayStep, WelcomeHost

__all__ = [
    "Agreement",
    "AgreementVersion",
    "ExchangeRate",
    "HostingSwap",
    "HostingYear",
    "JointProject",
    "MoneyLine",
    "Notice",
    "Party",
    "Row",
    "Shared",
    "SharedQuerySet",
    "Signatory",
    "Stay",
    "StayFollowUp",
    "StayStep",
    "Strand",
    "WelcomeHost",
]
