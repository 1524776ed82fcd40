"""The board of who follows the needs of others, from rows to lines that say why they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.common.zones import day_of
from maillage.matching.enums import BoardReason
from maillage.matching.queries import board_of, keeps_a_board
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from maillage.common.viewer import Viewer
    from maillage.matching.queries import BoardGroup, BoardLine

WHY = {
    BoardReason.UNANSWERED: gettext_lazy(
        "Demandé le %(day)s, personne n’a répondu : relancez, ou proposez une autre piste."
    ),
    BoardReason.FOLLOW_UP: gettext_lazy("Sans nouvelle depuis le %(day)s : demandez ce que c’est devenu."),
    BoardReason.MEETING: gettext_lazy("Accepté le %(day)s : demandez si la rencontre est fixée."),
    BoardReason.UNMATCHED: gettext_lazy("Dit le %(day)s, aucune mise en relation en cours."),
}


def board_sections(
    viewer: Viewer, *, now: datetime, besides: Collection[int], unasked: Mapping[int, Collection[str]]
) -> list[dict[str, Any]] | None:
    """What `pages/parts/board_section.html` takes, one for each reason; None for who follows nobody."""
    if not keeps_a_board(viewer):
        return None
    return [_section(group) for group in board_of(viewer, now=now, besides=besides, unasked=unasked)]


def _section(group: BoardGroup) -> dict[str, Any]:
    return {
        "id": group.reason.value,
        "title": group.reason.label,
        "number": group.number,
        "more": group.number - len(group.lines),
        "lines": [_line(line, group.reason) for line in group.lines],
    }


def _line(line: BoardLine, reason: BoardReason) -> dict[str, Any]:
    need = line.need
    return {
        "title": need.title,
        "url": need.get_absolute_url(),
        "by": str(need.organisation),
        "tag": _("vous accompagnez") if line.is_advised else "",
        "text": WHY[reason] % {"day": plain_day(day_of(line.since), spoken())},
        "action": _("Lire ses pistes") if line.is_advised else _("Lire le besoin"),
        "state": "wait" if reason == BoardReason.UNMATCHED else "hot",
    }
