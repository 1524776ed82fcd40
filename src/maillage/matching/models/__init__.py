"""Needs, offers, programmes, and the introductions between them."""

from maillage.matching.models.advising import Advising, AdvisorLink
from maillage.matching.models.answers import FirmAnswer
from maillage.matching.models.capacity import Absence, Capacity
from maillage.matching.models.introductions import (
    FOLLOW_UP_DAYS,
    LONGEST_CHAIN,
    FollowUp,
    Introduction,
    IntroductionStep,
)
from maillage.matching.models.letters import MOST_REMINDERS, Letter, Reminder
from maillage.matching.models.matches import Match, MatchRun
from maillage.matching.models.programmes import Programme, ProgrammeFact, ProgrammeRevision
from maillage.matching.models.revealed import RevealedNeed
from maillage.matching.models.routing import ProposalLetter, RoutedNeed, RoutingRun
from maillage.matching.models.saved_searches import SavedSearch
from maillage.matching.models.sharing import LONGEST_TEXT, Need, Offer, Sharing, SharingQuerySet
from maillage.matching.models.terms import AnswerTerms
from maillage.matching.models.webhooks import Webhook, WebhookDelivery
from maillage.matching.models.weights import RankingWeights

__all__ = [
    "FOLLOW_UP_DAYS",
    "LONGEST_CHAIN",
    "LONGEST_TEXT",
    "MOST_REMINDERS",
    "Absence",
    "Advising",
    "AdvisorLink",
    "AnswerTerms",
    "Capacity",
    "FirmAnswer",
    "FollowUp",
    "Introduction",
    "IntroductionStep",
    "Letter",
    "Match",
    "MatchRun",
    "Need",
    "Offer",
    "Programme",
    "ProgrammeFact",
    "ProgrammeRevision",
    "ProposalLetter",
    "RankingWeights",
    "Reminder",
    "RevealedNeed",
    "RoutedNeed",
    "RoutingRun",
    "SavedSearch",
    "Sharing",
    "SharingQuerySet",
    "Webhook",
    "WebhookDelivery",
]
