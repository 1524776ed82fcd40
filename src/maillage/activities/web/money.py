"""What an activity takes of the money given to its initiative, or to its strand: for its coordination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from maillage.activities import operations, permissions
from maillage.activities.queries.placements import allocations_for, placements_of
from maillage.activities.web.frame import crumbs, form_page
from maillage.common import clock
from maillage.initiatives.models import Allocation
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn
from maillage.ui.fields import AmountField
from maillage.ui.formats import money
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import Activity
    from maillage.common.http import Request

LONGEST_REASON = 300


class PlacementForm(forms.Form):
    """How much of which allocation."""

    allocation = forms.ModelChoiceField(
        label=gettext_lazy("De quelle contribution"),
        queryset=Allocation.objects.none(),
        empty_label=gettext_lazy("Choisissez"),
        error_messages={
            "invalid_choice": gettext_lazy(
                "Cette affectation n’est plus à prendre : elle a été changée, libérée ou toute prise."
            )
        },
    )
    amount = AmountField(label=gettext_lazy("Montant"))

    def __init__(self, *args: Any, offered: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["allocation"]
        field.queryset = offered
        field.label_from_instance = _in_words


def _in_words(row: Allocation) -> str:
    """« Bailleur : Appui – il reste 250 $ »."""
    gift = row.contribution
    return _("%(funder)s : %(title)s – il reste %(left)s") % {
        "funder": gift.funder,
        "title": gift.title,
        "left": money(row.left, gift.currency, spoken()),
    }


class TakenBackForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=LONGEST_REASON)


@login_required
@require_http_methods(["GET", "POST"])
def money_of(request: Request, slug: str) -> HttpResponse:
    """What it takes, and the form to take more."""
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    offered = allocations_for(activity, request.viewer)
    form = PlacementForm(request.POST or None, offered=offered)
    if done(
        form,
        lambda: operations.place(
            allocation_id=form.cleaned_data["allocation"].pk,
            activity=activity,
            amount=form.cleaned_data["amount"],
            by=person_behind(request),
            now=clock.now(),
        ),
        on="amount",
    ):
        messages.success(request, _("L’activité prend ce montant."))
        return redirect("activities:money", slug)
    context = {
        "activity": activity,
        "crumbs": crumbs(activity, _("Argent")),
        "rows": _rows(activity, request),
        "may_take": offered.exists(),
    }
    return drawn(request, "activities/money.html", form, **context)


def _rows(activity: Activity, request: Request) -> list[dict[str, str]]:
    return [
        {
            "amount": money(row.amount, row.allocation.contribution.currency, spoken()),
            "funder": str(row.allocation.contribution.funder),
            "title": row.allocation.contribution.title,
            "url": row.allocation.contribution.get_absolute_url(),
            "back": reverse("activities:money_back", args=[activity.slug, row.pk]),
        }
        for row in placements_of(activity, request.viewer)
    ]


@login_required
@require_http_methods(["GET", "POST"])
def money_back(request: Request, slug: str, pk: int) -> HttpResponse:
    """What the activity does not need goes back to what was given."""
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    row = get_object_or_404(placements_of(activity, request.viewer), pk=pk)
    form = TakenBackForm(request.POST or None)

    def give_back() -> bool:
        operations.take_back(
            placement_id=row.pk,
            reason=form.cleaned_data["reason"],
            by=person_behind(request),
            now=clock.now(),
        )
        return True

    if done(form, give_back):
        messages.success(request, _("Le montant est rendu."))
        return redirect("activities:money", slug)
    return form_page(
        request,
        form=form,
        activity=activity,
        title=_("Rendre un montant"),
        kicker=activity.title,
        button=_("Rendre"),
        back=reverse("activities:money", args=[slug]),
    )
