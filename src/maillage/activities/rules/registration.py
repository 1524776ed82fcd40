"""Whether somebody may come forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.activities.enums import ActivityState, Audience

if TYPE_CHECKING:
    from datetime import date

    from maillage.activities.models import Activity, Registration


def is_open(activity: Activity, registration: Registration | None, *, day: date, is_known: bool) -> bool:
    """Whether somebody may come forward today, with an account or without."""
    return (
        registration is not None
        and activity.state == ActivityState.ANNOUNCED
        and not activity.is_past(day)
        and (registration.closes_on is None or day <= registration.closes_on)
        and (is_known or registration.audience == Audience.ANYONE)
    )
