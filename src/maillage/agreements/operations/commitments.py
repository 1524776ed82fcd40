"""A commitment taken along the way, and followed to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.agreements.enums import CommitmentState
from maillage.agreements.errors import (
    SOMEBODY,
    CarriedOver,
    CommitmentMoved,
    NotInForceForThat,
    NotSignedYet,
    PartyOfAnother,
)
from maillage.agreements.models import AgreementVersion, Commitment, CommitmentStep
from maillage.agreements.queries import continuation_of
from maillage.agreements.rules import check_move

if TYPE_CHECKING:
    from datetime import date

    from maillage.agreements.models import Opening, Party
    from maillage.people.models import User


@transaction.atomic
def take_commitment(
    *, opening: Opening, party: Party, text: str, body: str, due_on: date | None, by: User | None, day: date
) -> Commitment:
    """What a party takes on between two signatures, on a strand in force. Its first step says it was not signed.

    Raises NotInForceForThat, PartyOfAnother.
    """
    version = (
        AgreementVersion.objects.select_for_update(of=("self",))
        .in_force(day)
        .filter(pk=opening.version_id)
        .first()
    )
    if version is None or not opening.is_open(day):
        raise NotInForceForThat
    if party.agreement_id != version.agreement_id:
        raise PartyOfAnother
    commitment = Commitment.objects.create(opening=opening, party=party, text=text, body=body, due_on=due_on)
    CommitmentStep.objects.create(
        commitment=commitment,
        state=commitment.state,
        by=by,
        on=day,
        note=_("Pris après la signature."),
    )
    return commitment


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
