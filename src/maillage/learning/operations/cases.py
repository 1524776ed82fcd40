"""A real case is put forward, taken back, accepted or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.learning.enums import CaseState
from maillage.learning.errors import CaseIsDecided, NamesTheFirm, NoSuchCase, NothingToDecide
from maillage.learning.models import FieldCase
from maillage.learning.operations.following import alone
from maillage.learning.queries.cases import closed_case
from maillage.learning.rules.cases import named_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from maillage.people.models import User


@transaction.atomic
def put_forward(
    *, source: str, person: User, competences: Sequence[str], told: str, today: date, now: datetime
) -> FieldCase:
    """Ask that a case which she followed counts as evidence; after a refusal, ask again.

    Raises NoSuchCase, NamesTheFirm, CaseIsDecided once it is accepted, ValidationError for what the model refuses.
    """
    alone(person.pk)
    found = closed_case(person.pk, source, today)
    if found is None:
        raise NoSuchCase
    if name := named_in(told, found.hidden):
        raise NamesTheFirm(name=name)
    case = FieldCase.objects.filter(person=person, source=source).first() or FieldCase(
        person=person, source=source, edition=0
    )
    if case.state == CaseState.ACCEPTED:
        raise CaseIsDecided
    case.network_id, case.matter, case.outcome = found.network, found.matter, found.outcome
    case.closed_on, case.competences, case.told = found.closed_on, sorted(set(competences)), told.strip()
    case.state, case.edition, case.sent_at = CaseState.SENT, case.edition + 1, now
    case.decided_by, case.decided_at, case.reason = None, None, ""
    case.full_clean(exclude=["decided_by", "decided_at"])
    case.save()
    return case


@transaction.atomic
def withdraw_case(*, case_id: int) -> None:
    """It is hers to forget, accepted or not; a badge that showed it stays as it was signed. A second call changes nothing."""
    FieldCase.objects.filter(pk=case_id).delete()


@transaction.atomic
def decide_case(
    *, case_id: int, by: User, is_accepted: bool, reason: str, read_edition: int, now: datetime
) -> FieldCase:
    """Accept or refuse what was read, and say why. Raises NothingToDecide when somebody was first or it changed."""
    case = FieldCase.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None or case.state != CaseState.SENT or case.edition != read_edition:
        raise NothingToDecide
    case.state = CaseState.ACCEPTED if is_accepted else CaseState.REFUSED
    case.decided_by, case.decided_at, case.reason = by, now, reason
    case.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    return case
