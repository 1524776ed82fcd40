"""What is told of a group, in the shapes that tables, files and results take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assessments.models import FEWEST
from maillage.assessments.web.result_rows import cuts_of, levels_touched, name_of, span_said
from maillage.common.zones import day_of
from maillage.ui.formats import NO_BREAK_SPACE, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.assessments.models import Campaign, GroupCount, Sitting
    from maillage.assessments.queries import Measured, Told

Row = dict[str, Any]


def counts_table(told: Sequence[Told], campaign: Campaign) -> Row:
    """One line a competence: how many people stand where. No rows as long as ten did not finish."""
    levels = len(campaign.instrument.content["cuts"]) + 1
    rows = [_line(row, row.count, levels) for row in told if row.count]
    return {
        "columns": [
            {"label": _("Compétence")},
            {"label": _("Personnes par niveau")},
            {"label": _("Comptées"), "number": True},
            {"label": _("Le")},
        ],
        "rows": rows,
    }


def _line(row: Told, count: GroupCount, levels: int) -> list[Row]:
    return [
        {"text": name_of(row.competence)},
        {"text": bins_said(count, levels)},
        {"text": count.people, "number": True, "label": _("Comptées :")},
        {"text": plain_day(day_of(count.counted_at), spoken()), "label": _("Le :")},
    ]


def bins_said(count: GroupCount, levels: int) -> str:
    """« niveaux 1 à 2 : 5 · niveau 3 : 7 »."""
    if not count.bins:
        return _("Trop peu réparties sur les %(levels)s niveaux pour être dites.") % {"levels": levels}
    return " · ".join(f"{span(first, last)}{NO_BREAK_SPACE}: {people}" for first, last, people in count.bins)


def span(first: int, last: int) -> str:
    if first == last:
        return _("niveau %(level)s") % {"level": first}
    return _("niveaux %(first)s à %(last)s") % {"first": first, "last": last}


def arrivals(campaign: Campaign) -> dict[str, int | None]:
    """How many began and finished; None of fewer than ten invited, of whom it would tell who came."""
    is_told = campaign.invited >= FEWEST  # type: ignore[attr-defined] # a row of campaigns_followed_by
    return {
        "begun": campaign.begun if is_told else None,  # type: ignore[attr-defined] # the same
        "finished": campaign.finished if is_told else None,  # type: ignore[attr-defined] # the same
    }


def figures(campaign: Campaign, told: Sequence[Told]) -> Row:
    return {
        "format": "maillage-group-1",
        "title": campaign.title,
        "is_fictitious": campaign.is_fictitious,
        "invited": campaign.invited,  # type: ignore[attr-defined] # a row of campaigns_followed_by
        **arrivals(campaign),
        "competences": [
            {
                "competence": row.competence.code,
                "title": row.competence.title,
                "people": row.count.people,
                "levels": [
                    {"from": first, "to": last, "people": people} for first, last, people in row.count.bins
                ],
                "counted_at": day_of(row.count.counted_at).isoformat(),
            }
            for row in told
            if row.count
        ],
    }


def beside_group(rows: Sequence[Measured], counts: Sequence[GroupCount], sitting: Sitting) -> Row:
    """Her bar beside the median and the middle half of her group, competence by competence."""
    cuts = cuts_of(sitting)
    by_code = {count.dimension: count for count in counts}
    both = [
        (row, by_code[row.competence.code])
        for row in rows
        if row.estimate.asked and row.competence.code in by_code
    ]
    people = min((count.people for _row, count in both), default=0)
    return {
        "people": ngettext("%(n)s personne au moins", "%(n)s personnes au moins", people) % {"n": people},
        "columns": [
            {"label": _("Compétence")},
            {"label": _("Votre barre"), "number": True},
            {"label": _("Médiane du groupe"), "number": True},
            {"label": _("Moitié du milieu"), "number": True},
            {"label": _("Ce qu’on peut en dire")},
        ],
        "rows": [_beside(row, count, cuts) for row, count in both],
    }


def _beside(row: Measured, count: GroupCount, cuts: Sequence[float]) -> list[Row]:
    low, middle, high = count.quartiles
    half = str(low) if low == high else _("%(low)s à %(high)s") % {"low": low, "high": high}
    return [
        {"text": name_of(row.competence)},
        {"text": span_said(row.estimate, cuts), "number": True, "label": _("Votre barre :")},
        {"text": middle, "number": True, "label": _("Médiane du groupe :")},
        {"text": half, "number": True, "label": _("Moitié du milieu :")},
        {"text": _compared(row, low, high, cuts)},
    ]


def _compared(row: Measured, low: int, high: int, cuts: Sequence[float]) -> str:
    """Above or below only when the whole bar is."""
    lowest, highest = levels_touched(row.estimate, cuts)
    if lowest > high:
        return _("au-dessus de la moitié du milieu")
    if highest < low:
        return _("au-dessous de la moitié du milieu")
    return _("rien de sûr : votre barre touche la moitié du milieu")
