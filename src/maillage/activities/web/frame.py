"""What the pages of an activity have in common: the way back, the places of a visit, one page for every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.ui.editing import alone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms
    from django.http import HttpResponse

    from maillage.activities.models import Activity
    from maillage.common.http import Request

Crumb = dict[str, str]


def crumbs(activity: Activity | None, label: str) -> list[Crumb]:
    """From the activities to this page."""
    above = [{"label": _("Activités"), "url": reverse("activities:activities")}]
    if activity is not None:
        above.append({"label": activity.title, "url": activity.get_absolute_url()})
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
    form: forms.BaseForm,
    title: str,
    button: str,
    activity: Activity | None = None,
    trail: Sequence[Crumb] = (),
    back: str = "",
    away: Crumb | None = None,
    **head: str,
) -> HttpResponse:
    """A form alone on its page.

    `trail` and `back`: where it stands and the way out, unless those of its activity; `away`: the other thing to do;
    `head`: `lead`, `kicker`.
    """
    return alone(
        request,
        form,
        title=title,
        button=button,
        crumbs=trail or crumbs(activity, title),
        back=back or (activity.get_absolute_url() if activity else reverse("activities:activities")),
        away=away,
        **head,
    )
