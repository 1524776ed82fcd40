"""My evaluations: what waits for me, what I can begin, what I know since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from maillage.assessments import queries
from maillage.common.zones import day_of
from maillage.directory.queries import organisations_spoken_for
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from maillage.assessments.models import Instrument, Sitting
    from maillage.common.http import Request


@login_required
@require_GET
def home(request: Request) -> HttpResponse:
    hers = list(queries.sittings_of(request.viewer))
    speaks = organisations_spoken_for(request.viewer).exists()
    context = {
        "waiting": [_waiting(one) for one in hers if one.finished_at is None],
        "offered": [_offered(one) for one in queries.instruments_offered() if one.is_of_people or speaks],
        "results": [_result(one) for one in hers if one.finished_at is not None],
        "invites": bool(request.viewer.coordinated_network_ids | request.viewer.advised_network_ids),
        "crumbs": [{"label": _("Mes évaluations")}],
    }
    return render(request, "assessments/home.html", context)


def minutes(instrument: Instrument, questions: int) -> int:
    """Of reading and answering, rounded up."""
    seconds: int = questions * instrument.content["length"]["seconds_per_question"]
    return -(-seconds // 60)


def _waiting(sitting: Sitting) -> dict[str, Any]:
    given = sitting.given or 0  # type: ignore[attr-defined] # annotated by the query
    answers = ngettext("%(n)s réponse gardée", "%(n)s réponses gardées", given) % {"n": given}
    return {
        "title": str(sitting.instrument),
        "by": _about(sitting),
        "text": _("Commencée le %(day)s ; %(answers)s.")
        % {"day": _day(sitting.started_at), "answers": answers},
        "url": sitting.get_absolute_url(),
    }


def _offered(instrument: Instrument) -> dict[str, Any]:
    length = instrument.content["length"]
    return {
        "title": str(instrument),
        "url": reverse("assessments:start", args=[instrument.code]),
        "text": instrument.said("purpose"),
        "by": _("De %(few)s à %(many)s minutes : %(short)s questions ou %(most)s au plus")
        % {
            "few": minutes(instrument, length["short"]),
            "many": minutes(instrument, length["most"]),
            "short": length["short"],
            "most": length["most"],
        },
    }


def _result(sitting: Sitting) -> dict[str, Any]:
    assert sitting.finished_at is not None
    return {
        "label": str(sitting.instrument),
        "url": sitting.get_absolute_url(),
        "note": " · ".join(filter(None, [_about(sitting), _day(sitting.finished_at)])),
    }


def _day(moment: datetime) -> str:
    return plain_day(day_of(moment), spoken())


def _about(sitting: Sitting) -> str:
    return str(sitting.organisation or sitting.role or "")
