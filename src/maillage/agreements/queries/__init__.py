"""What agreements say: to the public, to their parties, and about what they open."""

from maillage.agreements.queries.agreements import (
    agreements_linking,
    agreements_open_to,
    agreements_readable_by,
    versions_of,
)
from maillage.agreements.queries.documents import documents_open_to
from maillage.agreements.queries.opening import bonds_around

__all__ = [
    "agreements_linking",
    "agreements_open_to",
    "agreements_readable_by",
    "bonds_around",
    "documents_open_to",
    "versions_of",
]
