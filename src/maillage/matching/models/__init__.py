"""Needs, offers, programmes, and the introductions between them."""

from maillage.matching.models.advising import Advising, AdvisorLink
from maillage.matching.models.introductions import Introduction, IntroductionStep
from maillage.matching.models.programmes import Programme, ProgrammeFact
from maillage.matching.models.sharing import LONGEST_TEXT, Need, Offer, Sharing, SharingQuerySet

__all__ = [
    "LONGEST_TEXT",
    "Advising",
    "AdvisorLink",
    "Introduction",
    "IntroductionStep",
    "Need",
    "Offer",
    "Programme",
    "ProgrammeFact",
    "Sharing",
    "SharingQuerySet",
]
