"""What agreements say: to the public, to their parties, and about what they open."""

from maillage.agreements.queries.agreements import (
    agreements_linking,
    agreements_open_to,
    agreements_readable_by,
)
from maillage.agreements.queries.documents import documents_open_to
from maillage.agreements.queries.money import BudgetTotals, budget_totals
from maillage.agreements.queries.opening import bonds_around
from maillage.agreements.queries.practices import (
    practices_found,
    practices_of_agreement,
    practices_open_to,
    transfers_awaiting,
    transfers_of,
    transfers_of_agreement,
    twins_of,
)
from maillage.agreements.queries.rotation import NextHost, next_host
from maillage.agreements.queries.versions import (
    assents_to,
    bodies_of,
    commitments_by_strand,
    comparison_of,
    continuation_of,
    is_bound,
    may_read_terms,
    openings_in_force,
    owed_under,
    signed_beside,
    versions_in_brief,
    versions_of,
)

__all__ = [
    "BudgetTotals",
    "NextHost",
    "agreements_linking",
    "agreements_open_to",
    "agreements_readable_by",
    "assents_to",
    "bodies_of",
    "bonds_around",
    "budget_totals",
    "commitments_by_strand",
    "comparison_of",
    "continuation_of",
    "documents_open_to",
    "is_bound",
    "may_read_terms",
    "next_host",
    "openings_in_force",
    "owed_under",
    "practices_found",
    "practices_of_agreement",
    "practices_open_to",
    "signed_beside",
    "transfers_awaiting",
    "transfers_of",
    "transfers_of_agreement",
    "twins_of",
    "versions_in_brief",
    "versions_of",
]
