"""What is told of initiatives and of what is given to them. Lists are ordered to the last tie."""

from maillage.initiatives.queries.initiatives import (
    Parts,
    given_to,
    initiatives_open_to,
    initiatives_to_choose,
    organisations_around,
    parts_of,
    places_to_reach,
    strands_bound,
)

__all__ = [
    "Parts",
    "given_to",
    "initiatives_open_to",
    "initiatives_to_choose",
    "organisations_around",
    "parts_of",
    "places_to_reach",
    "strands_bound",
]
