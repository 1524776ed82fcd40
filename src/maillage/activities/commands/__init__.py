"""The verbs of activities: `maillage lab meetings`."""

from maillage.activities.commands.lab_meetings import meetings

__all__ = ["meetings"]
