"""An activity and its moments: written, announced, changed, cancelled by those who coordinate it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.errors import ChangedMeanwhile
from maillage.activities.web.forms import ActivityForm, CancelForm, ItemForm, initial_of, initial_of_item
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.ui.formats import plain_day, plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.forms.boundfield import BoundField
    from django.http import HttpResponse

    from maillage.common.http import Request


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """A draft, seen by the coordination alone until it is announced."""
    if not request.viewer.coordinated_network_ids:
        raise Http404
    form = ActivityForm(request.POST or None, viewer=request.viewer, initial=_first_choices(request))
    written = done(form, lambda: operations.write_activity(now=clock.now(), **form.told()))
    if written:
        messages.success(request, _("C’est un brouillon : écrivez son programme, puis annoncez-la."))
        return redirect(written)
    return drawn(request, "activities/activity_form.html", form, activity=None)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    """Whoever saves second is told, and keeps what she typed."""
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    stored = initial_of(activity, queries.registration_of(activity))
    form = ActivityForm(request.POST or None, viewer=request.viewer, kept=activity, initial=stored)
    changed = done(
        form,
        lambda: operations.rewrite_activity(
            activity_id=activity.pk, seen=_seen(request), now=clock.now(), **form.told()
        ),
    )
    if changed:
        messages.success(request, _("L’activité est à jour."))
        return redirect(changed)
    return drawn(
        request, "activities/activity_form.html", form, activity=activity, **_others(form, activity.sequence)
    )


@login_required
@require_POST
def announce(request: Request, slug: str) -> HttpResponse:
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    operations.announce_activity(activity_id=activity.pk, now=clock.now())
    messages.success(request, _("L’activité est annoncée : celles et ceux qui peuvent la voir la trouvent."))
    return redirect(activity)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: Request, slug: str) -> HttpResponse:
    """Say why it does not take place; those who come are written to."""
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    form = CancelForm(request.POST or None)
    if done(
        form,
        lambda: operations.call_off_activity(
            activity_id=activity.pk, reason=form.cleaned_data["reason"], now=clock.now()
        ),
    ):
        messages.success(
            request, _("L’activité est annulée. Les personnes inscrites l’apprennent par courriel.")
        )
        return redirect(activity)
    people = len(queries.people_to_tell(activity))
    return drawn(request, "activities/activity_cancel.html", form, activity=activity, people=people)


@login_required
@require_http_methods(["GET", "POST"])
def item_new(request: Request, slug: str) -> HttpResponse:
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    first = f"{activity.starts_on:%Y-%m-%d}T09:00"
    form = ItemForm(
        request.POST or None,
        zones=[activity.time_zone],
        initial={"time_zone": activity.time_zone, "starts": first, "ends": first.replace("T09", "T10")},
    )
    if done(form, lambda: operations.add_item(activity_id=activity.pk, now=clock.now(), **form.told())):
        messages.success(request, _("Le moment est au programme."))
        return redirect(activity)
    return drawn(request, "activities/item_form.html", form, activity=activity, item=None)


@login_required
@require_http_methods(["GET", "POST"])
def item_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    item = permissions.item_to_coordinate(request.viewer, slug, pk)
    zones = [item.time_zone, item.activity.time_zone]
    form = ItemForm(request.POST or None, zones=zones, initial=initial_of_item(item))
    if done(
        form,
        lambda: operations.change_item(item_id=pk, seen=_seen(request), now=clock.now(), **form.told()),
    ):
        messages.success(request, _("Le programme est à jour."))
        return redirect(item.activity)
    context = {"activity": item.activity, "item": item, **_others(form, item.sequence)}
    return drawn(request, "activities/item_form.html", form, **context)


@login_required
@require_http_methods(["GET", "POST"])
def item_cancel(request: Request, slug: str, pk: int) -> HttpResponse:
    """Those it was for are written to; calendars say so."""
    item = permissions.item_to_coordinate(request.viewer, slug, pk)
    if request.method == "POST":
        operations.call_off_item(item_id=pk, now=clock.now())
        messages.success(
            request, _("Le moment est annulé. Celles et ceux qu’il attendait l’apprennent par courriel.")
        )
        return redirect(item.activity)
    people = len(queries.people_to_tell(item.activity, item))
    return render(request, "activities/item_cancel.html", {"item": item, "people": people})


def done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the operation answers; None when the form is not sent, or refused: it then says why."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        form.was_late = isinstance(refusal, ChangedMeanwhile)  # type: ignore[attr-defined]
    except ValidationError as refused:
        errors = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
        for name, told in errors.items():
            form.add_error(name if name in form.fields else None, told)
    return None


def drawn(request: Request, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def _seen(request: Request) -> int:
    told = request.POST.get("seen", "")
    return int(told) if told.isdecimal() and len(told) < 10 else -1  # noqa: PLR2004 - what an integer holds


def _others(form: forms.Form, sequence: int) -> dict[str, Any]:
    """What the form carries of the version it was made from; once the other's words are shown, saving is a choice."""
    if not form.is_bound:
        return {"seen": sequence}
    if not getattr(form, "was_late", False):
        return {"seen": form.data.get("seen", "")}
    theirs = [
        {"label": field.label, "value": _said(field)} for field in form if field.name in form.changed_data
    ]
    return {"seen": sequence, "theirs": theirs}


def _first_choices(request: Request) -> dict[str, Any]:
    """The network she coordinates, and the organisation for which she does."""
    viewer = request.viewer
    return {
        "network": min(viewer.coordinated_network_ids, default=None),
        "organisation": min(viewer.organisation_ids, default=None),
        "time_zone": "Europe/Paris" if request.LANGUAGE_CODE == "fr-fr" else "America/Toronto",
    }


def _said(field: BoundField) -> str:
    """What stands in the base, as a person reads it."""
    value = field.form.get_initial_for_field(field.field, field.name)
    for choice in getattr(field.field, "choices", []):
        for code, label in choice[1] if isinstance(choice[1], list) else [choice]:
            if str(code) == str(getattr(value, "pk", value) or ""):
                return str(label)
    if isinstance(value, datetime):
        return plain_moment(value, spoken())
    return plain_day(value, spoken()) if isinstance(value, date) else str(value or "–")
