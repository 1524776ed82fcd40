"""Deferred work: what time brings about, mail, the meaning of texts, and what is proposed for a need."""

from maillage.common import clock
from maillage.common.jobs import every, task
from maillage.directory.models import Network
from maillage.matching import operations
from maillage.matching.bridge import current_encoder


@every("0 10 * * *", "matching.alert_searches")
def alert_searches() -> None:
    operations.alert_everyone(now=clock.now())


@task("matching.alert_person")
def alert_person(*, user_id: int) -> None:
    operations.alert_person(user_id=user_id, now=clock.now())


@task("matching.announce_step")
def announce_step(*, step_id: int) -> None:
    operations.announce_step(step_id=step_id, now=clock.now())


@task("matching.send_letter")
def send_letter(*, letter_id: int) -> None:
    operations.send_letter(letter_id=letter_id, now=clock.now())


@every("*/10 * * * *", "matching.queue_what_is_due")
def queue_what_is_due() -> None:
    operations.queue_what_is_due(now=clock.now())


@task("matching.remind")
def remind(*, reminder_id: int) -> None:
    operations.make_reminder(reminder_id=reminder_id, now=clock.now())


@task("matching.expire")
def expire(*, introduction_id: int) -> None:
    operations.expire_introduction(introduction_id=introduction_id, now=clock.now())


@task("matching.ask_next")
def ask_next(*, introduction_id: int) -> None:
    operations.ask_next(introduction_id=introduction_id, now=clock.now())


@task("matching.ask_follow_up")
def ask_follow_up(*, follow_up_id: int) -> None:
    operations.ask_follow_up(follow_up_id=follow_up_id, now=clock.now())


@task("matching.deliver")
def deliver(*, delivery_id: int) -> None:
    operations.deliver(delivery_id=delivery_id, now=clock.now())


@task("matching.encode_need")
def encode_need(*, need_id: int) -> None:
    encoder = current_encoder()
    if encoder is not None:
        operations.encode_needs(need_ids=[need_id], encoder=encoder, now=clock.now())


@task("matching.encode_offer")
def encode_offer(*, offer_id: int) -> None:
    encoder = current_encoder()
    if encoder is not None:
        operations.encode_offers(offer_ids=[offer_id], encoder=encoder, now=clock.now())


@task("matching.match_need")
def match_need(*, need_id: int) -> None:
    operations.match_need(need_id=need_id, day=clock.today(), now=clock.now())


@every("0 9 * * *", "matching.route_all_needs")
def route_all_needs() -> None:
    """All networks together: an offer that several may see is then shared out once."""
    operations.route_needs(networks=list(Network.objects.order_by("pk")), now=clock.now())


@task("matching.route_needs")
def route_needs(*, network_id: int) -> None:
    operations.route_needs(networks=[Network.objects.get(pk=network_id)], now=clock.now())


@task("matching.announce_proposal")
def announce_proposal(*, routed_id: int) -> None:
    operations.announce_proposal(routed_id=routed_id, now=clock.now())


@task("matching.send_proposal_letter")
def send_proposal_letter(*, letter_id: int) -> None:
    operations.send_proposal_letter(letter_id=letter_id, now=clock.now())


@task("matching.plan_meetings")
def plan_meetings(*, round_id: int, afresh: bool) -> None:
    operations.plan_meetings(round_id=round_id, afresh=afresh, day=clock.today(), now=clock.now())
