"""Who travels, who receives, and how far one place is from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.models import PersonalNeeds
from maillage.activities.rules.conflicts import DEFAULT_MINUTES
from maillage.activities.rules.hours import between
from maillage.activities.rules.visits import DAYS_KEPT
from maillage.activities.web.frame import crumbs, form_page, places
from maillage.activities.web.visit_forms import DelegateForm, HostForm, NeedsForm, WayForm
from maillage.common import clock
from maillage.people.permissions import person_behind
from maillage.ui.editing import done
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpResponse

    from maillage.activities.models import Activity, VisitHost
    from maillage.common.http import Request


@login_required
@require_GET
def people(request: Request, slug: str) -> HttpResponse:
    """The delegation, with its needs for coordinators alone; the hosts; the ways between places."""
    visit = permissions.visit_to_follow(request.viewer, slug)
    may_coordinate = permissions.may_coordinate(request.viewer, visit)
    needs = queries.needs_in(visit) if may_coordinate else {}
    context = {
        "visit": visit,
        "crumbs": crumbs(visit, _("Délégation et hôtes")),
        "tabs": places(visit, "visit_people"),
        "may_coordinate": may_coordinate,
        "people": [
            {"person": person, "needs": needs.get(person.pk)} for person in queries.delegation_of(visit)
        ],
        "hosts": [_host(host) for host in queries.hosts_of(visit)],
        "ways": list(visit.travel_times.order_by("one_place", "other_place", "pk")),
        "default_minutes": DEFAULT_MINUTES,
        "days_kept": DAYS_KEPT,
        "takes_part": queries.part_of(request.viewer, visit) is not None,
    }
    return render(request, "activities/visit_people.html", context)


def _host(host: VisitHost) -> dict[str, Any]:
    told = []
    if host.opens and host.closes:
        told.append(between(host.opens, host.closes))
    if host.days:
        told.append(", ".join(plain_day(day, spoken()) for day in host.days))
    meetings = ngettext("%(n)s moment", "%(n)s moments", host.meetings) % {"n": host.meetings}  # type: ignore[attr-defined]  # annotated
    return {"host": host, "hours": " – ".join(told), "meetings": meetings}


@login_required
@require_http_methods(["GET", "POST"])
def add_delegate(request: Request, slug: str) -> HttpResponse:
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    form = DelegateForm(request.POST or None, visit=visit)
    return _kept(
        request,
        visit,
        form,
        lambda: operations.add_delegate(
            activity_id=visit.pk, now=clock.now(), state="confirmed", **form.cleaned_data
        ),
        title=_("Qui fait partie de la délégation ?"),
        lead=_("Une fonction suffit. Une personne à la fois."),
    )


@login_required
@require_POST
def withdraw_delegate(request: Request, slug: str, pk: int) -> HttpResponse:
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    person = get_object_or_404(queries.delegation_of(visit), pk=pk)
    operations.withdraw_delegate(participant_id=person.pk)
    messages.success(request, _("%(name)s ne fait plus partie de la délégation.") % {"name": person})
    return redirect("activities:visit_people", slug)


@login_required
@require_http_methods(["GET", "POST"])
def needs(request: Request, slug: str) -> HttpResponse:
    """What the person herself needs; nobody else writes here, and coordinators alone read."""
    visit = permissions.visit_to_follow(request.viewer, slug)
    part = queries.part_of(request.viewer, visit)
    if part is None:
        raise Http404
    said = PersonalNeeds.objects.filter(participant=part, consent__withdrawn_at__isnull=True).first()
    initial = {"diet": said.diet, "access": said.access, "consents": True} if said else {}
    form = NeedsForm(request.POST or None, initial=initial)

    return _kept(
        request,
        visit,
        form,
        lambda: operations.write_needs(
            participant_id=part.pk,
            by=person_behind(request),
            language=spoken(),
            now=clock.now(),
            diet=form.cleaned_data["diet"],
            access=form.cleaned_data["access"],
        ),
        title=_("Ce dont vous avez besoin"),
        lead=_("Rien n’est obligatoire. Pour tout effacer, videz les deux cases et enregistrez."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def keep_host(request: Request, slug: str) -> HttpResponse:
    """Add a host, or change one: `?hote=` its organisation."""
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    asked = request.GET.get("hote", "")
    host = visit.visit_hosts.filter(organisation=int(asked)).first() if asked.isdecimal() else None
    initial: dict[str, Any] = {}
    if host is not None:
        initial = {name: getattr(host, name) for name in ("organisation", "office", "opens", "closes")}
        initial["days"] = [day.isoformat() for day in host.days]
    form = HostForm(request.POST or None, visit=visit, initial=initial)
    return _kept(
        request,
        visit,
        form,
        lambda: operations.keep_host(activity_id=visit.pk, **form.cleaned_data),
        title=_("Qui reçoit la mission ?"),
        lead=_("Ses heures servent à vous prévenir quand un moment déborde."),
    )


@login_required
@require_POST
def remove_host(request: Request, slug: str, pk: int) -> HttpResponse:
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    host = get_object_or_404(visit.visit_hosts, pk=pk)
    operations.remove_host(host_id=host.pk)
    messages.success(request, _("%(name)s ne reçoit plus la mission.") % {"name": host})
    return redirect("activities:visit_people", slug)


@login_required
@require_http_methods(["GET", "POST"])
def way(request: Request, slug: str) -> HttpResponse:
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    form = WayForm(request.POST or None)
    return _kept(
        request,
        visit,
        form,
        lambda: operations.set_travel_time(activity_id=visit.pk, **form.cleaned_data),
        title=_("Combien de temps d’un lieu à l’autre ?"),
        lead=_("Écrivez les lieux comme dans le programme. Le temps vaut dans les deux sens."),
    )


def _kept(
    request: Request, visit: Activity, form: forms.Form, keep: Callable[[], object], *, title: str, lead: str
) -> HttpResponse:
    """The form until it is kept, then the people of the visit."""
    back = reverse("activities:visit_people", args=[visit.slug])

    def kept() -> bool:
        keep()
        return True

    if done(form, kept):
        messages.success(request, _("C’est enregistré."))
        return redirect(back)
    return form_page(
        request, activity=visit, form=form, title=title, lead=lead, button=_("Enregistrer"), back=back
    )
