"""What the page and the paper of a result show, in the shapes that the parts take."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assessments.enums import Change, Standing, Why
from maillage.assessments.rules.profile import first_to_work_on, strengths
from maillage.assessments.rules.words import change, level_said, standing, sure_from
from maillage.ui.formats import NO_BREAK_SPACE, share
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maillage.assessments.models import Estimate, Sitting
    from maillage.assessments.queries import Measured
    from maillage.assessments.rules.profile import First
    from maillage.skills.models import Competence, Level

Row = dict[str, Any]
BEYOND = 1.5  # logits that the drawing shows below the first cut and above the last
VERDICTS = {
    Standing.REACHED: "yes",
    Standing.LIKELY: "unknown",
    Standing.NOT_YET: "no",
    Standing.UNKNOWN: "unknown",
}


def cuts_of(sitting: Sitting) -> list[float]:
    """Where each level of the instrument begins, the first aside."""
    return [float(cut) for cut in sitting.instrument.content["cuts"]]


def place(logit: float, cuts: Sequence[float]) -> float:
    """In percents of the width of a drawing, its edges included."""
    low, high = cuts[0] - BEYOND, cuts[-1] + BEYOND
    return round(100 * (min(max(logit, low), high) - low) / (high - low), 2)


def axis(cuts: Sequence[float]) -> Row:
    """Where the levels begin, and where their names stand."""
    bounds = [cuts[0] - BEYOND, *cuts, cuts[-1] + BEYOND]
    middles = [(low + high) / 2 for low, high in pairwise(bounds)]
    return {
        "cuts": [place(cut, cuts) for cut in cuts],
        "levels": [
            {"place": place(middle, cuts), "label": _("Niveau %(number)s") % {"number": number}}
            for number, middle in enumerate(middles, start=1)
        ],
    }


def groups(rows: Sequence[Measured], sitting: Sitting) -> list[Row]:
    """Area by area: the bar of each competence, its words, and how it stands before what the role asks for."""
    cuts = cuts_of(sitting)
    return [
        {
            "title": f"{area.code}. {area.title}",
            "id": f"domaine-{area.code}",
            "rows": [_bar(row, cuts) for row in own],
        }
        for area, own in groupby(rows, key=lambda row: row.competence.area)
    ]


def _bar(row: Measured, cuts: Sequence[float]) -> Row:
    known, required = row.estimate, row.required.level if row.required else None
    return {
        "name": name_of(row.competence),
        "said": known_said(known),
        "is_asked": bool(known.asked),
        "low": place(known.low, cuts),
        "middle": place(known.middle, cuts),
        "high": place(known.high, cuts),
        "reference": place(cuts[required - 2], cuts) if required and required > 1 else None,
        "required": required,
        **_stands(known, required),
    }


def _stands(known: Estimate, required: int | None) -> Row:
    if required is None:
        return {"stands": "", "kind": ""}
    how = standing(known, required)
    return {"stands": str(how.label), "kind": VERDICTS[how]}


def name_of(competence: Competence) -> str:
    return f"{competence.code}{NO_BREAK_SPACE}{competence.title}"


def known_said(known: Estimate) -> str:
    """What is known in words; of what no question was about, what the other answers let think."""
    if known.asked:
        return level_said(known.levels)
    return _("aucune question posée ; d’après les autres réponses, %(said)s") % {
        "said": level_said(known.levels)
    }


def table(rows: Sequence[Measured], sitting: Sitting) -> Row:
    """The same in figures: the chances of each level, and the levels between which the bar lies."""
    cuts = cuts_of(sitting)
    levels = range(1, len(cuts) + 2)
    has_role = any(row.required for row in rows)
    numbered = [_("Niveau %(number)s") % {"number": number} for number in levels]
    return {
        "columns": [
            {"label": _("Compétence")},
            *({"label": label, "number": True} for label in numbered),
            {"label": _("La barre"), "number": True},
            {"label": _("Questions"), "number": True},
            *([{"label": _("Attendu")}] if has_role else []),
        ],
        "rows": [_line(row, cuts, numbered, has_role=has_role) for row in rows],
    }


def _line(row: Measured, cuts: Sequence[float], numbered: Sequence[str], *, has_role: bool) -> list[Row]:
    known = row.estimate
    asked = {"text": expected_said(row), "label": _("Attendu :")}
    return [
        {"text": name_of(row.competence)},
        *(
            {"text": share(round(chance, 2), spoken()), "number": True, "label": f"{label}{NO_BREAK_SPACE}:"}
            for label, chance in zip(numbered, known.levels, strict=True)
        ),
        {"text": span_said(known, cuts), "number": True, "label": _("La barre :")},
        {"text": known.asked, "number": True, "label": _("Questions :")},
        *([asked] if has_role else []),
    ]


def levels_touched(known: Estimate, cuts: Sequence[float]) -> tuple[int, int]:
    """The lowest and the highest level of the interval."""
    return 1 + bisect_right(cuts, known.low), 1 + bisect_right(cuts, known.high)


def span_said(known: Estimate, cuts: Sequence[float]) -> str:
    """The levels that the interval touches: « 2 à 3 », or one."""
    low, high = levels_touched(known, cuts)
    return str(low) if low == high else _("%(low)s à %(high)s") % {"low": low, "high": high}


def expected_said(row: Measured) -> str:
    if row.required is None:
        return _("pas attendue")
    told = {"level": row.required.level, "stands": standing(row.estimate, row.required.level).label}
    return _("niveau %(level)s : %(stands)s") % told


def outstanding(rows: Sequence[Measured], sitting: Sitting) -> Row:
    """`strong` and `first`, and the title that tells how many of each."""
    known = [row.estimate for row in rows]
    required = {row.competence.code: row.required.level for row in rows if row.required}
    by_code = {row.competence.code: row for row in rows}
    strong, first = strengths(known, required), first_to_work_on(known, required)
    return {
        "title": _title(len(strong), len(first)),
        "strong": [_strong(by_code[one.dimension], sitting) for one in strong],
        "first": [_first(by_code[one.estimate.dimension], one, sitting) for one in first],
    }


def _title(strong: int, first: int) -> str:
    told = ngettext("%(n)s point fort", "%(n)s points forts", strong) % {"n": strong}
    begun = ngettext("une compétence à travailler d’abord", "%(n)s compétences à travailler d’abord", first)
    if strong and first:
        return f"{told}, {begun % {'n': first}}"
    if strong:
        return told
    return _("Un premier repère, encore flou") if not first else _capital(begun % {"n": first})


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _strong(row: Measured, sitting: Sitting) -> Row:
    return _told(row, sitting, at=sure_from(row.estimate.levels)) | {
        "reason": level_said(row.estimate.levels)
    }


def _first(row: Measured, first: First, sitting: Sitting) -> Row:
    """With what is done at the next level: the one asked for, or the one above the most likely."""
    top = len(first.estimate.levels)
    at = first.required or min(first.estimate.level + 1, top)
    return _told(row, sitting, at=at) | {"reason": _why(first)}


def _why(first: First) -> str:
    told = {"level": first.required, "said": level_said(first.estimate.levels), "why": first.why.label}
    if first.why == Why.REQUIRED:
        return _("Le rôle demande le niveau %(level)s. D’après les réponses : %(said)s.") % told
    if first.why == Why.UNSURE:
        return _("Le rôle demande le niveau %(level)s, et nous ne savons pas s’il est atteint.") % told
    return _capital(_("%(said)s ; %(why)s.") % told)


def _told(row: Measured, sitting: Sitting, *, at: int) -> Row:
    version = sitting.instrument.framework
    assert version is not None  # the database holds it for the instruments of people
    text = next((one.text for one in row.competence.descriptors.all() if one.level == at), "")
    return {
        "title": name_of(row.competence),
        "url": reverse("skills:competence", args=[version.slug, row.competence.code]),
        "level": _("Au niveau %(level)s") % {"level": at},
        "text": text,
    }


def role_counts(rows: Sequence[Measured]) -> list[Row]:
    """How many levels of the role stand how; those at none are left out."""
    stands = [standing(row.estimate, row.required.level) for row in rows if row.required]
    return [
        {"kind": VERDICTS[how], "text": f"{how.label}{NO_BREAK_SPACE}: {stands.count(how)}"}
        for how in Standing
        if how in stands
    ]


def levels_of(levels: Iterable[Level]) -> list[Row]:
    return [
        {"label": _("Niveau %(number)s") % {"number": one.number}, "value": f"{one.title}. {one.description}"}
        for one in levels
    ]


def changes(rows: Sequence[Measured], before: Iterable[Estimate]) -> Row:
    """`told`: what moved for sure since an earlier result; `unsure`: of how many others nothing can be said."""
    earlier = {row.dimension: row for row in before if row.asked}
    both = [
        (row, change(earlier[row.competence.code], row.estimate))
        for row in rows
        if row.estimate.asked and row.competence.code in earlier
    ]
    told = [
        {
            "label": name_of(row.competence),
            "value": f"{how.label}{NO_BREAK_SPACE}; {level_said(row.estimate.levels)}",
        }
        for row, how in both
        if how != Change.UNKNOWN
    ]
    return {"told": told, "unsure": len(both) - len(told), "both": len(both)}
