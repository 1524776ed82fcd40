"""What an agreement costs, who pays, and at which rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.agreements.enums import MoneyKind
from maillage.agreements.rules.fund import Side
from maillage.agreements.rules.money import Sum, added, read_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.agreements.models import Agreement, ExchangeRate, JointProject, MoneyLine
    from maillage.agreements.rules.fund import Fund


@dataclass(frozen=True, kw_only=True)
class BudgetTotals:
    """An agreement's whole budget in one currency."""

    currency: str
    own: Sum
    granted: Sum


def projects_of(agreement: Agreement) -> QuerySet[JointProject]:
    return agreement.projects.select_related("agreement").order_by("name", "pk")


def lines_of(agreement: Agreement) -> QuerySet[MoneyLine]:
    """Every line, by project, year, party. Rows carry their party."""
    return agreement.money_lines.select_related("party").order_by(
        "project__name", "year", "party__shore", "kind", "label", "pk"
    )


def rates_of(agreement: Agreement) -> QuerySet[ExchangeRate]:
    """The latest first."""
    return agreement.exchange_rates.order_by("-day", "base", "pk")


def budget_totals(agreement: Agreement, currency: str) -> BudgetTotals | None:
    """What the agreement's front page says of its money; None when nothing is written. Two queries."""
    lines = list(lines_of(agreement))
    if not lines:
        return None
    read = read_in(lines, list(rates_of(agreement)), currency)
    return BudgetTotals(
        currency=currency,
        own=added(reading for reading in read if reading.line.kind == MoneyKind.OWN),
        granted=added(reading for reading in read if reading.line.kind != MoneyKind.OWN),
    )


def sides_before(fund: Fund, agreement: Agreement) -> list[Side]:
    """The parties that the fund pays, each in its currency, in their order.

    Empty unless both shores are among them: the fund is then not for this agreement.
    """
    parties = agreement.parties.select_related("network__territory").order_by("shore", "pk")
    sides = [
        Side(party_id=party.pk, name=party.name, currency=currency)
        for party in parties
        if (currency := fund.currency_of(party.network.territory.path)) is not None
    ]
    return sides if {side.currency for side in sides} == set(fund.limits) else []
