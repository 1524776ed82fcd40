"""What the pages of a visit have in common: the way back, its places, one page for every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.common.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms
    from django.http import HttpResponse

    from maillage.activities.models import Activity
    from maillage.common.http import Request

UNSAID = 422


def crumbs(visit: Activity | None, label: str) -> list[dict[str, str]]:
    """From the activities to this page."""
    above = [{"label": _("Activités"), "url": reverse("activities:activities")}]
    if visit is not None:
        above.append({"label": visit.title, "url": visit.get_absolute_url()})
    return [*above, {"label": label}]


def places(visit: Activity, current: str) -> list[dict[str, Any]]:
    """The pages of a visit, as tabs."""
    named = [
        ("visit_day", _("Jour par jour")),
        ("visit_programme", _("Programme")),
        ("visit_people", _("Délégation et hôtes")),
        ("visit_follow_ups", _("Suites")),
    ]
    return [
        {
            "label": label,
            "url": reverse(f"activities:{name}", args=[visit.slug]),
            "current": name == current,
            "count": None,
        }
        for name, label in named
    ]


def form_page(
    request: Request,
    *,
    visit: Activity | None,
    form: forms.Form,
    title: str,
    button: str,
    lead: str = "",
    missed: Sequence[dict[str, Any]] = (),
    back: str = "",
) -> HttpResponse:
    """A form alone on its page. `missed`: what somebody else kept since it was read."""
    context = {
        "visit": visit,
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
        "missed": missed,
        "back": back or (visit.get_absolute_url() if visit else reverse("activities:activities")),
        "crumbs": crumbs(visit, title),
    }
    status = UNSAID if form.errors else 200
    return render(request, "activities/visit_form.html", context, status=status)


def told(form: forms.Form, refusal: Refusal | ValidationError) -> None:
    """Say on the form what was refused, on its field when it has one."""
    if isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
        return
    form.add_error(None, str(refusal) if isinstance(refusal, Refusal) else refusal)
