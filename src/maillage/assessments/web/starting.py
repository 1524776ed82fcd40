"""Before the first question: what it is for, who sees what, what to choose, and her agreement."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.assessments import operations, permissions, queries
from maillage.assessments.web.crumbs import crumbs_of
from maillage.assessments.web.home import minutes
from maillage.assessments.web.starting_forms import FirmStart, PersonStart
from maillage.common import clock
from maillage.directory.queries import organisations_spoken_for
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.assessments.models import Instrument, Sitting
    from maillage.common.http import Request

SEEDS = 2**62


@login_required
@require_http_methods(["GET", "POST"])
def start(request: Request, code: str) -> HttpResponse:
    """Agree, choose, begin. A sitting that waits is shown first: the same one is not begun twice."""
    instrument = permissions.instrument_to_begin(request.viewer, code)
    waiting = list(queries.open_sittings(request.viewer, instrument))
    if waiting and instrument.is_of_people:
        return redirect(waiting[0])
    form = _form(request, instrument)
    sitting = done(form, lambda: begun(request, instrument, form))
    if sitting is not None:
        return redirect(sitting)
    context = {
        "instrument": instrument,
        "introduction": instrument.said("introduction"),
        "terms": _terms(instrument),
        "waiting": [{"label": str(one.organisation), "url": one.get_absolute_url()} for one in waiting],
        "crumbs": crumbs_of(str(instrument)),
    }
    return drawn(request, "assessments/start.html", form, **context)


def begun(request: Request, instrument: Instrument, form: PersonStart | FirmStart) -> Sitting:
    """The sitting that a valid form asks for. Raises NothingToAsk."""
    now = clock.now()
    return operations.begin_sitting(
        instrument=instrument,
        person=person_behind(request),
        seed=secrets.randbelow(SEEDS),
        consented_at=now,
        now=now,
        **form.chosen(),
    )


def _form(request: Request, instrument: Instrument) -> PersonStart | FirmStart:
    data = request.POST if request.method == "POST" else None
    if instrument.is_of_people:
        return PersonStart(data, instrument=instrument, lengths=_lengths(instrument))
    return FirmStart(
        data,
        instrument=instrument,
        lengths=_lengths(instrument),
        organisations=organisations_spoken_for(request.viewer),
    )


def _lengths(instrument: Instrument) -> list[tuple[int, str]]:
    length = instrument.content["length"]
    short, most = length["short"], length["most"]
    said = {
        "short": short,
        "most": most,
        "few": minutes(instrument, short),
        "many": minutes(instrument, most),
    }
    return [
        (most, _("%(most)s questions au plus, %(many)s minutes : le résultat le plus sûr") % said),
        (short, _("%(short)s questions, %(few)s minutes : une première idée") % said),
    ]


def _terms(instrument: Instrument) -> list[dict[str, Any]]:
    """What she agrees to, and a word on questions that are new."""
    if instrument.is_of_people:
        seen = _(
            "Vous seule, ou vous seul. Personne d’autre ne voit votre résultat tant que vous ne le montrez pas. Un groupe qui vous invite ne reçoit que des nombres de dix personnes ou plus, et seulement si vous l’acceptez."
        )
        kept = _(
            "Tant que votre compte existe. Vous pouvez les télécharger quand vous voulez ; elles s’effacent avec votre compte."
        )
    else:
        seen = _(
            "Les personnes qui parlent pour l’entreprise. Personne d’autre, tant qu’elles ne publient pas un besoin."
        )
        kept = _(
            "Tant que l’entreprise est au répertoire, même si vous fermez votre compte : sans votre nom."
        )
    rows = [
        {"label": _("À quoi cela sert"), "value": instrument.said("purpose")},
        {"label": _("Qui voit le résultat"), "value": seen},
        {"label": _("Combien de temps les réponses sont gardées"), "value": kept},
        {
            "label": _("Ce que deviennent les réponses"),
            "value": _(
                "Elles donnent votre résultat. Sans votre nom, elles servent aussi à mieux situer la difficulté des questions."
            ),
        },
    ]
    return rows + _run_in(instrument)


def _run_in(instrument: Instrument) -> list[dict[str, Any]]:
    scale = queries.scale_in_use(instrument)
    if scale is None or not queries.being_run_in(scale):
        return []
    meaning = _(
        "Des questions sont en rodage : trop peu de personnes y ont répondu pour mesurer leur difficulté. Elle vient du jugement de leurs auteurs, et votre résultat pourra être un peu moins sûr qu’il ne le dit."
    )
    return [{"label": _("Questions en rodage"), "value": meaning}]
