"""The result of a firm's diagnosis: its bands, what its answers reveal, what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.assessments import operations, permissions, queries
from maillage.assessments.errors import NothingToAsk, SittingAlreadyOpen
from maillage.assessments.models.instruments import in_language
from maillage.assessments.queries.diagnoses import (
    continuation_of,
    diagnosis_of,
    has_more_to_ask,
    longest,
    overall_of,
    with_answers,
)
from maillage.assessments.rules.bands import band_said
from maillage.assessments.web.crumbs import crumbs_of
from maillage.common import clock
from maillage.common.zones import day_of
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.assessments.models import Sitting
    from maillage.assessments.queries.diagnoses import Diagnosis, DimensionFound
    from maillage.common.http import Request

FIRST_PROPOSALS = 5
SECONDS_A_MINUTE = 60


def diagnosis_page(request: Request, sitting: Sitting) -> HttpResponse:
    """The result of a sitting that the viewer may read, with its instrument, scale and firm."""
    found = diagnosis_of(sitting)
    context = (
        _said_in_short(found)
        | _dimensions(found)
        | {
            "sitting": sitting,
            "firm": sitting.organisation,
            "crumbs": crumbs_of(str(sitting.instrument)),
            "explained": [_explained(found, one) for one in found.strongest_first],
            "lead_of_bands": sitting.instrument.said("bands_lead"),
            "unsaid": [answer.item.said("stem") for answer in found.unsaid],
            "is_being_run_in": queries.being_run_in(sitting.scale) > 0,
            "earlier": _earlier(found),
            "revealed": _revealed(found),
            "more": _more(request, found),
        }
    )
    return render(request, "assessments/diagnosis.html", context)


@login_required
@require_POST
def go_on(request: Request, key: UUID) -> HttpResponse:
    """From the short questionnaire to the whole of it, with the answers already given."""
    sitting = permissions.diagnosis_of_hers(request.viewer, key)
    try:
        longer = operations.continue_sitting(sitting_id=sitting.pk, now=clock.now())
    except (NothingToAsk, SittingAlreadyOpen) as refusal:
        messages.error(request, str(refusal))
        return redirect(sitting)
    return redirect(longer)


def _said_in_short(found: Diagnosis) -> dict[str, Any]:
    """The title, and what stands out when the answers allow to say it."""
    overall, ordered = found.overall, found.strongest_first
    if found.stands_out:
        lead = _("Le plus solide : %(best)s. Ce qui demande le plus d’attention : %(weak)s.") % {
            "best": ordered[0].title,
            "weak": ordered[-1].title,
        }
    else:
        lead = _(
            "Les barres se recouvrent toutes : on ne peut pas encore dire ce qui est le plus solide, ni le plus fragile."
        )
    asked = ngettext("%(asked)s question", "%(asked)s questions", len(found.answers))
    return {
        "title": band_said(overall.levels, found.labels),
        "lead": lead,
        "score": _points(overall.middle),
        "between": _between(overall.low, overall.high),
        "asked": asked % {"asked": len(found.answers)},
        "day": _day(found.sitting),
    }


def _dimensions(found: Diagnosis) -> dict[str, Any]:
    """The picture and the table, the strongest first."""
    return {
        "bars": [
            {
                "name": one.title,
                "note": band_said(one.estimate.levels, found.labels),
                "value": round(one.score, 1),
                "low": round(one.low, 1),
                "high": round(one.high, 1),
                "said": _points(one.score),
                "between": _between(one.low, one.high),
            }
            for one in found.strongest_first
        ],
        "columns": [
            {"label": _("Dimension")},
            {"label": _("Note sur 100"), "number": True},
            {"label": _("Entre")},
            {"label": _("Niveau")},
            {"label": _("Questions"), "number": True},
            {"label": _("Thème européen")},
        ],
        "rows": [_row(found, one) for one in found.strongest_first],
    }


def _row(found: Diagnosis, one: DimensionFound) -> list[dict[str, Any]]:
    compared = _("oui") if one.told.get("comparable_eu_dma") else _("non")
    return [
        {"text": one.title},
        {"text": _points(one.score), "number": True, "label": _("Note :")},
        {"text": _between(one.low, one.high), "label": _("Entre :")},
        {"text": band_said(one.estimate.levels, found.labels), "label": _("Niveau :")},
        {"text": one.estimate.asked, "number": True, "label": _("Questions :")},
        {"text": compared, "label": _("Thème européen :")},
    ]


def _explained(found: Diagnosis, one: DimensionFound) -> dict[str, Any]:
    return {
        "id": one.estimate.dimension,
        "title": one.title,
        "band": found.labels[one.estimate.level - 1],
        "explanation": in_language(one.told, "explanation"),
        "means": one.said_of_band("means"),
        "first": one.said_of_band("first"),
        "moved": _moved(one),
    }


def _moved(one: DimensionFound) -> str:
    if one.earlier is None or one.earlier.score is None:
        return ""
    told = {"before": _points(one.earlier.score), "now": _points(one.score)}
    if one.moved:
        rose = _("Plus haut que la dernière fois : de %(before)s à %(now)s, au-delà du doute.")
        fell = _("Plus bas que la dernière fois : de %(before)s à %(now)s, au-delà du doute.")
        return (rose if one.moved > 0 else fell) % told
    return _("De %(before)s à %(now)s depuis la dernière fois : l’écart tient dans le doute.") % told


def _earlier(found: Diagnosis) -> list[dict[str, Any]]:
    """The former diagnoses of the firm, the newest first."""
    rows = []
    for sitting, answers in with_answers(found.earlier):
        overall = overall_of(sitting, answers)
        told = {"score": _points(overall.middle), "between": _between(overall.low, overall.high)}
        rows.append(
            {
                "label": _day(sitting),
                "url": sitting.get_absolute_url(),
                "note": _("Dans l’ensemble : %(score)s sur 100, %(between)s") % told,
            }
        )
    return rows


def _revealed(found: Diagnosis) -> dict[str, Any]:
    """The first needs that the answers reveal, and the way to choose among all of them."""
    proposals = found.proposals
    return {
        "first": [proposal.text() for proposal in proposals[:FIRST_PROPOSALS]],
        "number": len(proposals),
        "url": reverse("matching:needs_revealed", args=[found.sitting.key]),
        "facts_url": reverse("matching:diagnosis_facts", args=[found.sitting.key]),
    }


def _more(request: Request, found: Diagnosis) -> dict[str, Any] | None:
    """How to go on from a short questionnaire; None when there is no more to ask, or it is another person's to do."""
    sitting, answered = found.sitting, len(found.answers)
    is_hers = sitting.person_id == request.viewer.user_id
    longer = continuation_of(sitting)
    if longer is not None and (is_hers or longer.finished_at is not None):
        return {"url": longer.get_absolute_url(), "is_finished": longer.finished_at is not None}
    if longer is not None or not is_hers or not has_more_to_ask(sitting, answered):
        return None
    length = sitting.instrument.content["length"]
    seconds = (longest(sitting) - answered) * length["seconds_per_question"]
    return {
        "action": reverse("assessments:continue", args=[sitting.key]),
        "minutes": max(1, round(seconds / SECONDS_A_MINUTE)),
        "answered": answered,
    }


def _points(score: float) -> str:
    return number(round(score), spoken())


def _between(low: float, high: float) -> str:
    return _("entre %(low)s et %(high)s") % {"low": _points(low), "high": _points(high)}


def _day(sitting: Sitting) -> str:
    assert sitting.finished_at is not None
    return plain_day(day_of(sitting.finished_at), spoken())
