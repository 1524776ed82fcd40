"""What people do with practices: write, rewrite, retire, propose to twins, take over, carry through."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from django.db import transaction

from maillage.agreements.bridge.words import searchable
from maillage.agreements.enums import TransferState, Visibility
from maillage.agreements.errors import (
    AlreadyFollowed,
    NotATwin,
    NotOpenToTwins,
    OwnPractice,
    PracticeChanged,
)
from maillage.agreements.models import Practice, PracticeLetter, Transfer, TransferStep
from maillage.agreements.queries.practices import agreement_between, twins_of
from maillage.agreements.rules.practices import checked_move
from maillage.common.letters import write_once
from maillage.common.zones import day_of
from maillage.directory.queries import coordination_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.agreements.rules.practices import PracticeDraft
    from maillage.directory.models import Network, Organisation
    from maillage.people.models import User


@transaction.atomic
def write_practice(
    *,
    organisation: Organisation,
    network: Network,
    draft: PracticeDraft,
    by: User | None,
    now: datetime,
) -> Practice:
    """Tell what works here; it is found by its words at once."""
    practice = Practice(organisation=organisation, network=network, written_by=by, created_at=now)
    return _written(practice, draft, now)


@transaction.atomic
def rewrite_practice(*, practice_id: int, draft: PracticeDraft, read_version: int, now: datetime) -> Practice:
    """Tell it otherwise. Raises PracticeChanged when somebody saved since that version was read."""
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
    if practice.version != read_version:
        raise PracticeChanged
    practice.version += 1
    return _written(practice, draft, now)


def _written(practice: Practice, draft: PracticeDraft, now: datetime) -> Practice:
    for field in fields(draft):
        setattr(practice, field.name, getattr(draft, field.name))
    if practice.visibility == Visibility.PARTNERS and draft.strand is None:
        practice.visibility = Visibility.NETWORK  # without a strand no agreement can open anything
    practice.languages = list(draft.languages)
    practice.words = searchable(draft.text)
    practice.updated_at = now
    practice.save()
    return practice


@transaction.atomic
def retire_practice(*, practice_id: int, now: datetime) -> Practice:
    """Take a practice off every list; its transfers and its history stay."""
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
    if practice.archived_at is None:
        practice.archived_at = now
        practice.save(update_fields=["archived_at"])
    return practice


@transaction.atomic
def propose_practice(
    *, practice_id: int, networks: Iterable[Network], by: User, now: datetime
) -> list[Transfer]:
    """Propose a practice to twin networks; those who coordinate them are told by mail, once.

    A network to which it was proposed before is left alone. Raises NotOpenToTwins when it is kept from partners,
    NotATwin when no agreement in force binds the two networks on its strand.
    """
    practice = Practice.objects.select_for_update(of=("self",)).select_related("strand").get(pk=practice_id)
    twins = {twin.network.pk: twin for twin in twins_of(practice, day_of(now))}
    if not twins and practice.visibility not in {Visibility.PARTNERS, Visibility.PUBLIC}:
        raise NotOpenToTwins
    proposed = []
    for network in networks:
        twin = twins.get(network.pk)
        if twin is None:
            raise NotATwin
        if practice.transfers.filter(network=network, organisation=None).exists():
            continue
        transfer = Transfer.objects.create(
            practice=practice, network=network, agreement=twin.agreement, proposed_at=now, changed_at=now
        )
        _noted(transfer, by=by, reason="", now=now)
        _announced(transfer, now=now)
        proposed.append(transfer)
    return proposed


def _announced(transfer: Transfer, *, now: datetime) -> None:
    """A letter to each who coordinates the network; without any, to its mailbox."""
    for to in coordination_of(transfer.network, day_of(now)):
        key = {"transfer": transfer, "user_id": to.user_id}
        write_once(PracticeLetter.objects, "agreements.send_practice_letter", key, now=now)


@transaction.atomic
def adopt_practice(
    *,
    practice_id: int,
    organisation: Organisation,
    network: Network,
    adaptation: str,
    by: User | None,
    now: datetime,
) -> Transfer:
    """Take a practice over. A proposal that waits in that network becomes this transfer.

    Raises OwnPractice for who practises it already, AlreadyFollowed when the organisation took it over before.
    """
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
    if practice.organisation_id == organisation.pk:
        raise OwnPractice
    if practice.transfers.filter(organisation=organisation).exists():
        raise AlreadyFollowed(organisation=organisation.name)
    waiting = practice.transfers.filter(network=network, organisation=None, state=TransferState.PROPOSED)
    transfer = waiting.select_for_update(of=("self",)).order_by("pk").first() or Transfer(
        practice=practice,
        network=network,
        agreement=agreement_between(practice, network, day_of(now)),
        proposed_at=now,
        version=0,
    )
    transfer.organisation, transfer.adaptation = organisation, adaptation
    return _moved(transfer, TransferState.ADOPTING, by=by, reason="", now=now)


@transaction.atomic
def carry_transfer(
    *,
    transfer_id: int,
    read_version: int,
    state: TransferState,
    adaptation: str,
    result: str,
    reason: str,
    by: User | None,
    now: datetime,
) -> Transfer:
    """Say how it goes: what was adapted, what came of it, and, when it changes, the next state.

    Raises PracticeChanged, NoSuchTransferMove, ReasonMissing, AdopterMissing.
    """
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer_id)
    if transfer.version != read_version:
        raise PracticeChanged
    transfer.adaptation, transfer.result = adaptation, result
    here = TransferState(transfer.state)
    if here != state:
        checked_move(here, state, reason=reason, has_adopter=transfer.organisation_id is not None)
        return _moved(transfer, state, by=by, reason=reason.strip(), now=now)
    transfer.version += 1
    transfer.changed_at = now
    transfer.save()
    return transfer


def _moved(
    transfer: Transfer, state: TransferState, *, by: User | None, reason: str, now: datetime
) -> Transfer:
    transfer.state, transfer.changed_at = state, now
    transfer.version += 1
    transfer.save()
    _noted(transfer, by=by, reason=reason, now=now)
    return transfer


def _noted(transfer: Transfer, *, by: User | None, reason: str, now: datetime) -> None:
    TransferStep.objects.create(transfer=transfer, state=transfer.state, by=by, reason=reason, at=now)
