"""Reading needs, offers and introductions: always through the rule of visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count, DateField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast

from maillage.matching.enums import LIVE_STATES, IntroductionState
from maillage.matching.models import Introduction, IntroductionStep, Need, Offer, Programme

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import WithAnnotations

    from maillage.common.viewer import Viewer

IN_A_LIST = (
    *("title", "text_is_fictitious", "kind", "organisation__name", "organisation__is_fictitious"),
    *("organisation__territory__name", "strand__name", "strand__name_en"),
)
IN_AN_ANSWER = (
    *IN_A_LIST,
    *("text", "state", "visibility", "created_at", "updated_at", "organisation__slug"),
    *("network__name", "network__slug", "territory__name"),
)


def needs_open_to(viewer: Viewer) -> QuerySet[Need]:
    """Open needs that the viewer may see, newest first. Rows carry what lists show."""
    return (
        Need.objects.visible_to(viewer)
        .open()
        .select_related("organisation__territory", "strand")
        .only(*IN_A_LIST)
        .order_by("-created_at", "-pk")
    )


def offers_open_to(viewer: Viewer) -> QuerySet[Offer]:
    """Open offers that the viewer may see, newest first. Rows carry what lists and answers show.

    A programme past its last day, where it receives requests, is no longer offered.
    """
    seen = Offer.objects.visible_to(viewer).open().exclude(pk__in=programmes_over(viewer))
    return as_shown(seen).order_by("-updated_at", "-pk")


def as_shown(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """These offers with what lists and answers show of them, and nothing else."""
    return offers.select_related("organisation__territory", "network", "strand", "territory").only(
        *IN_AN_ANSWER
    )


def programmes_over(viewer: Viewer) -> QuerySet[Programme, Any]:
    """The offers of programmes past their last day, to be left out."""
    return Programme.objects.filter(closes_on__lt=_day_at_programmes(viewer)).values("offer")


def _day_at_programmes(viewer: Viewer) -> date | Cast:
    """The day it is in the time zone of each programme."""
    if viewer.now is None:
        return viewer.day
    there = Func(F("time_zone"), Value(viewer.now), function="timezone")
    return Cast(there, DateField())


class Live(TypedDict):
    live: int


class Waiting(TypedDict):
    waiting: int


def needs_of(viewer: Viewer) -> QuerySet[WithAnnotations[Need, Live]]:
    """Needs of the viewer's organisations, open ones first. Rows carry `live` (int): introductions under way."""
    return (
        Need.objects.filter(organisation__in=viewer.organisation_ids)
        .annotate(live=Count("introductions", filter=Q(introductions__state__in=LIVE_STATES)))
        .select_related("organisation")
        .only("title", "state", "created_at", "organisation__name")
        .order_by("-state", "-created_at", "-pk")
    )


def offers_of(viewer: Viewer) -> QuerySet[WithAnnotations[Offer, Waiting]]:
    """Offers of the viewer's organisations, open ones first. Rows carry `waiting` (int): unanswered requests."""
    return (
        Offer.objects.filter(organisation__in=viewer.organisation_ids)
        .annotate(waiting=Count("introductions", filter=Q(introductions__state=IntroductionState.ASKED)))
        .select_related("organisation", "strand")
        .defer("vector")
        .order_by("-state", "-updated_at", "-pk")
    )


def introductions_of(viewer: Viewer) -> QuerySet[Introduction]:
    """Introductions of either side, the latest change first.

    The asker's side is the need's organisation; the holder's is the offer's, or the coordination of its
    network. Rows carry need, offer and both organisations.
    """
    return (
        Introduction.objects.filter(
            Q(need__organisation__in=viewer.organisation_ids)
            | Q(offer__organisation__in=viewer.organisation_ids)
            | Q(offer__network__in=viewer.coordinated_network_ids)
        )
        .select_related(
            "need__organisation",
            "offer__organisation",
            "offer__network__territory",
            "offer__strand",
            "asked_by",
            "answered_by",
            "consent",
        )
        .defer("offer__vector")
        .order_by("-changed_at", "-pk")
    )


def live_introductions_by_offer(need: Need) -> dict[int, Introduction]:
    """For each offer already approached about this need: the introduction under way."""
    rows = need.introductions.filter(state__in=LIVE_STATES).order_by("pk")
    return {row.offer_id: row for row in rows}


def steps_of(introduction: Introduction) -> QuerySet[IntroductionStep]:
    """Every change of state, newest first, with its author."""
    return introduction.steps.select_related("by").order_by("-at", "-pk")
