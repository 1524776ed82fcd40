"""What the pages of learning show, in the shapes that the parts of ui take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.common.zones import day_of
from maillage.learning.enums import StepState
from maillage.learning.rules.words import duration
from maillage.ui.formats import plain_day, share
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from maillage.assessments.models import Estimate
    from maillage.learning.models import ModuleLevel, ModuleVersion, Reading
    from maillage.learning.queries import Standpoint

Row = dict[str, Any]


def crumbs(*rest: tuple[str, str | None]) -> list[Row]:
    """From « Apprendre » to the page, which comes last without an address."""
    return [
        {"label": _("Apprendre"), "url": reverse("learning:home") if rest else None},
        *({"label": label, "url": url} for label, url in rest),
    ]


def day_said(moment: datetime) -> str:
    return plain_day(day_of(moment), spoken())


def level_rows(levels: Iterable[ModuleLevel], *, gained: bool) -> list[Row]:
    """Each competence with its level, and what one does there."""
    return [
        {
            "label": level_said(row),
            "text": next(
                (one.text for one in row.competence.descriptors.all() if one.level == row.level), ""
            ),
            "url": reverse("skills:competence", args=[row.competence.version.slug, row.competence.code]),
        }
        for row in levels
        if row.is_gained == gained
    ]


def level_said(row: ModuleLevel) -> str:
    return _("%(competence)s, niveau %(level)s") % {"competence": row.competence.title, "level": row.level}


def module_link(version: ModuleVersion, reading: Reading | None) -> Row:
    """One line of the list of modules; with how far she is, when she began it."""
    gained = ", ".join(row.competence.title for row in version.levels.all() if row.is_gained)
    return {
        "label": version.title,
        "url": version.module.get_absolute_url(),
        "note": f"{duration(version.minutes)} · {gained}",
        "tag": (_("terminé") if reading.finished_at else _("commencé")) if reading else "",
    }


def step_rows(found: Sequence[Standpoint]) -> list[Row]:
    """What `learning/parts/step.html` takes, for each step."""
    return [
        {
            "kind": {StepState.MASTERED: "skip-m", StepState.GONE: "skip-m"}.get(row.state, str(row.state)),
            "state": str(row.state.label),
            "title": row.version.title,
            "url": row.version.module.get_absolute_url(),
            "minutes": duration(row.version.minutes),
            "text": _said_of(row),
            "gains": _levels_said(row.version),
            "others": [
                {"label": other.title, "url": other.module.get_absolute_url()} for other in row.alternatives
            ],
            "is_settled": row.state.is_settled,
        }
        for row in found
    ]


def _levels_said(version: ModuleVersion) -> str:
    return ", ".join(level_said(row) for row in version.levels.all() if row.is_gained)


def _said_of(row: Standpoint) -> str:
    if row.state == StepState.DONE and row.reading and row.reading.finished_at:
        told = {"day": day_said(row.reading.finished_at), "title": row.reading.version.title}
        if row.reading.module_id != row.step.module_id:
            return _("Terminé le %(day)s, par « %(title)s ».") % told
        return _("Terminé le %(day)s.") % told
    if row.state == StepState.MASTERED:
        reasons = "\u00a0; ".join(_reason(level, known) for level, known in row.reached)
        return _("Vous le maîtrisez déjà : %(reasons)s.") % {"reasons": reasons}
    if row.state == StepState.GONE:
        return _("Retiré : %(reason)s") % {"reason": row.version.withdrawn_reason}
    return row.version.summary


def _reason(level: ModuleLevel, known: Estimate) -> str:
    chance = sum(known.levels[level.level - 1 :])
    told = {
        "competence": level.competence.title,
        "chance": share(round(chance, 2), spoken()),
        "level": level.level,
    }
    return _("%(competence)s, %(chance)s de chances d’être au niveau %(level)s ou plus") % told


def minutes_left(found: Iterable[Standpoint]) -> tuple[int, int]:
    """Of what is left to read, and of what is mastered already."""
    rows = list(found)
    left = sum(row.version.minutes for row in rows if not row.state.is_settled)
    return left, sum(row.version.minutes for row in rows if row.state == StepState.MASTERED)
