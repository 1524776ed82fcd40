"""Deferred work: mail, and the meaning of offers."""

from maillage.common import clock
from maillage.common.jobs import task
from maillage.directory.models import Network
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


@task("matching.route_needs")
def route_needs(*, network_id: int | None = None) -> None:
    """All networks together when none is named: an offer that several may see is then shared out once."""
    networks = Network.objects.order_by("pk")
    if network_id is not None:
        networks = networks.filter(pk=network_id)
    operations.route_needs(networks=list(networks), now=clock.now())


@task("matching.announce_proposal")
def announce_proposal(*, routed_id: int) -> None:
    operations.announce_proposal(routed_id=routed_id, now=clock.now())
