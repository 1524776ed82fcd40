"""What agreements say: to the public, to their parties, and about what they open."""

from maillage.agreements.queries.agreements import agreements_linking, agreements_open_to, versions_of
from maillage.agreements.queries.money import BudgetTotals, budget_totals
from maillage.agreements.queries.rotation import NextHost, next_host

__all__ = [
    "BudgetTotals",
    "NextHost",
    "agreements_linking",
    "agreements_open_to",
    "budget_totals",
    "next_host",
    "versions_of",
]
