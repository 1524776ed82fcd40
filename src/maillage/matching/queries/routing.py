"""What a day's routing shares out, and what it kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from maillage.agreements.enums import Visibility
from maillage.common.viewer import Viewer
from maillage.common.zones import day_of
from maillage.directory.enums import ROLES_THAT_SPEAK
from maillage.directory.queries import people_of
from maillage.matching.bridge import known_vector
from maillage.matching.enums import LIVE_STATES, Fit, OfferKind, SharingState
from maillage.matching.models import Introduction, Need, RoutedNeed, RoutingRun
from maillage.matching.queries.help import help_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from maillage.directory.models import Network
    from maillage.people.models import User

ROUTED_KINDS = (OfferKind.EXPERTISE, OfferKind.PARTNER, OfferKind.TRAINING)
CANDIDATES = 40  # the best offers of any kind that are looked at for one need
PROPOSAL_HOLDS = timedelta(days=7)  # how long a firm may think while the place is kept for it


def needs_to_route(networks: Iterable[Network], now: datetime) -> QuerySet[Need]:
    """Open needs shared in these networks that no introduction and no standing proposal serves, oldest first.

    A need kept within its organisation is left to it. Rows carry their organisation and its territory.
    """
    live = Introduction.objects.filter(need=OuterRef("pk"), state__in=LIVE_STATES)
    proposed = standing_proposals(now).filter(need=OuterRef("pk"))
    return (
        Need.objects.open()
        .filter(~Exists(live), ~Exists(proposed), network__in=networks)
        .exclude(visibility=Visibility.ORGANISATION)
        .select_related("organisation__territory", "network")
        .order_by("created_at", "pk")
    )


def candidates_of(need: Need, day: date) -> dict[int, float]:
    """Scores of the offers of people, programmes apart, that fit this need as its network sees them.

    An offer that was already asked for it is out: it declined, or did not solve it.
    """
    viewer = Viewer(day=day, network_ids=frozenset({need.network_id}))
    asked = set(need.introductions.order_by("pk").values_list("offer", flat=True))
    answer = help_for(
        need.whole_text, viewer, most=CANDIDATES, vector=known_vector(need), firm=need.organisation
    )
    return {
        suggestion.offer.pk: suggestion.score
        for suggestion in answer.suggestions
        if suggestion.offer.kind in ROUTED_KINDS
        and suggestion.fit != Fit.WEAK
        and suggestion.offer.pk not in asked
    }


def standing_proposals(now: datetime) -> QuerySet[RoutedNeed]:
    """Proposals of the last days that the firm has not taken up: each keeps its place meanwhile."""
    taken_up = Introduction.objects.filter(need=OuterRef("need"), offer=OuterRef("offer"))
    return RoutedNeed.objects.filter(
        ~Exists(taken_up), proposed_at__gt=now - PROPOSAL_HOLDS, need__state=SharingState.OPEN
    ).order_by("pk")


def places_kept(offers: Iterable[int], networks: Iterable[Network], now: datetime) -> dict[int, int]:
    """By offer, how many places are promised: standing proposals, and what the other networks keep today."""
    elsewhere = Q(run__day=day_of(now)) & ~Q(run__network__in=networks)
    standing = Q(pk__in=standing_proposals(now).values("pk"))
    rows = (
        RoutedNeed.objects.filter(elsewhere | standing, offer__in=offers)
        .values("offer")
        .annotate(number=Count("pk"))
        .order_by("offer")
    )
    return {row["offer"]: row["number"] for row in rows}


def latest_run(network: Network) -> RoutingRun | None:
    return RoutingRun.objects.filter(network=network).order_by("-day", "-pk").first()


def routed_needs_of(run: RoutingRun | None) -> QuerySet[RoutedNeed]:
    """What a run decided, nothing when there was none: those with an offer first, the best first, then those left aside, by reason.

    Rows carry their need, their offer, both organisations and who proposed.
    """
    return (
        RoutedNeed.objects.filter(run=run)
        .select_related("need__organisation", "offer__organisation__territory", "proposed_by")
        .defer("need__vector", "offer__vector")
        .order_by("left_aside", "-score", "pk")
    )


def people_to_propose_to(need: Need, day: date) -> list[User]:
    """Who may take up a proposal: whoever wrote the need, when she still speaks for its firm, or else those who do."""
    speaking = need.organisation.memberships.on(day).filter(role__in=ROLES_THAT_SPEAK)
    people = people_of(speaking)
    return [person for person in people if person.pk == need.written_by_id] or people
