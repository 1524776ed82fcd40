"""Lengths of time, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

HOUR = 60  # minutes


def duration(minutes: int) -> str:
    """« 35 min », « 1 h 05 », « 9 h »."""
    if minutes < HOUR:
        return _("%(minutes)s min") % {"minutes": minutes}
    told = {"hours": minutes // HOUR, "minutes": f"{minutes % HOUR:02}"}
    return _("%(hours)s h %(minutes)s") % told if minutes % HOUR else _("%(hours)s h") % told
