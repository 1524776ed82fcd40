"""What is coming, what took place, and who may read it."""

from maillage.activities.queries.activities import (
    activities_coordinated_by,
    activities_open_to,
    programme_of,
)
from maillage.activities.queries.visits import (
    conflicts_in,
    delegation_of,
    follow_ups_of,
    follow_ups_to_recall,
    frame_of,
    hosts_of,
    moments_of,
    needs_in,
    needs_to_erase,
    owners_to_tell,
    part_of,
    programme_for,
    visits_followed_by,
)

__all__ = [
    "activities_coordinated_by",
    "activities_open_to",
    "conflicts_in",
    "delegation_of",
    "follow_ups_of",
    "follow_ups_to_recall",
    "frame_of",
    "hosts_of",
    "moments_of",
    "needs_in",
    "needs_to_erase",
    "owners_to_tell",
    "part_of",
    "programme_for",
    "programme_of",
    "visits_followed_by",
]
