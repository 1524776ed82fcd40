"""Who received, and who is next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.agreements.enums import HostingState
from maillage.agreements.models import AgreementVersion, HostingSwap, HostingYear
from maillage.agreements.rules.rotation import next_turn

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from maillage.agreements.models import Agreement, Party


@dataclass(frozen=True, kw_only=True)
class NextHost:
    """Who receives next: as planned, or, when nothing is, whoever has waited longest."""

    party: Party
    year: int
    is_planned: bool


def hosting_years_of(agreement: Agreement) -> QuerySet[HostingYear]:
    """The latest first. Rows carry their host."""
    return agreement.hosting_years.select_related("host").order_by("-year")


def swaps_of(agreement: Agreement) -> QuerySet[HostingSwap]:
    """The latest first. Rows carry both years, both hosts and who wrote it."""
    return agreement.hosting_swaps.select_related(
        "first", "second", "first_host", "second_host", "by"
    ).order_by("-at", "-pk")


def next_host(agreement: Agreement, day: date) -> NextHost | None:
    """The next planned visit from this year on; else whose turn it is, in the first year without a line.

    None before the first year is written. `agreement.parties` may be read already.
    """
    years = {year.year: year for year in agreement.hosting_years.all()}
    if not years:
        return None
    parties = sorted(agreement.parties.all(), key=lambda party: (party.shore, party.pk))
    planned = [n for n, year in years.items() if year.state == HostingState.PLANNED and n >= day.year]
    if planned:
        host = next(party for party in parties if party.pk == years[min(planned)].host_id)
        return NextHost(party=host, year=min(planned), is_planned=True)
    turn = next_turn(parties, years.values())
    return NextHost(party=turn, year=max(day.year, max(years) + 1), is_planned=False) if turn else None


def hostings_to_recall(day: date) -> QuerySet[HostingYear]:
    """Next year's planned visits of the agreements in force: their hosts are to be told."""
    in_force = AgreementVersion.objects.in_force(day).values("agreement")
    return (
        HostingYear.objects.filter(agreement__in=in_force, state=HostingState.PLANNED, year=day.year + 1)
        .select_related("host__network", "agreement")
        .order_by("pk")
    )
