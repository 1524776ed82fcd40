"""Reading needs, offers, introductions, and who can help."""

from maillage.matching.queries.availability import absences_to_come, availability_of, capacity_of
from maillage.matching.queries.help import Help, Suggestion, help_for, help_for_need
from maillage.matching.queries.routing import latest_run, networks_routed_by, routed_needs_of
from maillage.matching.queries.sharing import (
    Addressee,
    addressees_of,
    introductions_of,
    live_introductions_by_offer,
    needs_of,
    needs_open_to,
    offers_of,
    offers_open_to,
    steps_of,
    what_an_agreement_opens,
)

__all__ = [
    "Addressee",
    "Help",
    "Suggestion",
    "absences_to_come",
    "addressees_of",
    "availability_of",
    "capacity_of",
    "help_for",
    "help_for_need",
    "introductions_of",
    "latest_run",
    "live_introductions_by_offer",
    "needs_of",
    "needs_open_to",
    "networks_routed_by",
    "offers_of",
    "offers_open_to",
    "routed_needs_of",
    "steps_of",
    "what_an_agreement_opens",
]
