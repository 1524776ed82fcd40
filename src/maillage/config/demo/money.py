"""The book of contributions: promised, invoiced, received, given to initiatives and strands, placed on activities."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maillage.activities.models import Activity
from maillage.activities.operations.placements import place
from maillage.agreements.models import Agreement, Strand
from maillage.config.demo.files import told_in
from maillage.config.demo.initiatives import TOLD, coordination, day_from, noon
from maillage.directory.models import Network, Organisation
from maillage.initiatives.models import Contribution, Initiative
from maillage.initiatives.operations import (
    ContributionTold,
    StrandOf,
    allocate,
    correct_instalment,
    record_contribution,
)
from maillage.initiatives.rules import InstalmentTold

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User

Told = dict[str, Any]
KEPT = ("kind", "purpose", "title", "currency", "source", "is_published", "is_fictitious")
TO_THE_CENT = ("amount", "quantity", "unit_value")


def build_money(*, now: datetime) -> dict[str, Contribution]:
    """The contributions of content/demo/initiatives.json, by their key there, written as things came."""
    return {told["key"]: _given(told, now) for told in told_in(TOLD)["contributions"]}


def _given(told: Told, now: datetime) -> Contribution:
    network = Network.objects.get(slug=told["network"])
    promised_on = day_from(told["promised"], now)
    by = coordination(network)
    contribution = record_contribution(
        network=network,
        told=ContributionTold(
            funder=Organisation.objects.get(slug=told["funder"]),
            promised_on=promised_on,
            restricted_to=Initiative.objects.filter(slug=told.get("restricted_to")).first(),
            **{name: told[name] for name in KEPT},
        ),
        instalments=[_promised(row, now) for row in told["instalments"]],
        by=by,
        now=noon(promised_on),
    )
    for row in told["instalments"]:
        _paid(contribution, row, now)
    for row in told["allocations"]:
        _allocated(contribution, row, by, now)
    return contribution


def _allocated(contribution: Contribution, row: Told, by: User, now: datetime) -> None:
    """The day after it was promised; activities take their part once they are opened."""
    allocation = allocate(
        contribution_id=contribution.pk,
        target=_target(row["to"]),
        amount=Decimal(row["amount"]),
        read_revision=None,
        by=by,
        now=noon(contribution.promised_on) + timedelta(days=1),
    )
    for part in row["placed"]:
        activity = Activity.objects.get(title=part["activity"])
        opened = max(activity.created_at, allocation.recorded_at)
        place(
            allocation_id=allocation.pk,
            activity=activity,
            amount=Decimal(part["amount"]),
            by=by,
            now=min(now, opened + timedelta(hours=2)),
        )


def _promised(row: Told, now: datetime) -> InstalmentTold:
    said: Told = {name: Decimal(row[name]) for name in TO_THE_CENT if name in row}
    said |= {name: row[name] for name in ("unit", "method") if name in row}
    return InstalmentTold(due_on=day_from(row["due"], now), **said)


def _paid(contribution: Contribution, row: Told, now: datetime) -> None:
    """Invoiced, then received, each on its day."""
    said = _promised(row, now)
    for step, reason in (("invoiced", "Facturé."), ("received", "Reçu.")):
        if row[step] is None:
            continue
        day = day_from(row[step], now)
        known: Told = {f"{step}_on": day}
        said = replace(said, **known)
        open_row = contribution.instalments.current().get(due_on=said.due_on)
        correct_instalment(
            instalment_id=open_row.pk,
            told=said,
            reason=reason,
            read_revision=None,
            by=coordination(contribution.network),
            now=noon(day),
        )


def _target(told: str) -> Initiative | StrandOf:
    """An initiative, or `agreement/strand`."""
    slug, _slash, strand = told.partition("/")
    if not strand:
        return Initiative.objects.get(slug=slug)
    return StrandOf(
        agreement=Agreement.objects.get(slug=slug),
        strand=Strand.objects.get(slug=strand),
    )
