"""Real cases as evidence: put forward by whoever followed them, decided by whoever leads or coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.common import clock
from maillage.common.zones import day_of
from maillage.learning.enums import CaseState
from maillage.learning.models.cases import LONGEST_TOLD
from maillage.learning.models.modules import LONGEST_REASON
from maillage.learning.operations import cases as operations
from maillage.learning.permissions import cases as permissions
from maillage.learning.queries import cases as queries
from maillage.learning.queries import titles_of_competences
from maillage.learning.web.exercise_forms import ACCEPTED
from maillage.learning.web.rows import crumbs, day_said
from maillage.people.permissions import person_behind
from maillage.ui.editing import Version, done, drawn
from maillage.ui.fields import WordsField
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import FieldCase
    from maillage.learning.rules.cases import ClosedCase

REFUSED = "refused"
LONGEST_LIST = 100


class CaseForm(forms.Form):
    told = WordsField(
        label=gettext_lazy("Ce que vous avez fait"),
        help_text=gettext_lazy("En quelques lignes, sans nommer l’entreprise ni personne."),
        max_length=LONGEST_TOLD,
        rows=6,
    )
    competences = forms.MultipleChoiceField(
        label=gettext_lazy("Ce que ce cas montre"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["competences"]
        field.choices = [(row.code, f"{row.code} {row.title}") for row in queries.competences_to_name()]


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Votre décision"),
        choices=[
            (ACCEPTED, gettext_lazy("Ce cas montre bien ces compétences")),
            (REFUSED, gettext_lazy("Pas encore, ou pas celles-là")),
        ],
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=gettext_lazy("Pourquoi"),
        help_text=gettext_lazy("La personne le lit."),
        max_length=LONGEST_REASON,
        rows=3,
    )
    seen = Version(required=False)


@login_required
@require_GET
def cases(request: Request) -> HttpResponse:
    """Those that she put forward, and those that she may."""
    person = person_behind(request)
    hers = list(queries.cases_of(person.pk))
    told = {case.source for case in hers}
    open_ones = [one for one in queries.closed_cases(person.pk, request.viewer.day) if one.source not in told]
    context = {
        "hers": [_link(case) for case in hers],
        "open": [_open(one) for one in open_ones],
        "decides": queries.decides_cases(request.viewer),
        "crumbs": crumbs((_("Mes cas réels"), None)),
    }
    return render(request, "learning/cases/mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def case_new(request: Request, source: str) -> HttpResponse:
    """One that she followed, put forward, or again after a refusal."""
    person, day = person_behind(request), request.viewer.day
    found = queries.closed_case(person.pk, source, day)
    if found is None:
        raise Http404
    kept = queries.cases_of(person.pk).filter(source=source).first()
    initial = {"told": kept.told, "competences": kept.competences} if kept else None
    form = CaseForm(request.POST if request.method == "POST" else None, initial=initial)
    sent = done(
        form,
        lambda: operations.put_forward(
            source=source, person=person, today=day, now=clock.now(), **form.cleaned_data
        ),
    )
    if sent is not None:
        messages.success(request, _("Votre cas est proposé. La coordination de votre réseau le lira."))
        return redirect(sent)
    context = {
        "facts": _facts(found),
        "crumbs": crumbs((_("Mes cas réels"), reverse("learning:cases")), (found.title, None)),
        "title": found.title,
    }
    return drawn(request, "learning/cases/new.html", form, **context)


@login_required
@require_GET
def case(request: Request, pk: int) -> HttpResponse:
    """One of hers, with what was decided."""
    found = permissions.case_of_hers(request.viewer, pk)
    is_open = found.state != CaseState.ACCEPTED and bool(
        queries.closed_case(found.person_id, found.source, request.viewer.day)
    )
    context = {
        "case": found,
        "facts": [*_facts(found), *_decided(found)],
        "shows": _competences(found, titles_of_competences()),
        "is_open": is_open,
        "crumbs": crumbs((_("Mes cas réels"), reverse("learning:cases")), (found.matter, None)),
    }
    return render(request, "learning/cases/case.html", context)


@login_required
@require_POST
def case_withdraw(request: Request, pk: int) -> HttpResponse:
    operations.withdraw_case(case_id=permissions.case_of_hers(request.viewer, pk).pk)
    messages.success(request, _("Ce cas n’est plus dans votre dossier."))
    return redirect("learning:cases")


@login_required
@require_GET
def cases_to_decide(request: Request) -> HttpResponse:
    rows = list(permissions.cases_to_decide(request.viewer)[:LONGEST_LIST])
    context = {
        "waiting": [_case(row) for row in rows if row.state == CaseState.SENT],
        "over": [_link(row, to_decide=True) for row in rows if row.state != CaseState.SENT],
        "crumbs": crumbs((_("Cas réels à lire"), None)),
    }
    return render(request, "learning/cases/to_decide.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def case_decide(request: Request, pk: int) -> HttpResponse:
    found = permissions.case_to_decide(request.viewer, pk)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"seen": found.edition})
    if done(form, lambda: _decide(request, found, form)):
        messages.success(request, _("Votre décision est gardée, avec sa raison."))
        return redirect("learning:cases_to_decide")
    context = {
        "case": found,
        "facts": [*_facts(found), *_decided(found)],
        "shows": _competences(found, titles_of_competences()),
        "waits": found.state == CaseState.SENT,
        "crumbs": crumbs(
            (_("Cas réels à lire"), reverse("learning:cases_to_decide")), (str(found.person), None)
        ),
    }
    return drawn(request, "learning/cases/decide.html", form, **context)


def _decide(request: Request, found: FieldCase, form: DecisionForm) -> FieldCase:
    return operations.decide_case(
        case_id=found.pk,
        by=person_behind(request),
        is_accepted=form.cleaned_data["decision"] == ACCEPTED,
        reason=form.cleaned_data["reason"],
        read_edition=form.cleaned_data["seen"],
        now=clock.now(),
    )


def _facts(found: FieldCase | ClosedCase) -> list[dict[str, Any]]:
    return [
        {"label": _("Besoin"), "value": found.matter},
        {"label": _("Issue"), "value": found.outcome},
        {"label": _("Fini le"), "day": found.closed_on},
    ]


def _decided(found: FieldCase) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"label": _("Réseau"), "value": str(found.network)}]
    if found.decided_at:
        told = f"{found.get_state_display()}, {day_said(found.decided_at)}"
        rows += [
            {"label": _("Décision"), "value": told},
            {"label": _("Pourquoi"), "value": found.reason},
        ]
    return rows


def _competences(found: FieldCase, titles: Mapping[str, str]) -> list[str]:
    return [f"{code} {titles.get(code, '')}".strip() for code in found.competences]


def _open(one: ClosedCase) -> dict[str, Any]:
    return {
        "label": one.title,
        "url": reverse("learning:case_new", args=[one.source]),
        "note": f"{one.matter}, {one.outcome}, {plain_day(one.closed_on, spoken())}",
    }


def _link(row: FieldCase, *, to_decide: bool = False) -> dict[str, Any]:
    return {
        "label": str(row.person) if to_decide else row.matter,
        "url": reverse("learning:case_decide", args=[row.pk]) if to_decide else row.get_absolute_url(),
        "note": f"{row.outcome}, {plain_day(row.closed_on, spoken())}",
        "tag": row.get_state_display(),
    }


def _case(row: FieldCase) -> dict[str, Any]:
    return {
        "title": str(row.person),
        "url": reverse("learning:case_decide", args=[row.pk]),
        "text": row.matter,
        "by": _("Proposé le %(day)s") % {"day": plain_day(day_of(row.sent_at), spoken())},
    }
