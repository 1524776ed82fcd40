"""Scoring blind: who reads, what she gives, when she stands back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.activities.enums import ApplicationState
from maillage.activities.errors import (
    AppliesHerself,
    KnowsTheNames,
    MarksMissing,
    NoSuchAccount,
    ScoringClosed,
)
from maillage.activities.models import HIGHEST, LOWEST, Application, Mark, Review, Reviewer
from maillage.activities.operations.editions import locked_edition
from maillage.activities.operations.reviewer_letters import write_to_reviewer
from maillage.activities.queries import activities_coordinated_by
from maillage.directory.queries import viewer_of
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.activities.models import BootcampEdition


@transaction.atomic
def assign_reviewer(*, edition_id: int, email: str, now: datetime) -> Reviewer:
    """Ask somebody to read, and tell her by mail. A second call changes nothing.

    Raises NoSuchAccount; KnowsTheNames for one who coordinates; AppliesHerself; ScoringClosed once the list is drawn up.
    """
    edition = _scored(edition_id)
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise NoSuchAccount
    viewer = viewer_of(user, now.date())
    if activities_coordinated_by(viewer).filter(pk=edition.activity_id).exists():
        raise KnowsTheNames
    if edition.applications.filter(email__iexact=user.email).exists():
        raise AppliesHerself
    reviewer, is_new = Reviewer.objects.get_or_create(
        edition=edition, user=user, defaults={"assigned_at": now}
    )
    if is_new:
        write_to_reviewer(reviewer, now=now)
    return reviewer


@transaction.atomic
def give_marks(
    *, reviewer: Reviewer, application: Application, marks: Mapping[int, tuple[int, str]], now: datetime
) -> Review:
    """Her reading of one application; it may be given again until the list is drawn up.

    `marks`: value and comment by criterion. Raises MarksMissing unless each criterion has one from 1 to 5, ScoringClosed.
    """
    edition = _readable(reviewer, application)
    criteria = list(edition.criteria.order_by("position"))
    if any(not LOWEST <= marks.get(row.pk, (0, ""))[0] <= HIGHEST for row in criteria):
        raise MarksMissing
    review = _review(reviewer, application, has_conflict=False, now=now)
    given = [
        Mark(review=review, criterion=row, value=marks[row.pk][0], comment=marks[row.pk][1].strip())
        for row in criteria
    ]
    Mark.objects.bulk_create(
        given,
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["value", "comment"],
    )
    return review


@transaction.atomic
def declare_conflict(*, reviewer: Reviewer, application: Application, now: datetime) -> Review:
    """She knows whose it is, or has a stake: what she gave is taken away, and nobody waits for her. Raises ScoringClosed."""
    _readable(reviewer, application)
    review = _review(reviewer, application, has_conflict=True, now=now)
    review.marks.all().delete()
    return review


def _review(reviewer: Reviewer, application: Application, *, has_conflict: bool, now: datetime) -> Review:
    given = Review(reviewer=reviewer, application=application, has_conflict=has_conflict, given_at=now)
    return Review.objects.bulk_create(
        [given],
        update_conflicts=True,
        unique_fields=["reviewer", "application"],
        update_fields=["has_conflict", "given_at"],
    )[0]


def _readable(reviewer: Reviewer, application: Application) -> BootcampEdition:
    edition = _scored(reviewer.edition_id)
    held = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if held.edition_id != edition.pk or held.state != ApplicationState.SUBMITTED:
        raise ScoringClosed
    return edition


def _scored(edition_id: int) -> BootcampEdition:
    edition = locked_edition(pk=edition_id)
    if edition.decided_at is not None:
        raise ScoringClosed
    return edition
