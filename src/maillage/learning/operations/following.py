"""Following a path: beginning, leaving, and finishing when nothing is left to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.learning.errors import PathIsWithdrawn
from maillage.learning.models import Enrolment
from maillage.learning.queries import enrolments_of, is_over, standpoints
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.learning.models import PathVersion


def alone(person_id: int) -> None:
    """Wait for whatever else this person does in learning: her two devices take turns."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)


@transaction.atomic
def begin_path(*, version: PathVersion, person: User, now: datetime) -> Enrolment:
    """Follow this version, or go on with the one she follows: a double click begins one. Raises PathIsWithdrawn."""
    alone(person.pk)
    hers = enrolments_of(person.pk).filter(path=version.path_id).first()
    if hers is not None:
        return hers
    if version.withdrawn_at is not None:
        raise PathIsWithdrawn
    enrolment = Enrolment.objects.create(person=person, path=version.path, version=version, started_at=now)
    _finish_if_over(enrolment, now)
    return enrolment


@transaction.atomic
def leave_path(*, enrolment_id: int, now: datetime) -> Enrolment:
    """Follow it no more; what was read stays read. A second call changes nothing."""
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment_id)
    if enrolment.finished_at is None and enrolment.left_at is None:
        enrolment.left_at = now
        enrolment.save(update_fields=["left_at"])
    return enrolment


def finish_paths(*, person_id: int, now: datetime) -> list[Enrolment]:
    """Finish whatever she follows where nothing is left to read. For the transaction of a reading that ends."""
    open_ones = enrolments_of(person_id).select_for_update(of=("self",))
    return [row for row in open_ones if _finish_if_over(row, now)]


def _finish_if_over(enrolment: Enrolment, now: datetime) -> bool:
    if not is_over(standpoints(enrolment.version, enrolment.person_id)):
        return False
    enrolment.finished_at = now
    enrolment.save(update_fields=["finished_at"])
    return True
