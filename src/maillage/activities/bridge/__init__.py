"""The engines, as activities ask for them."""

from maillage.activities.bridge.meetings import Planned, habit, planned, planned_again

__all__ = ["Planned", "habit", "planned", "planned_again"]
