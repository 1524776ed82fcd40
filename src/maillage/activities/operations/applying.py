"""Applying without an account: a link by mail, a draft, one application, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.activities.enums import ApplicationState, CampMatter, PartState
from maillage.activities.errors import (
    AlreadySubmitted,
    AnswersMissing,
    CallClosed,
    CallNotOpen,
    NotConsented,
    NothingToWithdraw,
)
from maillage.activities.models import Application, Mark, Place
from maillage.activities.operations.camp_letters import write_letter, write_link
from maillage.activities.operations.editions import locked_edition
from maillage.activities.operations.places import fill_places
from maillage.activities.rules.calls import call_is_open
from maillage.activities.rules.links import new_key

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.common.refusals import Refusal

WRITABLE = frozenset({ApplicationState.DRAFT, ApplicationState.WITHDRAWN})
LEAVABLE = frozenset(
    {
        ApplicationState.DRAFT,
        ApplicationState.SUBMITTED,
        ApplicationState.WAITING,
        ApplicationState.OFFERED,
        ApplicationState.CONFIRMED,
    }
)
ASKED = ("name", "firm", "party")  # with every question: what an application cannot be read without


@transaction.atomic
def ask_for_link(
    *, edition_id: int, email: str, language: str, now: datetime, is_fictitious: bool = False
) -> Application:
    """Send her personal link to this address, new or known. Whoever asks learns nothing of who applied.

    Raises CallNotOpen for an address without an application, when the call is not open; AlreadyCancelled.
    """
    edition = locked_edition(pk=edition_id)
    found = edition.applications.filter(email__iexact=email.strip()).first()
    if found is None:
        if not call_is_open(edition, now):
            raise CallNotOpen
        found = Application.objects.create(
            edition=edition,
            email=email.strip().lower(),
            language=language,
            key=new_key(),
            created_at=now,
            is_fictitious=is_fictitious,
        )
    write_link(found, now=now)
    return found


@transaction.atomic
def save_draft(*, application_id: int, now: datetime, **fields: Any) -> Application:
    """Keep what she wrote, whole or not. Who writes came by her link: her address is hers.

    One who withdrew may write again while the call is open, and is read afresh. Raises AlreadySubmitted, CallClosed,
    ValidationError.
    """
    application = _written(locked_application(application_id), fields, now)
    application.save()
    return application


def submit_application(
    *, application_id: int, consent_text: str, now: datetime, **fields: Any
) -> Application:
    """Keep what she wrote, then send it: one for each person, read with her consent in these words.

    What she wrote stays a draft whatever is refused afterwards. Raises CallClosed, AnswersMissing, NotConsented (an empty
    text), AlreadySubmitted, ValidationError.
    """
    with transaction.atomic():
        application = _written(locked_application(application_id), fields, now)
        refusal = _why_not(application, consent_text, now)
        if refusal is None:
            application.state, application.submitted_at = ApplicationState.SUBMITTED, now
            application.consent_text, application.consented_at = consent_text, now
        application.save()
        if refusal is None:
            write_letter(application, CampMatter.RECEIVED, now=now)
    if refusal is not None:
        raise refusal
    return application


def _written(application: Application, fields: dict[str, Any], now: datetime) -> Application:
    """The draft with what she wrote, not stored yet. No constraint of the row is about what she may write."""
    if application.state not in WRITABLE:
        raise AlreadySubmitted
    if application.state == ApplicationState.WITHDRAWN:
        if not call_is_open(application.edition, now):
            raise CallClosed
        application.state, application.forced = ApplicationState.DRAFT, ""
        Mark.objects.filter(review__application=application).delete()
        application.reviews.all().delete()
    for name, value in fields.items():
        setattr(application, name, value)
    application.confirmed_at = application.confirmed_at or now
    application.full_clean(exclude=["edition", "forced_by", "participant"], validate_constraints=False)
    return application


def _why_not(application: Application, consent_text: str, now: datetime) -> Refusal | None:
    """Why a draft cannot be sent; None when it can."""
    if not call_is_open(application.edition, now):
        return CallClosed()
    answered = [row for row in application.answers if row["answer"].strip()]
    is_whole = len(answered) >= len(application.edition.questions)
    if not is_whole or not all(getattr(application, name) for name in ASKED):
        return AnswersMissing()
    return None if consent_text else NotConsented()


@transaction.atomic
def withdraw_application(*, application_id: int, now: datetime) -> Application:
    """Leave, before or after a place was given; a place left goes to the next on the list.

    Raises NothingToWithdraw when it is over, or once the camp began; AlreadyCancelled.
    """
    application = locked_application(application_id)
    has_begun = (
        now.astimezone(application.edition.activity.zone).date() >= application.edition.activity.starts_on
    )
    if application.state not in LEAVABLE or has_begun:
        raise NothingToWithdraw
    application.state, application.answer_by = ApplicationState.WITHDRAWN, None
    application.save(update_fields=["state", "answer_by"])
    if application.participant is not None:
        application.participant.state = PartState.WITHDRAWN
        application.participant.save(update_fields=["state"])
    Place.objects.filter(application=application).update(application=None)
    fill_places(application.edition, now=now)
    return application


def locked_application(application_id: int) -> Application:
    """The application and its edition, held until the transaction ends: the edition first, for all. Raises AlreadyCancelled."""
    edition = locked_edition(applications=application_id)
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("participant", "party")
        .get(pk=application_id)
    )
    application.edition = edition
    return application
