"""The life of an introduction: asked, answered, followed to its end.

Every change locks the introduction, refuses what is no longer possible, writes a step, and has it announced
to the other side after commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from maillage.common.jobs import later
from maillage.matching.enums import IntroductionState, SharingState
from maillage.matching.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    ConsentNeeded,
    NoLongerOpen,
    OwnOffer,
)
from maillage.matching.models import Introduction, IntroductionStep, Need, Offer
from maillage.matching.operations.capacity import refuse_when_full
from maillage.matching.rules import CONSENT_TEXT, checked_text
from maillage.people.enums import ConsentPurpose
from maillage.people.operations import give_consent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.people.models import User


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
) -> Introduction:
    """Put a need before the holder of an offer, with the asker's consent to share her contact details.

    Raises ConsentNeeded, EmptyNeed, TextTooLong, OwnOffer, NoLongerOpen, OfferFull, AlreadyAsked.
    """
    if not consents:
        raise ConsentNeeded
    message = checked_text(message)
    _refuse_what_is_closed(need, offer)
    refuse_when_full(offer=offer, now=now)
    consent = give_consent(
        user=asker,
        purpose=ConsentPurpose.INTRODUCTION_CONTACT,
        text=str(CONSENT_TEXT),
        language=asker.language,
        now=now,
    )
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
            )
    except IntegrityError as twice:
        raise AlreadyAsked from twice
    _write_step(introduction, by=asker, note="", now=now)
    return introduction


@transaction.atomic
def accept_introduction(*, introduction_id: int, by: User, note: str, now: datetime) -> Introduction:
    """Say yes: both sides now see each other's contact details. Raises AlreadyAnswered."""
    introduction = _locked(introduction_id, expected=IntroductionState.ASKED)
    introduction.answered_by = by
    return _move(introduction, IntroductionState.ACCEPTED, by=by, note=note, now=now)


@transaction.atomic
def decline_introduction(
    *, introduction_id: int, by: User, reason: str, note: str, now: datetime
) -> Introduction:
    """Say no, with a reason that the asker reads. Raises AlreadyAnswered."""
    introduction = _locked(introduction_id, expected=IntroductionState.ASKED)
    introduction.answered_by = by
    introduction.decline_reason = reason
    return _move(introduction, IntroductionState.DECLINED, by=by, note=note, now=now)


@transaction.atomic
def close_introduction(
    *, introduction_id: int, by: User, solved: bool, note: str, now: datetime
) -> Introduction:
    """Say how it ended. A solved need leaves the lists. Raises AlreadyAnswered when it is not under way."""
    introduction = _locked(introduction_id, expected=IntroductionState.ACCEPTED)
    if solved:
        need = Need.objects.select_for_update(of=("self",)).get(pk=introduction.need_id)
        need.state, need.updated_at = SharingState.CLOSED, now
        need.save(update_fields=["state", "updated_at"])
    state = IntroductionState.SOLVED if solved else IntroductionState.UNSOLVED
    return _move(introduction, state, by=by, note=note, now=now)


def _refuse_what_is_closed(need: Need, offer: Offer) -> None:
    locked_need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    locked_offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.pk)
    if locked_need.organisation_id == locked_offer.organisation_id:
        raise OwnOffer
    if SharingState.CLOSED in {locked_need.state, locked_offer.state}:
        raise NoLongerOpen


def _locked(introduction_id: int, *, expected: IntroductionState) -> Introduction:
    introduction = Introduction.objects.select_for_update(of=("self",)).get(pk=introduction_id)
    if introduction.state != expected:
        raise AlreadyAnswered(state=introduction.get_state_display())
    return introduction


def _move(
    introduction: Introduction, state: IntroductionState, *, by: User, note: str, now: datetime
) -> Introduction:
    introduction.state, introduction.changed_at = state, now
    introduction.save(update_fields=["state", "changed_at", "answered_by", "decline_reason"])
    _write_step(introduction, by=by, note=note, now=now)
    return introduction


def _write_step(introduction: Introduction, *, by: User, note: str, now: datetime) -> None:
    step = IntroductionStep.objects.create(
        introduction=introduction, state=introduction.state, by=by, note=note, at=now
    )
    later("matching.announce_step", step_id=step.pk)
