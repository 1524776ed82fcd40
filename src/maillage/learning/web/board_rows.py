"""The people of a cohort, in the shapes that its board takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.activities.queries.camp_results import attendance_of
from maillage.activities.rules.hours import when
from maillage.learning.operations.cohort_letters import BETWEEN
from maillage.learning.rules.following import Pace
from maillage.learning.rules.text import blocks_of
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from maillage.activities.models import ProgrammeItem
    from maillage.learning.models import BlockDone, Cohort
    from maillage.learning.queries.following import Follower

Row = dict[str, Any]


def title_of(by_pace: Mapping[Pace, Sequence[Row]]) -> str:
    """The answer, before the list."""
    stuck = len(by_pace[Pace.STUCK])
    if not stuck:
        return _("Personne ne s’est arrêté")
    words = ngettext("%(n)s personne s’est arrêtée", "%(n)s personnes se sont arrêtées", stuck)
    return words % {"n": stuck}


def person(row: Follower, cohort: Cohort, steps: int, day: date) -> Row:
    """One person: how far she is, since when, and what would help."""
    again = row.written_on + BETWEEN if row.written_on else None
    part = row.participant
    return {
        "name": part.name,
        "office": part.office,
        "far": _far(len(row.finished), steps),
        "last": _last(row.last) if row.last else "",
        "since": _since(row, day) if row.pace == Pace.STUCK else "",
        "help": _help(row) if row.pace == Pace.STUCK else "",
        "sessions": _sessions(row.attended),
        "news_url": reverse("learning:cohort_news", args=[cohort.activity.slug, part.pk])
        if part.address and (again is None or again <= day)
        else "",
        "written": _("Un mot est parti le %(day)s.") % {"day": plain_day(row.written_on, spoken())}
        if row.written_on
        else "",
    }


def _far(done: int, steps: int) -> str:
    words = ngettext("%(done)s module fini sur %(steps)s", "%(done)s modules finis sur %(steps)s", done)
    return words % {"done": done, "steps": steps}


def _last(block: BlockDone) -> str:
    """« Dernier bloc lu : « Compter », dans « Lire une petite entreprise » »."""
    version = block.reading.version
    titles = [row.title for row in blocks_of(version.text)]
    told = {"block": titles[block.position - 1], "module": version.title}
    return _("Dernier bloc lu : « %(block)s », dans « %(module)s ».") % told


def _since(row: Follower, day: date) -> str:
    days = (day - row.since).days
    if row.last is None:
        words = ngettext("N’a rien ouvert depuis %(n)s jour.", "N’a rien ouvert depuis %(n)s jours.", days)
    else:
        words = ngettext("N’a rien lu depuis %(n)s jour.", "N’a rien lu depuis %(n)s jours.", days)
    return words % {"n": days}


def _help(row: Follower) -> str:
    if row.last is None:
        return _("Proposez de lire le premier bloc ensemble : dix minutes, avant ou après une séance.")
    if row.attended and not row.attended[-1]:
        return _(
            "N’était pas à la dernière séance : demandez si l’heure convient, et racontez ce qui s’y est dit."
        )
    return _("Demandez ce qui arrête : le temps, l’accès, ou ce bloc lui-même.")


def _sessions(attended: Sequence[bool]) -> str:
    if not attended:
        return ""
    return _("Présences notées : %(there)s sur %(noted)s.") % {"there": sum(attended), "noted": len(attended)}


def next_session(items: Iterable[ProgrammeItem], now: datetime) -> Row | None:
    """The first that has not begun."""
    coming = next((item for item in items if item.starts_at > now), None)
    return {"title": coming.title, "when": when(coming)} if coming else None


def attended_table(cohort: Cohort, items: Sequence[ProgrammeItem], seated: int, now: datetime) -> Row:
    """Session by session: how many were there. Of one to come, nothing."""
    noted = attendance_of(cohort.activity)
    rows = []
    for item in items:
        told = [there for (session, _who), there in noted.items() if session == item.pk]
        page = reverse("learning:cohort_presence", args=[cohort.activity.slug, item.pk])
        there = _("à venir") if item.starts_at > now else _("pas encore notées")
        if told:
            there = _("%(there)s sur %(seated)s") % {"there": sum(told), "seated": seated}
        rows.append(
            [
                {"text": item.title, "url": page},
                {"text": when(item)},
                {"text": there, "label": _("Présences :")},
            ]
        )
    columns = [{"label": _("Séance")}, {"label": _("Quand")}, {"label": _("Présences")}]
    return {"columns": columns, "rows": rows}
