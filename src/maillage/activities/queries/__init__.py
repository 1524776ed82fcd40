"""What is coming, what took place, and who may read it."""

from maillage.activities.queries.activities import (
    activities_coordinated_by,
    activities_open_to,
    programme_of,
)

__all__ = ["activities_coordinated_by", "activities_open_to", "programme_of"]
