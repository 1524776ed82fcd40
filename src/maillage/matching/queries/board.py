"""What needs an advisor or a coordinator today: each line with why it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, Window

from maillage.matching.enums import LIVE_STATES, BoardReason, IntroductionState, SharingState
from maillage.matching.models import FollowUp, Introduction, Need
from maillage.matching.queries.advising import advised_by

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer

MOST_LINES = 5  # of each reason; the rest is counted
ANSWER_WITHIN = timedelta(days=5)
MEET_WITHIN = timedelta(days=30)  # then the first follow-up asks


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    """One need, and since when it waits. `is_advised`: its firm opened it to the reader."""

    need: Need
    since: datetime
    is_advised: bool


@dataclass(frozen=True, kw_only=True)
class BoardGroup:
    """The lines of one reason, those that the reader accompanies first, then the oldest; and how many in all."""

    reason: BoardReason
    lines: list[BoardLine]
    number: int


def keeps_a_board(viewer: Viewer) -> bool:
    """Advisors and coordinators follow the needs of their networks."""
    return bool(viewer.advised_network_ids | viewer.coordinated_network_ids)


def board_of(
    viewer: Viewer,
    *,
    now: datetime,
    besides: Collection[int] = (),
    unasked: Mapping[int, Collection[str]] | None = None,
) -> list[BoardGroup]:
    """What needs the viewer, the most pressing reason first; reasons without a line are left out. One query each.

    It shows needs that visibility opens to her in her networks, and those that firms opened to her. Of an
    introduction it tells the state and the day, never the other side. `besides`: introductions shown elsewhere. `unasked`: by network, the kinds of need that wait for
    somebody else, unless their firm opened them to her.
    """
    followed = _followed_needs(viewer, unasked or {})
    rows = Introduction.objects.filter(need__in=followed.order_by().values("pk")).exclude(pk__in=besides)
    unanswered = rows.filter(state=IntroductionState.ASKED, changed_at__lte=now - ANSWER_WITHIN)
    unmatched = followed.filter(
        ~Exists(Introduction.objects.filter(need=OuterRef("pk"), state__in=LIVE_STATES)),
        state=SharingState.OPEN,
    )
    silent = FollowUp.objects.filter(introduction=OuterRef("pk"), due_at__lte=now, answered_at__isnull=True)
    meeting = rows.filter(state=IntroductionState.ACCEPTED, changed_at__gt=now - MEET_WITHIN)
    groups = [
        _of_introductions(BoardReason.UNANSWERED, unanswered, viewer),
        _of_introductions(BoardReason.FOLLOW_UP, rows.filter(Exists(silent)), viewer),
        _of_introductions(BoardReason.MEETING, meeting, viewer),
        _of_needs(BoardReason.UNMATCHED, unmatched, viewer),
    ]
    return [group for group in groups if group.lines]


def _followed_needs(viewer: Viewer, unasked: Mapping[int, Collection[str]]) -> QuerySet[Need]:
    """Open needs that she sees in her networks, and those opened to her, closed ones too: she may read all of them."""
    networks = viewer.advised_network_ids | viewer.coordinated_network_ids
    seen = Need.objects.visible_to(viewer).open().filter(network__in=networks)
    for network, kinds in unasked.items():
        seen = seen.exclude(network=network, kind__in=kinds)
    return Need.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=advised_by(viewer).values("need")))


def _of_needs(reason: BoardReason, needs: QuerySet[Need], viewer: Viewer) -> BoardGroup:
    rows = list(
        needs.annotate(
            total=Window(Count("pk")), is_advised=Exists(advised_by(viewer).filter(need=OuterRef("pk")))
        )
        .select_related("organisation__territory")
        .defer("vector")
        .order_by("-is_advised", "created_at", "pk")[:MOST_LINES]
    )
    return BoardGroup(
        reason=reason,
        lines=[BoardLine(need=row, since=row.created_at, is_advised=row.is_advised) for row in rows],
        number=rows[0].total if rows else 0,
    )


def _of_introductions(reason: BoardReason, rows: QuerySet[Introduction], viewer: Viewer) -> BoardGroup:
    found = list(
        rows.annotate(
            total=Window(Count("pk")),
            is_advised=Exists(advised_by(viewer).filter(need=OuterRef("need"))),
        )
        .select_related("need__organisation__territory")
        .defer("need__vector")
        .order_by("-is_advised", "changed_at", "pk")[:MOST_LINES]
    )
    return BoardGroup(
        reason=reason,
        lines=[BoardLine(need=row.need, since=row.changed_at, is_advised=row.is_advised) for row in found],
        number=found[0].total if found else 0,
    )
