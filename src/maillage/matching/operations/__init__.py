"""What people do with needs, offers and introductions."""

from maillage.matching.operations.alerts import alert_everyone, alert_person
from maillage.matching.operations.announcing import announce_step
from maillage.matching.operations.answers import answer_fact, withdraw_answer
from maillage.matching.operations.encoding import encode_needs, encode_offers
from maillage.matching.operations.introductions import (
    accept_introduction,
    ask_introduction,
    close_introduction,
    decline_introduction,
)
from maillage.matching.operations.saved_searches import (
    change_search,
    drop_search,
    keep_search,
    stop_alerts,
)
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
    "alert_everyone",
    "alert_person",
    "announce_step",
    "answer_fact",
    "ask_introduction",
    "change_search",
    "close_introduction",
    "close_need",
    "close_offer",
    "decline_introduction",
    "drop_search",
    "encode_needs",
    "encode_offers",
    "keep_search",
    "publish_need",
    "publish_offer",
    "rewrite_need",
    "rewrite_offer",
    "stop_alerts",
    "withdraw_answer",
]
