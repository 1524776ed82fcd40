"""An activity of any kind and its moments: written, announced, changed, cancelled by those who coordinate it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.enums import ActivityKind
from maillage.activities.queries.camps import edition_of
from maillage.activities.web.forms import ActivityForm, CancelForm, ItemForm, initial_of, initial_of_item
from maillage.activities.web.frame import form_page
from maillage.activities.web.visit_forms import VisitForm, initial_of_visit
from maillage.agreements.models import Agreement
from maillage.common import clock
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import Activity, ProgrammeItem
    from maillage.common.http import Request
    from maillage.directory.models import Network


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
    return form_page(
        request,
        form=form,
        title=_("Que préparez-vous ?"),
        lead=_("Elle reste un brouillon, que seule la coordination voit, jusqu’à ce que vous l’annonciez."),
        button=_("Garder le brouillon"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def visit_new(request: Request) -> HttpResponse:
    """Only who coordinates a network bound by an agreement writes a visit. `?entente=` chooses the agreement."""
    asked = Agreement.objects.filter(slug=request.GET.get("entente", "")).first()
    initial = _first_choices(request) | {"agreement": asked}
    form = VisitForm(request.POST or None, viewer=request.viewer, initial=initial)
    agreements: Any = form.fields["agreement"]
    if not agreements.queryset.exists():
        raise Http404
    visit = done(
        form,
        lambda: operations.create_visit(
            network=_hers_in(form.cleaned_data["agreement"], request), now=clock.now(), **form.told()
        ),
    )
    if visit:
        messages.success(
            request, _("Le brouillon est prêt. Seules les coordinations de l’entente le voient.")
        )
        return redirect("activities:visit_people", visit.slug)
    return form_page(
        request,
        form=form,
        title=_("Préparer une mission"),
        lead=_("Dites quand et où. Les hôtes, la délégation et le programme viennent ensuite."),
        button=_("Commencer"),
    )


def _hers_in(agreement: Agreement, request: Request) -> Network:
    """The first of the networks bound by an agreement that she coordinates."""
    parties = agreement.parties.filter(network__in=request.viewer.coordinated_network_ids)
    return parties.select_related("network").order_by("pk")[0].network


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    """Whoever saves second is told, and keeps what she typed."""
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    form, change = _form_of(request, activity), operations.rewrite_activity
    if activity.kind == ActivityKind.VISIT:  # its moments may be moved after its days
        change = operations.change_activity
    changed = done(
        form,
        lambda: change(
            activity_id=activity.pk, seen=form.cleaned_data["seen"], now=clock.now(), **form.told()
        ),
    )
    if changed:
        messages.success(request, _("L’activité est à jour."))
        return redirect(changed)
    return form_page(request, activity=activity, form=form, title=_changed(activity), button=_("Enregistrer"))


def _form_of(request: Request, activity: Activity) -> ActivityForm | VisitForm:
    if activity.kind == ActivityKind.VISIT:
        kept = initial_of_visit(activity)
        return VisitForm(request.POST or None, viewer=request.viewer, kept=activity, initial=kept)
    kept = initial_of(activity, queries.registration_of(activity))
    return ActivityForm(request.POST or None, viewer=request.viewer, kept=activity, initial=kept)


@login_required
@require_POST
def announce(request: Request, slug: str) -> HttpResponse:
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    operations.announce_activity(activity_id=activity.pk, now=clock.now())
    if edition_of(activity):
        messages.success(request, _("L’édition est annoncée. L’appel s’ouvre à son heure."))
        return redirect("activities:board", slug)
    if activity.kind == ActivityKind.VISIT:
        messages.success(request, _("La mission est annoncée."))
    else:
        messages.success(
            request, _("L’activité est annoncée : celles et ceux qui peuvent la voir la trouvent.")
        )
    return redirect(activity)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: Request, slug: str) -> HttpResponse:
    """Say why it does not take place; those who come are written to."""
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    form = CancelForm(request.POST or None)
    if done(
        form,
        lambda: operations.cancel_activity(
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
        initial={"time_zone": activity.time_zone, "starts": first, "ends": first.replace("T09", "T10")},
    )
    if done(form, lambda: operations.add_item(activity_id=activity.pk, now=clock.now(), **form.told())):
        messages.success(request, _("Le moment est au programme."))
        return redirect(activity)
    return form_page(
        request,
        activity=activity,
        form=form,
        title=_("Ajouter un moment"),
        kicker=activity.title,
        button=_("Mettre au programme"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def item_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    item = permissions.item_to_coordinate(request.viewer, slug, pk)
    zones = [item.activity.time_zone]
    form = ItemForm(request.POST or None, zones=zones, initial=initial_of_item(item))
    if done(
        form,
        lambda: operations.change_item(
            item_id=pk, seen=form.cleaned_data["seen"], now=clock.now(), **form.told()
        ),
    ):
        messages.success(request, _("Le programme est à jour."))
        return redirect(item.activity)
    off = {"label": _("Annuler ce moment"), "url": reverse("activities:item_cancel", args=[slug, pk])}
    return form_page(
        request,
        activity=item.activity,
        form=form,
        title=_changed(item),
        kicker=item.activity.title,
        button=_("Enregistrer"),
        away=None if item.cancelled_at else off,
    )


@login_required
@require_http_methods(["GET", "POST"])
def item_cancel(request: Request, slug: str, pk: int) -> HttpResponse:
    """Those it was for are written to; calendars say so."""
    item = permissions.item_to_coordinate(request.viewer, slug, pk)
    if request.method == "POST":
        operations.cancel_item(item_id=pk, now=clock.now())
        messages.success(
            request, _("Le moment est annulé. Celles et ceux qu’il attendait l’apprennent par courriel.")
        )
        return redirect(item.activity)
    people = len(queries.people_to_tell(item.activity, item))
    return render(request, "activities/item_cancel.html", {"item": item, "people": people})


def _changed(what: Activity | ProgrammeItem) -> str:
    return _("Modifier : %(name)s") % {"name": what.title}


def _first_choices(request: Request) -> dict[str, Any]:
    """The network she coordinates, the organisation for which she does, and the clocks of her country."""
    viewer = request.viewer
    return {
        "network": min(viewer.coordinated_network_ids, default=None),
        "organisation": min(viewer.organisation_ids, default=None),
        "time_zone": "Europe/Paris" if request.LANGUAGE_CODE == "fr-fr" else "America/Toronto",
    }
