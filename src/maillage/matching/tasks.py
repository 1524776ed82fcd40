"""Deferred work: mail, and the meaning of offers."""

from maillage.common import clock
from maillage.common.jobs import every, task
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
