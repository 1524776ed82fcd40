"""Initiatives: listed, founded, written, shown. The page of one joins other contexts: it stands in `pages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.initiatives import operations, permissions, queries
from maillage.initiatives.models import Holder
from maillage.initiatives.web.initiative_forms import (
    BudgetForm,
    FoundingForm,
    HolderForm,
    InitiativeForm,
    PartForm,
    PartnerForm,
    ReachForm,
    ServedForm,
    initial_of,
)
from maillage.ui.editing import alone, done
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import Promise

    from maillage.common.http import Request
    from maillage.initiatives.models import Initiative

PAGE = 30
PUBLIC = "public"


@dataclass(frozen=True)
class Kind:
    """A kind of part: its form, and what is said of it."""

    form: type[PartForm]
    title: str | Promise
    lead: str | Promise = ""


KINDS = {
    "territoire": Kind(
        ReachForm,
        gettext_lazy("Ajouter un territoire"),
        gettext_lazy("D’une région à la suivante : le jour dit où en est le déploiement."),
    ),
    "partenaire": Kind(
        PartnerForm,
        gettext_lazy("Ajouter un partenaire"),
        gettext_lazy("Les bailleurs se lisent dans les contributions : inutile de les inscrire ici."),
    ),
    "volet": Kind(
        ServedForm,
        gettext_lazy("Ajouter un volet servi"),
        gettext_lazy("Les volets des ententes que ses réseaux ont signées."),
    ),
    "poste": Kind(BudgetForm, gettext_lazy("Ajouter un poste au budget")),
    "reseau": Kind(
        HolderForm,
        gettext_lazy("Porter l’initiative avec un autre réseau"),
        gettext_lazy(
            "Sa coordination écrira l’initiative avec vous et pourra lui affecter ses contributions."
        ),
    ),
}


@require_GET
def initiative_list(request: Request) -> HttpResponse:
    """Published ones, and those of her networks."""
    page = Paginator(queries.initiatives_open_to(request.viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "links": [_link(initiative) for initiative in page],
        "may_found": permissions.may_found(request.viewer),
    }
    return render(request, "initiatives/initiative_list.html", context)


def _link(initiative: Initiative) -> dict[str, str]:
    """As `ui/parts/links.html` takes it."""
    networks = ", ".join(str(holder) for holder in initiative.holders.all())
    since = _("depuis le %(day)s") % {"day": plain_day(initiative.starts_on, spoken())}
    tags = [
        "" if initiative.is_published else _("brouillon"),
        _("fictif") if initiative.is_fictitious else "",
    ]
    return {
        "label": initiative.title,
        "url": initiative.get_absolute_url(),
        "note": f"{networks} – {since}",
        "tag": ", ".join(filter(None, tags)),
    }


def crumbs(initiative: Initiative | None, here: str) -> list[dict[str, str]]:
    above = [{"label": _("Initiatives"), "url": reverse("initiatives:initiatives")}]
    if initiative is not None:
        above.append({"label": initiative.title, "url": initiative.get_absolute_url()})
    return [*above, {"label": here}]


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """A draft, seen by the members of its network until it is published."""
    viewer = request.viewer
    if not permissions.may_found(viewer):
        raise Http404
    initial = {"network": min(viewer.coordinated_network_ids), "starts_on": viewer.day}
    form = FoundingForm(request.POST or None, viewer=viewer, initial=initial)
    founded = done(form, lambda: operations.found_initiative(now=clock.now(), **form.told()))
    if founded:
        messages.success(
            request, _("L’initiative est là, en brouillon. Dites où, avec qui et avec quel budget.")
        )
        return redirect(founded)
    return alone(
        request,
        form,
        title=_("Fonder une initiative"),
        lead=_("Elle reste un brouillon, que vos réseaux seuls voient, jusqu’à ce que vous la publiiez."),
        button=_("Garder le brouillon"),
        crumbs=crumbs(None, _("Fonder une initiative")),
        back=reverse("initiatives:initiatives"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    """Whoever saves second is told, and keeps what she typed."""
    initiative = permissions.initiative_to_run(request.viewer, slug)
    form = InitiativeForm(request.POST or None, initial=initial_of(initiative))
    if done(
        form,
        lambda: operations.change_initiative(
            initiative_id=initiative.pk, seen=form.cleaned_data["seen"], now=clock.now(), **form.told()
        ),
    ):
        messages.success(request, _("L’initiative est à jour."))
        return redirect(initiative)
    return alone(
        request,
        form,
        title=_("Modifier l’initiative"),
        kicker=initiative.title,
        button=_("Enregistrer"),
        crumbs=crumbs(initiative, _("Modifier")),
        back=initiative.get_absolute_url(),
    )


@login_required
@require_POST
def publish(request: Request, slug: str) -> HttpResponse:
    initiative = permissions.initiative_to_run(request.viewer, slug)
    shown = request.POST.get("do") == PUBLIC
    operations.publish_initiative(initiative_id=initiative.pk, is_published=shown, now=clock.now())
    said = _("Tout le monde peut lire l’initiative.") if shown else _("Vos réseaux seuls la lisent.")
    messages.success(request, said)
    return redirect(initiative)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: Request, slug: str, what: str) -> HttpResponse:
    """One more territory, partner, strand, budget line or network."""
    initiative = permissions.initiative_to_run(request.viewer, slug)
    kind = _kind(what)
    form = kind.form(request.POST or None, initiative=initiative)
    if done(
        form,
        lambda: operations.add_part(initiative_id=initiative.pk, part=form.part(), now=clock.now()),
    ):
        messages.success(request, _("C’est ajouté."))
        return redirect(initiative)
    return alone(
        request,
        form,
        title=str(kind.title),
        lead=str(kind.lead),
        kicker=initiative.title,
        button=_("Ajouter"),
        crumbs=crumbs(initiative, str(kind.title)),
        back=initiative.get_absolute_url(),
    )


@login_required
@require_POST
def remove(request: Request, slug: str, what: str, pk: int) -> HttpResponse:
    part = permissions.part_to_run(request.viewer, slug, _kind(what).form.model, pk)
    initiative = part.initiative
    try:
        operations.remove_part(part=part, now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est retiré."))
    left = isinstance(part, Holder) and part.network_id in request.viewer.coordinated_network_ids
    return redirect("initiatives:initiatives") if left else redirect(initiative)


def _kind(what: str) -> Kind:
    if what not in KINDS:
        raise Http404
    return KINDS[what]
