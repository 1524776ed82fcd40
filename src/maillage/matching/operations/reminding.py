"""What time brings about: reminders, requests left unanswered, the next organisation to ask.

What is due is asked of the database at each turn: a job that died with its worker is simply asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.common.jobs import later_each
from maillage.common.letters import left_behind
from maillage.common.zones import day_of
from maillage.directory.queries import coordination_of, speaks_for, viewer_of
from maillage.matching import queries
from maillage.matching.enums import IntroductionState, SharingState
from maillage.matching.models import LONGEST_CHAIN, Introduction, Letter, ProposalLetter, Reminder
from maillage.matching.operations.announcing import write_letters
from maillage.matching.operations.introductions import ask_instead
from maillage.matching.rules import REMINDER_LETTERS

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.matching.queries import Suggestion


def queue_what_is_due(*, now: datetime) -> int:
    """Queue one job for each thing due; one that waits already is not queued twice. Returns how many things."""
    return (
        later_each("matching.expire", "introduction_id", queries.introductions_overdue(now))
        + later_each("matching.remind", "reminder_id", queries.reminders_due(now))
        + later_each("matching.ask_next", "introduction_id", queries.introductions_to_pass_on())
        + later_each("matching.ask_follow_up", "follow_up_id", queries.follow_ups_due(now))
        + later_each("matching.announce_step", "step_id", queries.steps_left_untold(now))
        + later_each("matching.send_letter", "letter_id", left_behind(Letter.objects, now))
        + later_each("matching.send_proposal_letter", "letter_id", left_behind(ProposalLetter.objects, now))
        + later_each("matching.deliver", "delivery_id", queries.deliveries_due(now))
    )


@transaction.atomic
def make_reminder(*, reminder_id: int, now: datetime) -> bool:
    """Recall a request: first to those who hold the offer, then to the coordination, which stands in for them.

    False when it was made already, is being made elsewhere, or somebody answered.
    """
    reminder = (
        Reminder.objects.select_for_update(of=("self", "introduction"), skip_locked=True)
        .select_related("introduction__offer__network__territory")
        .filter(pk__in=queries.reminders_due(now).filter(pk=reminder_id).values("pk"))
        .first()
    )
    if reminder is None:
        return False
    introduction = reminder.introduction
    if reminder.number == 1:
        addressees = queries.holders_of(introduction, day_of(now))
    else:
        addressees = coordination_of(introduction.offer.network, day_of(now))
    write_letters(introduction, REMINDER_LETTERS[reminder.number], addressees, now=now)
    reminder.made_at = now
    reminder.save(update_fields=["made_at"])
    return True


@transaction.atomic
def ask_next(*, introduction_id: int, now: datetime) -> Introduction | None:
    """After a refusal or a silence, ask the next best organisation, as the asker wished.

    One successor at most, whoever runs this and how often; LONGEST_CHAIN organisations in all. None, for good,
    when nobody else fits, the need is closed, or the asker may not or will not ask any more.
    """
    introduction = (
        Introduction.objects.select_for_update(of=("self",))
        .select_related("need__organisation", "asked_by", "consent")
        .get(pk=introduction_id)
    )
    if not _is_to_pass_on(introduction):
        return None
    found = _next_best(introduction, now)
    if found is None:
        introduction.tries_next = False
        introduction.save(update_fields=["tries_next"])
        return None
    reasons = [reason.stored() for reason in found.reasons]
    return ask_instead(after=introduction, offer=found.offer, reasons=reasons, now=now)


def _is_to_pass_on(introduction: Introduction) -> bool:
    return (
        introduction.tries_next
        and introduction.state in {IntroductionState.DECLINED, IntroductionState.EXPIRED}
        and not Introduction.objects.filter(follows=introduction).exists()
    )


def _next_best(introduction: Introduction, now: datetime) -> Suggestion | None:
    """The best fitting offer that takes requests today, among those that the asker sees, of an organisation not
    approached yet for this need.
    """
    need, asker = introduction.need, introduction.asked_by
    is_over = introduction.turn >= LONGEST_CHAIN or need.state == SharingState.CLOSED
    if is_over or asker is None or not asker.is_active or introduction.consent.withdrawn_at is not None:
        return None
    viewer = viewer_of(asker, day_of(now))
    if not speaks_for(viewer, need.organisation):
        return None
    approached = set(need.introductions.order_by("pk").values_list("offer__organisation", flat=True))
    fitting = queries.help_for_need(need, viewer).fitting
    return next(
        (s for s in fitting if s.offer.organisation_id not in approached and s.availability.takes_requests),
        None,
    )
