"""Needs, offers, programmes, and the introductions between them."""

from maillage.matching.models.answers import FirmAnswer
from maillage.matching.models.introductions import Introduction, IntroductionStep
from maillage.matching.models.programmes import Programme, ProgrammeFact
from maillage.matching.models.saved_searches import SavedSearch
from maillage.matching.models.sharing import LONGEST_TEXT, Need, Offer, Sharing, SharingQuerySet

__all__ = [
    "LONGEST_TEXT",
    "FirmAnswer",
    "Introduction",
    "IntroductionStep",
    "Need",
    "Offer",
    "Programme",
    "ProgrammeFact",
    "SavedSearch",
    "Sharing",
    "SharingQuerySet",
]
