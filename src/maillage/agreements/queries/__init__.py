"""What agreements say: to the public, to their parties, and about what they open."""

from maillage.agreements.queries.agreements import agreements_linking, agreements_open_to, versions_of
from maillage.agreements.queries.practices import (
    practices_found,
    practices_of_agreement,
    practices_open_to,
    transfers_awaiting,
    transfers_of,
    transfers_of_agreement,
    twins_of,
)

__all__ = [
    "agreements_linking",
    "agreements_open_to",
    "practices_found",
    "practices_of_agreement",
    "practices_open_to",
    "transfers_awaiting",
    "transfers_of",
    "transfers_of_agreement",
    "twins_of",
    "versions_of",
]
