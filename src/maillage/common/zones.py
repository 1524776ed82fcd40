"""Clocks of places: IANA names, and local times that may not exist."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class NoSuchLocalTime(Refusal):
    message = _("Cette heure n’existe pas à cet endroit : le passage à l’heure d’été la saute.")


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def validate_time_zone(name: str) -> None:
    """Raises ValidationError, on the field `time_zone`, unless the name is one of the IANA database."""
    if name not in _names():
        raise ValidationError({"time_zone": _("Ce fuseau horaire est inconnu.")})


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the clocks of a place show this naive time; the first one when they show it twice.

    Raises NoSuchLocalTime for a time that the change to summer time skips.
    """
    moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchLocalTime
    return moment


def day_of(moment: datetime) -> date:
    """The day that a moment falls on, in the time zone of the request: near midnight, not always that of UTC."""
    return localtime(moment).date()
