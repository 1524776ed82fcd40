"""What each shore does well, and what the other made of it. Fictitious, but for Hologo's idea."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.timezone import make_aware

from maillage.agreements.enums import TransferState
from maillage.agreements.models import Strand
from maillage.agreements.operations import adopt_practice, carry_transfer, propose_practice, write_practice
from maillage.agreements.rules.practices import PracticeDraft
from maillage.config.demo.files import told_in
from maillage.directory.enums import Role
from maillage.directory.models import Membership, Network, Organisation

if TYPE_CHECKING:
    from maillage.agreements.models import Practice, Transfer
    from maillage.people.models import User

Told = dict[str, Any]
NOT_SAID = ("organisation", "network", "transfers", "days_ago", "written_on", "strand", "languages")


def build_practices(*, now: datetime) -> None:
    """Practices of content/demo, each with its transfers as they went."""
    told: list[Told] = told_in("practices.json")
    networks = {network.slug: network for network in Network.objects.order_by("pk")}
    strands = {strand.slug: strand for strand in Strand.objects.order_by("pk")}
    for row in told:
        said = {name: value for name, value in row.items() if name not in NOT_SAID}
        practice = write_practice(
            organisation=Organisation.objects.get(slug=row["organisation"]),
            network=networks[row["network"]],
            draft=PracticeDraft(
                **said,
                strand=strands[row["strand"]],
                languages=tuple(row["languages"]),
                text_is_fictitious=True,
            ),
            by=None,
            now=_moment(row, "", now),
        )
        for transfer in row["transfers"]:
            _transferred(practice, transfer, networks[transfer["network"]], now)


def _transferred(practice: Practice, told: Told, network: Network, now: datetime) -> None:
    if "proposed_days_ago" in told:
        moment = _moment(told, "proposed_", now)
        propose_practice(
            practice_id=practice.pk, networks=[network], by=_coordination(practice.network), now=moment
        )
    if "organisation" not in told:
        return
    transfer = adopt_practice(
        practice_id=practice.pk,
        organisation=Organisation.objects.get(slug=told["organisation"]),
        network=network,
        adaptation=told["adaptation"],
        by=None,
        now=_moment(told, "taken_", now),
    )
    for state in told.get("states", ()):
        transfer = _carried(transfer, state, now)


def _carried(transfer: Transfer, told: Told, now: datetime) -> Transfer:
    return carry_transfer(
        transfer_id=transfer.pk,
        read_version=transfer.version,
        state=TransferState(told["state"]),
        adaptation=transfer.adaptation,
        result=told.get("result", ""),
        reason=told.get("reason", ""),
        by=None,
        now=_moment(told, "", now),
    )


def _coordination(network: Network) -> User:
    return Membership.objects.select_related("user").get(network=network, role=Role.COORDINATOR).user


def _moment(told: Told, prefix: str, now: datetime) -> datetime:
    """A day of the story stays where it is; the others follow the day of the demonstration."""
    days = told.get(f"{prefix}days_ago")
    if days is not None:
        return now - timedelta(days=days)
    day = next(told[name] for name in (f"{prefix}on", "written_on") if name in told)
    return make_aware(datetime.fromisoformat(f"{day}T15:00:00"))
