"""What a person's answers in modules are worth: she agrees, reads which count, takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.assessments.operations import count_while_learning, stop_counting_while_learning
from maillage.assessments.queries import consent_to_learn_from, has_a_profile, learned_from
from maillage.assessments.rules.learned import consent_to_count
from maillage.common import clock
from maillage.learning.queries import titles_of_competences
from maillage.learning.queries.catalogue import newest_versions
from maillage.learning.web.rows import crumbs, day_said
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.assessments.models import SeenItem
    from maillage.common.http import Request

LONGEST_LIST = 200


@login_required
@require_http_methods(["GET", "POST"])
def counted(request: Request) -> HttpResponse:
    person = person_behind(request)
    if request.method == "POST":
        _decided(request)
        return redirect("learning:counted")
    consent = consent_to_learn_from(person.pk)
    context = {
        "consent": consent,
        "words": consent.text if consent else consent_to_count(),
        "has_a_profile": has_a_profile(person.pk),
        "rows": _rows(list(learned_from(person.pk)[:LONGEST_LIST])),
        "crumbs": crumbs((_("Mes réponses qui comptent"), None)),
    }
    return render(request, "learning/counted.html", context)


def _decided(request: Request) -> None:
    person, now = person_behind(request), clock.now()
    if request.POST.get("do") == "stop":
        stop_counting_while_learning(person=person, now=now)
        messages.success(request, _("Ces réponses sont retirées de votre profil et effacées."))
    elif request.POST.get("do") == "count":
        count_while_learning(person=person, now=now)
        messages.success(request, _("Vos prochaines premières réponses préciseront votre profil."))


def _rows(found: list[SeenItem]) -> list[dict[str, Any]]:
    if not found:
        return []
    versions = {row.module.code: row for row in newest_versions()}
    titles = titles_of_competences()
    return [
        {
            "label": row.item.said("stem"),
            "url": versions[row.where].module.get_absolute_url() if row.where in versions else "",
            "note": f"{titles.get(row.item.dimension, row.item.dimension)}, {day_said(row.answered_at)}",
        }
        for row in found
        if row.answered_at
    ]
