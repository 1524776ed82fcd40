"""The only place that reads the clock; everything below a view is handed its time."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """The day in the time zone of the request."""
    return timezone.localdate()
