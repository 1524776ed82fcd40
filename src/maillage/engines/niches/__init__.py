"""In what a community is stronger than its country, when counts are small."""

from maillage.engines.niches.quotients import (
    LEAST_STRENGTH,
    MOST_STRENGTH,
    Quotients,
    likeliest_strength,
    quotients,
)

__all__ = ["LEAST_STRENGTH", "MOST_STRENGTH", "Quotients", "likeliest_strength", "quotients"]
