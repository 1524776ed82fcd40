"""What people do with needs, offers and introductions."""

from maillage.matching.operations.advising import close_link, end_advising, open_link, say_to_advisor
from maillage.matching.operations.alerts import alert_everyone, alert_person
from maillage.matching.operations.announcing import announce_step, send_letter
from maillage.matching.operations.answers import answer_fact, withdraw_answer
from maillage.matching.operations.capacity import cancel_absence, note_absence, state_capacity
from maillage.matching.operations.encoding import encode_needs, encode_offers
from maillage.matching.operations.follow_up import answer_follow_up, ask_follow_up
from maillage.matching.operations.introductions import (
    accept_introduction,
    ask_introduction,
    close_introduction,
    decline_introduction,
    expire_introduction,
    note_meeting,
)
from maillage.matching.operations.matching import choose_weights, keep_matches, match_need
from maillage.matching.operations.meetings import plan_meetings
from maillage.matching.operations.reminding import ask_next, make_reminder, queue_what_is_due
from maillage.matching.operations.revealed import settle_revealed, tell_firm_facts
from maillage.matching.operations.routing import (
    announce_proposal,
    propose_routed,
    route_needs,
    send_proposal_letter,
)
from maillage.matching.operations.saved_searches import change_search, drop_search, keep_search, stop_alerts
from maillage.matching.operations.sharing import (
    close_need,
    close_offer,
    publish_need,
    publish_offer,
    rewrite_need,
    rewrite_offer,
)
from maillage.matching.operations.terms import set_terms
from maillage.matching.operations.understanding import correct_kinds
from maillage.matching.operations.webhooks import add_webhook, deliver, rotate_secret, stop_webhook

__all__ = [
    "accept_introduction",
    "add_webhook",
    "alert_everyone",
    "alert_person",
    "announce_proposal",
    "announce_step",
    "answer_fact",
    "answer_follow_up",
    "ask_follow_up",
    "ask_introduction",
    "ask_next",
    "cancel_absence",
    "change_search",
    "choose_weights",
    "close_introduction",
    "close_link",
    "close_need",
    "close_offer",
    "correct_kinds",
    "decline_introduction",
    "deliver",
    "drop_search",
    "encode_needs",
    "encode_offers",
    "end_advising",
    "expire_introduction",
    "keep_matches",
    "keep_search",
    "make_reminder",
    "match_need",
    "note_absence",
    "note_meeting",
    "open_link",
    "plan_meetings",
    "propose_routed",
    "publish_need",
    "publish_offer",
    "queue_what_is_due",
    "rewrite_need",
    "rewrite_offer",
    "rotate_secret",
    "route_needs",
    "say_to_advisor",
    "send_letter",
    "send_proposal_letter",
    "set_terms",
    "settle_revealed",
    "state_capacity",
    "stop_alerts",
    "stop_webhook",
    "tell_firm_facts",
    "withdraw_answer",
]
