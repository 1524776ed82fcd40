"""Which letters the life of an agreement calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.agreements.enums import HostingState, NoticeMatter, StayState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from maillage.agreements.models import HostingYear

TOLD_BY_LETTER: Mapping[str, NoticeMatter] = {
    StayState.ASKED: NoticeMatter.STAY_ASKED,
    StayState.ACCEPTED: NoticeMatter.STAY_ACCEPTED,
    StayState.DECLINED: NoticeMatter.STAY_DECLINED,
    StayState.WITHDRAWN: NoticeMatter.STAY_WITHDRAWN,
}
TOLD_TO_THE_HOST = frozenset({NoticeMatter.STAY_ASKED, NoticeMatter.STAY_WITHDRAWN})
AFTER_A_STAY: Mapping[int, NoticeMatter] = {3: NoticeMatter.STAY_AFTER_3, 12: NoticeMatter.STAY_AFTER_12}
# A month of the year before: from its first day on, the coordinators of the next host are told.
BEFORE_A_VISIT = {NoticeMatter.HOSTING_AHEAD: 4, NoticeMatter.HOSTING_NEAR: 10}


def hosting_notice_due(hosting: HostingYear, day: date) -> NoticeMatter | None:
    """The latest thing to tell the host of a planned year on that day; None outside the year before."""
    if hosting.state != HostingState.PLANNED or day.year != hosting.year - 1:
        return None
    due = [matter for matter, month in BEFORE_A_VISIT.items() if day.month >= month]
    return due[-1] if due else None
