"""An activity in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.activities.models import Activity

Panel = dict[str, Any]  # a `template` and what it takes; with `above`, before the programme


def days(activity: Activity) -> str:
    """« 10 mai 2027 », or « du 10 mai 2027 au 12 mai 2027 »."""
    first, last = (plain_day(day, spoken()) for day in (activity.starts_on, activity.ends_on))
    return first if first == last else _("du %(first)s au %(last)s") % {"first": first, "last": last}


def kind_said(activity: Activity) -> str:
    """« Atelier », or « Atelier – fictif »."""
    kind = activity.get_kind_display()
    return _("%(kind)s – fictif") % {"kind": kind} if activity.is_fictitious else kind
