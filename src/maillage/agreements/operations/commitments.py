"""A commitment followed to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.agreements.enums import CommitmentState
from maillage.agreements.errors import SOMEBODY, CarriedOver, CommitmentMoved, NotSignedYet
from maillage.agreements.models import Commitment, CommitmentStep
from maillage.agreements.queries import continuation_of
from maillage.agreements.rules import check_move

if TYPE_CHECKING:
    from datetime import date

    from maillage.people.models import User


@transaction.atomic
def follow_commitment(
    *,
    commitment_id: int,
    state: CommitmentState,
    read_step: int,
    note: str,
    url: str,
    by: User | None,
    day: date,
) -> Commitment:
    """Say how far it is, with what shows it. `read_step`: the last step that was read, 0 when there was none.

    Raises NotSignedYet, CarriedOver, CommitmentMoved when somebody moved it since, NoSuchMove, EvidenceNeeded.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment_id)
    if commitment.opening.version.signed_on is None:
        raise NotSignedYet
    continued = continuation_of(commitment)
    if continued is not None:
        raise CarriedOver(number=continued.opening.version.number)
    last = commitment.steps.order_by("pk").last()
    if last is not None and last.pk != read_step:
        raise CommitmentMoved(who=last.by or SOMEBODY, state=CommitmentState(commitment.state).label)
    check_move(commitment.state, state, note)
    CommitmentStep.objects.create(
        commitment=commitment, state=state, by=by, on=day, note=note.strip(), url=url
    )
    commitment.state = state
    commitment.save(update_fields=["state"])
    return commitment
