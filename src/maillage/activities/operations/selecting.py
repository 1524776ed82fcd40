"""The list: decisions against the scores, each with its reason, then drawn up and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.activities.enums import ApplicationState, CampMatter, Outcome
from maillage.activities.errors import (
    AlreadyDecided,
    CallOpen,
    NoReason,
    NotInThisEdition,
    TooManySelected,
    Unscored,
)
from maillage.activities.models import Application
from maillage.activities.operations.applying import locked_application
from maillage.activities.operations.camp_letters import write_letter
from maillage.activities.operations.editions import locked_edition
from maillage.activities.operations.places import make_places, offer_seats
from maillage.activities.queries.selection import selection_of
from maillage.activities.rules.selection import seats_of

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.activities.models import BootcampEdition
    from maillage.activities.queries.selection import Selection
    from maillage.people.models import User

TOLD = {ApplicationState.WAITING: CampMatter.WAITING, ApplicationState.REFUSED: CampMatter.REFUSED}


@transaction.atomic
def force_outcome(*, application_id: int, outcome: str, reason: str, by: User) -> Application:
    """Decide one application against its score, and say why; an empty outcome leaves it to its score again.

    Raises NoReason, AlreadyDecided, NotInThisEdition for one that was not sent.
    """
    application = locked_application(application_id)
    if application.edition.decided_at is not None:
        raise AlreadyDecided
    if application.state != ApplicationState.SUBMITTED:
        raise NotInThisEdition
    if outcome and not reason.strip():
        raise NoReason
    application.forced = Outcome(outcome) if outcome else ""
    application.forced_reason = reason.strip() if outcome else ""
    application.forced_by = by
    application.save(update_fields=["forced", "forced_reason", "forced_by"])
    return application


@transaction.atomic
def draw_up_list(*, edition_id: int, now: datetime) -> Selection:
    """Make the places, offer them, put the others on the list or tell them no: each by one letter.

    Raises AlreadyDecided, CallOpen, Unscored, TooManySelected, AlreadyCancelled.
    """
    edition = locked_edition(pk=edition_id)
    if edition.decided_at is not None:
        raise AlreadyDecided
    if now < edition.closes_at:
        raise CallOpen
    selection = selection_of(edition)
    if selection.unscored:
        raise Unscored(number=len(selection.unscored))
    if selection.proposal.unseated:
        raise TooManySelected
    edition.decided_at = now
    edition.save(update_fields=["decided_at"])
    _keep(selection)
    make_places(edition, seats_of(selection.quotas, edition.places))
    offer_seats(edition, selection.proposal.seated, now=now)
    _tell_the_others(edition, selection, now)
    return selection


def _keep(selection: Selection) -> None:
    for rank, row in enumerate(selection.rows, 1):
        Application.objects.filter(pk=row.application.pk).update(
            rank=rank, score=row.scored.score if row.scored else None
        )


def _tell_the_others(edition: BootcampEdition, selection: Selection, now: datetime) -> None:
    waiting = set(selection.proposal.waiting)
    for application in edition.applications.filter(state=ApplicationState.SUBMITTED).order_by("pk"):
        application.state = (
            ApplicationState.WAITING if application.pk in waiting else ApplicationState.REFUSED
        )
        application.save(update_fields=["state"])
        write_letter(application, TOLD[application.state], now=now)
