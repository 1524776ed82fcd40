"""The life of an introduction: asked, answered, followed to its end.

Every change locks the introduction, refuses what is no longer possible, writes a step, and has it announced
to the other side after commit.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from maillage.common.jobs import later
from maillage.common.zones import day_of
from maillage.matching.enums import CLOSED_STATES, IntroductionState, SharingState
from maillage.matching.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    ConsentNeeded,
    MeetingNotYetHeld,
    NoLongerOpen,
    OwnOffer,
)
from maillage.matching.models import FollowUp, Introduction, IntroductionStep, Need, Offer, Reminder
from maillage.matching.operations.capacity import refuse_when_full
from maillage.matching.operations.webhooks import tell_webhooks
from maillage.matching.queries import terms_of
from maillage.matching.rules import CONSENT_TEXT, NEXT_TEXT, checked_text, follow_ups, may_become
from maillage.people.enums import ConsentPurpose
from maillage.people.operations import give_consent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from maillage.people.models import Consent, User


@transaction.atomic
def ask_introduction(
    *,
    need: Need,
    offer: Offer,
    asker: User,
    message: str,
    consents: bool,
    reasons: Sequence[dict[str, Any]],
    now: datetime,
    tries_next: bool = False,
) -> Introduction:
    """Put a need before the holder of an offer, with the asker's consent to share her contact details.

    Raises ConsentNeeded, EmptyNeed, TextTooLong, OwnOffer, NoLongerOpen, OfferFull, AlreadyAsked.
    """
    if not consents:
        raise ConsentNeeded
    message = checked_text(message)
    _refuse_what_is_closed(need, offer)
    consent = give_consent(
        user=asker,
        purpose=ConsentPurpose.INTRODUCTION_CONTACT,
        text=f"{CONSENT_TEXT} {NEXT_TEXT}" if tries_next else str(CONSENT_TEXT),
        language=asker.language,
        now=now,
    )
    return _ask(
        need=need,
        offer=offer,
        asker=asker,
        message=message,
        consent=consent,
        reasons=reasons,
        tries_next=tries_next,
        follows=None,
        now=now,
    )


@transaction.atomic
def ask_instead(
    *, after: Introduction, offer: Offer, reasons: Sequence[dict[str, Any]], now: datetime
) -> Introduction:
    """Put the same request before another offer, under the consent given with the first.

    `after` is locked by the caller. Raises OwnOffer, NoLongerOpen, OfferFull, AlreadyAsked.
    """
    assert after.asked_by is not None
    _refuse_what_is_closed(after.need, offer)
    return _ask(
        need=after.need,
        offer=offer,
        asker=after.asked_by,
        message=after.message,
        consent=after.consent,
        reasons=reasons,
        tries_next=after.tries_next,
        follows=after,
        now=now,
    )


def _ask(
    *,
    need: Need,
    offer: Offer,
    asker: User,
    message: str,
    consent: Consent,
    reasons: Sequence[dict[str, Any]],
    tries_next: bool,
    follows: Introduction | None,
    now: datetime,
) -> Introduction:
    refuse_when_full(offer=offer, now=now)
    terms = terms_of(offer.network_id)
    try:
        with transaction.atomic():
            introduction = Introduction.objects.create(
                need=need,
                offer=offer,
                asked_by=asker,
                message=message,
                consent=consent,
                reasons=list(reasons),
                asked_at=now,
                changed_at=now,
                answer_by=terms.answer_by(now),
                tries_next=tries_next,
                follows=follows,
                turn=follows.turn + 1 if follows else 1,
                answer_key=secrets.token_urlsafe(16),
            )
    except IntegrityError as twice:
        raise AlreadyAsked from twice
    Reminder.objects.bulk_create(
        Reminder(introduction=introduction, number=number, due_at=due_at)
        for number, due_at in terms.reminders(now)
    )
    _write_step(introduction, by=asker, note="", now=now)
    return introduction


@transaction.atomic
def accept_introduction(*, introduction_id: int, by: User, note: str, now: datetime) -> Introduction:
    """Take it in charge: both sides now see each other's contact details. Raises AlreadyAnswered."""
    introduction = _locked(introduction_id, target=IntroductionState.ACCEPTED)
    introduction.answered_by = by
    FollowUp.objects.bulk_create(
        FollowUp(introduction=introduction, days=days, due_at=due_at) for days, due_at in follow_ups(now)
    )
    return _move(introduction, IntroductionState.ACCEPTED, by=by, note=note, now=now)


