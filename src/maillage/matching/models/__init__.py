"""Needs, offers, programmes, and the introductions between them."""

from maillage.matching.models.capacity import Absence, Capacity
from maillage.matching.models.introductions import Introduction, IntroductionStep
from maillage.matching.models.matches import Match, MatchRun
from maillage.matching.models.programmes import Programme, ProgrammeFact
from maillage.matching.models.routing import RoutedNeed, RoutingRun
from maillage.matching.models.sharing import LONGEST_TEXT, Need, Offer, Sharing, SharingQuerySet
from maillage.matching.models.weights import RankingWeights

__all__ = [
    "LONGEST_TEXT",
    "Absence",
    "Capacity",
    "Introduction",
    "IntroductionStep",
    "Match",
    "MatchRun",
    "Need",
    "Offer",
    "Programme",
    "ProgrammeFact",
    "RoutedNeed",
    "RoutingRun",
    "RankingWeights",
    "Sharing",
    "SharingQuerySet",
]
