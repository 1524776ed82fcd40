"""A roll-out, in the shapes that its page takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.learning.rules.rollouts import Advance, advance, elapsed, total
from maillage.learning.web.rows import crumbs as from_learning
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from maillage.learning.models import RollOut
    from maillage.learning.queries.rollouts import Reach

Row = dict[str, Any]
UNTOLD = "<10"  # in a file


def crumbs_below(roll_out: RollOut, here: str) -> list[Row]:
    """Under a roll-out."""
    return [*crumbs(), {"label": roll_out.title, "url": roll_out.get_absolute_url()}, {"label": here}]


def crumbs(*here: str) -> list[Row]:
    trail = from_learning(
        (_("Cohortes"), reverse("learning:cohorts")), (_("Déploiements"), reverse("learning:roll_outs"))
    )
    return [*trail, *({"label": label} for label in here)]


def people_said(people: int | None) -> str:
    return _("moins de dix") if people is None else number(people, spoken())


def lead_of(roll_out: RollOut, reach: Sequence[Reach]) -> str:
    """« 46 personnes sur 100 ont une place », or at least so many."""
    if not reach:
        return _("Aucune région n’a encore de cible.")
    whole = total([row.enrolled for row in reach])
    told = {
        "people": number(whole.number, spoken()),
        "target": number(sum(row.target.people for row in reach), spoken()),
        "last": plain_day(roll_out.ends_on, spoken()),
    }
    if whole.is_whole:
        return _("%(people)s personnes ont une place, sur %(target)s visées d’ici le %(last)s.") % told
    if not whole.number:
        return _("%(target)s personnes visées d’ici le %(last)s.") % told
    return _("Au moins %(people)s personnes ont une place, sur %(target)s visées d’ici le %(last)s.") % told


def picture(row: Reach, roll_out: RollOut, day: date, *, coordinates: bool) -> Row:
    """One line of the drawing: a thread as long as the target, drawn as far as people are, and a mark for today."""
    passed = _passed(row, roll_out, day)
    share = 0 if row.enrolled is None else min(row.enrolled / row.target.people, 1.0)
    return {
        "name": row.target.territory.name,
        "text": _aimed(row),
        "aside": _said(row, passed),
        "percent": round(100 * share),
        "is_told": row.enrolled is not None,
        "today": round(100 * passed),
        "edit": reverse("learning:target_edit", args=[roll_out.pk, row.target.pk]) if coordinates else "",
        "remove": reverse("learning:target_remove", args=[roll_out.pk, row.target.pk]) if coordinates else "",
    }


def _aimed(row: Reach) -> str:
    target = number(row.target.people, spoken())
    if not row.cohorts:
        return _("cible : %(target)s") % {"target": target}
    return _("%(people)s sur %(target)s") % {"people": people_said(row.enrolled), "target": target}


def line(row: Reach, roll_out: RollOut, day: date) -> list[Row]:
    """The same, in exact values."""
    target = row.target
    return [
        {"text": target.territory.name},
        {"text": number(target.people, spoken()), "number": True, "label": _("Cible :")},
        {"text": plain_day(target.by_day, spoken()), "label": _("D’ici le :")},
        {"text": row.cohorts, "number": True, "label": _("Cohortes :")},
        {"text": people_said(row.enrolled), "number": True, "label": _("Ont une place :")},
        {"text": people_said(row.finished), "number": True, "label": _("Ont fini :")},
        {"text": _said(row, _passed(row, roll_out, day))},
    ]


def total_line(reach: Sequence[Reach]) -> list[Row]:
    """Sums of what is told."""
    target = sum(row.target.people for row in reach)
    return [
        {"text": _("Ensemble")},
        {"text": number(target, spoken()), "number": True, "label": _("Cible :")},
        {"text": ""},
        {"text": sum(row.cohorts for row in reach), "number": True, "label": _("Cohortes :")},
        {"text": _sum([row.enrolled for row in reach]), "number": True, "label": _("Ont une place :")},
        {"text": _sum([row.finished for row in reach]), "number": True, "label": _("Ont fini :")},
        {"text": ""},
    ]


def _sum(numbers: Sequence[int | None]) -> str:
    whole = total(numbers)
    said = number(whole.number, spoken())
    if not whole.number:
        return _("non dit")
    return said if whole.is_whole else _("au moins %(number)s") % {"number": said}


def _passed(row: Reach, roll_out: RollOut, day: date) -> float:
    return elapsed(starts_on=roll_out.starts_on, by_day=row.target.by_day, day=day)


def _said(row: Reach, passed: float) -> str:
    if not row.cohorts:
        return _("aucune cohorte encore")
    words = {
        Advance.REACHED: _("cible atteinte"),
        Advance.ON_TIME: _("à temps"),
        Advance.BEHIND: _("en retard sur le calendrier"),
        Advance.UNTOLD: _("trop peu de personnes pour le dire"),
    }
    return words[advance(people=row.enrolled, target=row.target.people, passed=passed)]
