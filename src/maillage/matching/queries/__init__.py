"""Reading needs, offers, introductions, and who can help."""

from maillage.matching.queries.advising import (
    advised_by,
    advising_of,
    advisor_memberships_of,
    introductions_about,
    link_at,
    link_works,
)
from maillage.matching.queries.board import BoardGroup, BoardLine, board_of, keeps_a_board
from maillage.matching.queries.exchanges import (
    Balance,
    Flow,
    Place,
    Side,
    flows_between_territories,
    helped_introductions,
    readable_between,
    reciprocity_of,
)
from maillage.matching.queries.help import Help, Suggestion, help_for, help_for_need
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
    "Balance",
    "BoardGroup",
    "BoardLine",
    "Flow",
    "Help",
    "Place",
    "Side",
    "Suggestion",
    "addressees_of",
    "advised_by",
    "advising_of",
    "advisor_memberships_of",
    "board_of",
    "flows_between_territories",
    "help_for",
    "help_for_need",
    "helped_introductions",
    "introductions_about",
    "introductions_of",
    "keeps_a_board",
    "link_at",
    "link_works",
    "live_introductions_by_offer",
    "needs_of",
    "needs_open_to",
    "offers_of",
    "offers_open_to",
    "readable_between",
    "reciprocity_of",
    "steps_of",
    "what_an_agreement_opens",
]
