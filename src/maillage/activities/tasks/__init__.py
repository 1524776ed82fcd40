"""Deferred work of activities, by subject."""

from maillage.activities.tasks import bootcamps

__all__ = ["bootcamps"]
