"""What people do with needs, offers and introductions."""

from maillage.matching.operations.announcing import announce_step
from maillage.matching.operations.capacity import cancel_absence, note_absence, state_capacity
from maillage.matching.operations.encoding import encode_needs, encode_offers
from maillage.matching.operations.introductions import (
    accept_introduction,
    ask_introduction,
    close_introduction,
    decline_introduction,
)
from maillage.matching.operations.routing import announce_proposal, propose_routed, route_needs
from maillage.matching.operations.sharing import (
    close_need,
    close_offer,
    publish_need,
    publish_offer,
    rewrite_need,
    rewrite_offer,
)

__all__ = [
    "accept_introduction",
    "announce_proposal",
    "announce_step",
    "ask_introduction",
    "cancel_absence",
    "close_introduction",
    "close_need",
    "close_offer",
    "decline_introduction",
    "encode_needs",
    "encode_offers",
    "note_absence",
    "propose_routed",
    "publish_need",
    "publish_offer",
    "rewrite_need",
    "rewrite_offer",
    "route_needs",
    "state_capacity",
]
