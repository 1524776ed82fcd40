"""Reading the life of introductions: what is due, what awaits whom, and the terms of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from maillage.common.jobs import lost
from maillage.directory.queries import organisations_spoken_for
from maillage.matching.enums import LIVE_STATES, IntroductionState
from maillage.matching.models import (
    LONGEST_CHAIN,
    AnswerTerms,
    FollowUp,
    Introduction,
    IntroductionStep,
    Reminder,
    WebhookDelivery,
)
from maillage.matching.queries.sharing import introductions_of
from maillage.matching.rules import DEFAULT_TERMS, Terms

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.common.viewer import Viewer


def terms_of(network_id: int) -> Terms:
    """The practice of a network, or the default one."""
    row = AnswerTerms.objects.filter(network=network_id).first()
    if row is None:
        return DEFAULT_TERMS
    return Terms(
        first_reminder_days=row.first_reminder_days,
        second_reminder_days=row.second_reminder_days,
        answer_days=row.answer_days,
        link_days=row.link_days,
    )


def introductions_to_answer(viewer: Viewer) -> QuerySet[Introduction]:
    """Requests that wait for the viewer, the most pressing first. Rows as in `introductions_of`."""
    return (
        introductions_of(viewer)
        .filter(
            Q(offer__organisation__in=organisations_spoken_for(viewer))
            | Q(offer__network__in=viewer.coordinated_network_ids),
            state=IntroductionState.ASKED,
        )
        .order_by("answer_by", "pk")
    )


def introductions_live(viewer: Viewer) -> QuerySet[Introduction]:
    """Those asked or under way on either side, except what waits for the viewer; the latest change first."""
    waiting = introductions_to_answer(viewer).order_by().values("pk")
    return introductions_of(viewer).filter(state__in=LIVE_STATES).exclude(pk__in=waiting)


def introductions_ended(viewer: Viewer) -> QuerySet[Introduction]:
    """Those that ended, one way or another; the latest change first."""
    return introductions_of(viewer).exclude(state__in=LIVE_STATES)


def introductions_held(viewer: Viewer) -> QuerySet[Introduction]:
    """Introductions to the offers of the organisations in whose name the viewer may act, the latest asked first.

    Rows carry need, offer, both organisations, and who answered.
    """
    return (
        introductions_of(viewer)
        .filter(offer__organisation__in=organisations_spoken_for(viewer))
        .order_by("-asked_at", "-pk")
    )


def follow_ups_of(introduction: Introduction) -> QuerySet[FollowUp]:
    """What became of the need, 30 then 90 days after."""
    return introduction.follow_ups.order_by("days")


def following(introduction: Introduction) -> Introduction | None:
    """The one asked after this one, in its chain, with its offer's organisation."""
    return Introduction.objects.filter(follows=introduction).select_related("offer__organisation").first()


def reminders_due(now: datetime) -> QuerySet[Reminder]:
    """Reminders to make: nobody answered, and there is still time to."""
    return Reminder.objects.filter(
        made_at=None,
        due_at__lte=now,
        introduction__state=IntroductionState.ASKED,
        introduction__answer_by__gt=now,
    ).order_by("due_at", "pk")


def introductions_overdue(now: datetime) -> QuerySet[Introduction]:
    """Requests that nobody answered in time."""
    return Introduction.objects.filter(state=IntroductionState.ASKED, answer_by__lte=now).order_by(
        "answer_by", "pk"
    )


def introductions_to_pass_on() -> QuerySet[Introduction]:
    """Those that ended without help, whose asker wants the next organisation to be asked."""
    return Introduction.objects.filter(
        state__in=[IntroductionState.DECLINED, IntroductionState.EXPIRED],
        tries_next=True,
        turn__lt=LONGEST_CHAIN,
        followed_by=None,
    ).order_by("changed_at", "pk")


def follow_ups_due(now: datetime) -> QuerySet[FollowUp]:
    """What became of the need: questions to ask."""
    return FollowUp.objects.filter(asked_at=None, due_at__lte=now).order_by("due_at", "pk")


def steps_left_untold(now: datetime) -> QuerySet[IntroductionStep]:
    """Steps whose job died before it wrote a letter."""
    return IntroductionStep.objects.filter(announced_at=None, at__range=lost(now)).order_by("at", "pk")


def deliveries_due(now: datetime) -> QuerySet[WebhookDelivery]:
    return WebhookDelivery.objects.filter(next_at__lte=now, webhook__stopped_at=None).order_by(
        "next_at", "pk"
    )
