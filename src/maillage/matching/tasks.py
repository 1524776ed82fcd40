"""Deferred work: mail, the meaning of texts, and what is proposed for a need."""

from maillage.common import clock
from maillage.common.jobs import task
from maillage.matching import operations
from maillage.matching.bridge import current_encoder


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


@task("matching.match_need")
def match_need(*, need_id: int) -> None:
    operations.match_need(need_id=need_id, day=clock.today(), now=clock.now())
