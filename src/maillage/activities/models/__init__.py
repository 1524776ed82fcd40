"""What communities do together."""

from maillage.activities.models.activities import Activity, ActivityQuerySet, Participant, ProgrammeItem

__all__ = ["Activity", "ActivityQuerySet", "Participant", "ProgrammeItem"]
