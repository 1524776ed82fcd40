"""Sharing out the open needs of a day, and proposing what came out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from maillage.common.jobs import later
from maillage.common.letters import send_once, write_once
from maillage.common.mail import message
from maillage.common.zones import day_of
from maillage.matching.bridge.allocation import share_out
from maillage.matching.enums import LIVE_STATES, LeftAside, SharingState
from maillage.matching.errors import NobodyToPropose, NoLongerOpen
from maillage.matching.models import Offer, ProposalLetter, RoutedNeed, RoutingRun
from maillage.matching.operations.capacity import refuse_when_full
from maillage.matching.queries.availability import availability_of
from maillage.matching.queries.routing import (
    candidates_of,
    needs_to_route,
    people_to_propose_to,
    places_kept,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.directory.models import Network
    from maillage.matching.models import Need
    from maillage.people.models import User

UNSTATED_PER_MONTH = 2  # nobody said is not no; it is not a flood either
ROUTING_LOCK = 20_161_012
Candidates = dict[int, dict[int, float]]  # by need, the score of each offer


def route_needs(*, networks: Sequence[Network], now: datetime, dry_run: bool = False) -> list[RoutedNeed]:
    """Share out the needs of these networks that wait, never beyond what offers can take, and keep the result.

    It only proposes: nobody is introduced without the firm's own consent. A second run on the same day replaces the
    first, save what was proposed already. With `dry_run` nothing is kept.
    """
    needs = {need.pk: need for need in needs_to_route(networks, now)}
    candidates = {pk: candidates_of(need, day_of(now)) for pk, need in needs.items()}
    with transaction.atomic():
        with connection.cursor() as cursor:  # two networks routed at once would promise the same place
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROUTING_LOCK])
        waiting = set(needs_to_route(networks, now).values_list("pk", flat=True))
        rows = _shared_out(
            [needs[pk] for pk in candidates if pk in waiting], candidates, networks=networks, now=now
        )
        if not dry_run:
            _keep(rows, networks, now)
    return rows


def _shared_out(
    needs: Sequence[Need], candidates: Candidates, *, networks: Sequence[Network], now: datetime
) -> list[RoutedNeed]:
    found = {need.pk: candidates[need.pk] for need in needs}
    capacity, load = _limits({offer for scores in found.values() for offer in scores}, networks, now)
    answer = share_out(found, capacity, load)
    return [_row(need, answer[need.pk], found[need.pk]) for need in needs]


def _limits(
    offers: set[int], networks: Sequence[Network], now: datetime
) -> tuple[dict[int, int], dict[int, int]]:
    """What each offer takes this month, and what it carries or promised already."""
    kept = places_kept(offers, networks, now)
    capacity, load = {}, {}
    for offer, said in availability_of(offers, day_of(now)).items():
        stated = UNSTATED_PER_MONTH if said.places is None else said.places + said.load
        capacity[offer] = stated if said.takes_requests else 0
        load[offer] = said.load + kept.get(offer, 0)
    return capacity, load


def _row(need: Need, answer: int | LeftAside, scores: Mapping[int, float]) -> RoutedNeed:
    if isinstance(answer, LeftAside):
        return RoutedNeed(need=need, left_aside=answer)
    return RoutedNeed(need=need, offer_id=answer, score=scores[answer])


def _keep(rows: Sequence[RoutedNeed], networks: Sequence[Network], now: datetime) -> None:
    runs = {}
    for network in networks:
        run, _ = RoutingRun.objects.update_or_create(
            network=network, day=day_of(now), defaults={"made_at": now}
        )
        run.needs.filter(proposed_at__isnull=True).delete()
        runs[network.pk] = run
    proposed = set(
        RoutedNeed.objects.filter(run__in=runs.values()).order_by("pk").values_list("need", flat=True)
    )
    for row in rows:
        row.run = runs[row.need.network_id]
    RoutedNeed.objects.bulk_create(row for row in rows if row.need_id not in proposed)


@transaction.atomic
def propose_routed(*, routed_id: int, by: User, now: datetime) -> RoutedNeed:
    """Write to the firm about the offer kept for its need; a second click writes nothing more.

    Raises NoLongerOpen when the need or the offer is closed, or somebody already takes care of the need;
    OfferFull; NobodyToPropose when nobody of the firm has an account.
    """
    routed = RoutedNeed.objects.select_for_update(of=("self",)).select_related("need").get(pk=routed_id)
    if routed.proposed_at is not None:
        return routed
    if routed.offer_id is None:
        raise NoLongerOpen
    offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=routed.offer_id)
    is_served = routed.need.introductions.filter(state__in=LIVE_STATES).exists()
    if is_served or SharingState.CLOSED in {routed.need.state, offer.state}:
        raise NoLongerOpen
    refuse_when_full(offer=offer, now=now)
    if not people_to_propose_to(routed.need, day_of(now)):
        raise NobodyToPropose(organisation=routed.need.organisation)
    routed.proposed_by, routed.proposed_at = by, now
    routed.save(update_fields=["proposed_by", "proposed_at"])
    later("matching.announce_proposal", routed_id=routed.pk)
    return routed


@transaction.atomic
def announce_proposal(*, routed_id: int, now: datetime) -> int:
    """Write one proposal to those who may take it up; returns how many. A second run writes to nobody."""
    routed = RoutedNeed.objects.select_for_update(of=("self",)).select_related("need").get(pk=routed_id)
    if routed.announced_at is not None:
        return 0
    people = people_to_propose_to(routed.need, day_of(now))
    for person in people:
        key = {"routed": routed, "user": person}
        write_once(ProposalLetter.objects, "matching.send_proposal_letter", key, now=now)
    routed.announced_at = now
    routed.save(update_fields=["announced_at"])
    return len(people)


def send_proposal_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or its person closed her account."""
    rows = ProposalLetter.objects.select_related(
        "user", "routed__need__organisation", "routed__offer__organisation", "routed__run__network"
    )
    return send_once(rows, letter_id, compose=_message, now=now)


def _message(letter: ProposalLetter) -> EmailMessage | None:
    person, routed = letter.user, letter.routed
    if not person.is_active:
        return None
    with translation.override(person.language):
        address = settings.SITE_URL + reverse("matching:ask", args=[routed.need_id, routed.offer_id])
        context = {"routed": routed, "person": person, "address": address}
        return message("matching/mail/proposal.txt", context, to=person.email)