@transaction.atomic
def decline_introduction(
    *, introduction_id: int, by: User, reason: str, note: str, now: datetime
) -> Introduction:
    """Say no, with a reason that the asker reads; the next is asked, if she wished. Raises AlreadyAnswered."""
    introduction = _locked(introduction_id, target=IntroductionState.DECLINED)
    introduction.answered_by = by
    introduction.decline_reason = reason
    _move(introduction, IntroductionState.DECLINED, by=by, note=note, now=now)
    _pass_on(introduction)
    return introduction


@transaction.atomic
def expire_introduction(*, introduction_id: int, now: datetime) -> bool:
    """Note that nobody answered in time; the next is asked, if the asker wished. False when there is nothing to note."""
    introduction = (
        Introduction.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk=introduction_id, state=IntroductionState.ASKED, answer_by__lte=now)
        .first()
    )
    if introduction is None:
        return False
    _move(introduction, IntroductionState.EXPIRED, by=None, note="", now=now)
    _pass_on(introduction)
    return True


@transaction.atomic
def note_meeting(*, introduction_id: int, by: User, met_on: date, note: str, now: datetime) -> Introduction:
    """Say that both sides met. Raises AlreadyAnswered, MeetingNotYetHeld."""
    introduction = _locked(introduction_id, target=IntroductionState.MET)
    if met_on > day_of(now):
        raise MeetingNotYetHeld
    introduction.met_on = met_on
    return _move(introduction, IntroductionState.MET, by=by, note=note, now=now)


@transaction.atomic
def close_introduction(
    *, introduction_id: int, by: User, outcome: IntroductionState, note: str, now: datetime
) -> Introduction:
    """Say how it ended. A solved need leaves the lists; what became of it is asked 30 and 90 days from now.

    Raises AlreadyAnswered when it is not under way.
    """
    assert outcome in CLOSED_STATES
    introduction = _locked(introduction_id, target=outcome)
    if outcome == IntroductionState.SOLVED:
        need = Need.objects.select_for_update(of=("self",)).get(pk=introduction.need_id)
        need.state, need.updated_at = SharingState.CLOSED, now
        need.save(update_fields=["state", "updated_at"])
    for days, due_at in follow_ups(now):
        introduction.follow_ups.filter(days=days, asked_at=None).update(due_at=due_at)
    return _move(introduction, outcome, by=by, note=note, now=now)


def _refuse_what_is_closed(need: Need, offer: Offer) -> None:
    locked_need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    locked_offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.pk)
    if locked_need.organisation_id == locked_offer.organisation_id:
        raise OwnOffer
    if SharingState.CLOSED in {locked_need.state, locked_offer.state}:
        raise NoLongerOpen


def _locked(introduction_id: int, *, target: IntroductionState) -> Introduction:
    introduction = Introduction.objects.select_for_update(of=("self",)).get(pk=introduction_id)
    if not may_become(introduction.state, target):
        raise AlreadyAnswered(state=introduction.get_state_display())
    return introduction


def _move(
    introduction: Introduction, state: IntroductionState, *, by: User | None, note: str, now: datetime
) -> Introduction:
    introduction.state, introduction.changed_at = state, now
    introduction.save(update_fields=["state", "changed_at", "answered_by", "decline_reason", "met_on"])
    _write_step(introduction, by=by, note=note, now=now)
    return introduction


def _write_step(introduction: Introduction, *, by: User | None, note: str, now: datetime) -> None:
    step = IntroductionStep.objects.create(
        introduction=introduction, state=introduction.state, by=by, note=note, at=now
    )
    later("matching.announce_step", step_id=step.pk)
    tell_webhooks(step=step)


def _pass_on(introduction: Introduction) -> None:
    if introduction.tries_next:
        later("matching.ask_next", introduction_id=introduction.pk)
