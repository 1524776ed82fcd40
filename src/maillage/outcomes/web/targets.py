"""How far an initiative means to go: read by whoever reads it, set by its coordination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from maillage.agreements.enums import Currency
from maillage.directory.models import Territory
from maillage.outcomes.models import Indicator
from maillage.outcomes.operations.indicators import remove_target, set_target
from maillage.outcomes.permissions.initiatives import initiative_open_to, may_aim
from maillage.outcomes.queries.targets import targets_of
from maillage.outcomes.web.forms import NONE
from maillage.outcomes.web.outcomes import crumbs
from maillage.ui.editing import done, drawn
from maillage.ui.fields import DayField
from maillage.ui.formats import money, number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.initiatives.models import Initiative
    from maillage.outcomes.models import Target


class TargetForm(forms.Form):
    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Indicateur"), queryset=Indicator.objects.all(), empty_label=None
    )
    value = forms.DecimalField(label=gettext_lazy("Cible"), max_digits=14, decimal_places=2)
    currency = forms.ChoiceField(
        label=gettext_lazy("Monnaie"),
        choices=[NONE, *Currency.choices],
        required=False,
        help_text=gettext_lazy("Pour un montant seulement."),
    )
    by_day = DayField(label=gettext_lazy("Au plus tard le"))
    territory = forms.ModelChoiceField(
        label=gettext_lazy("Territoire"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=gettext_lazy("Tous ceux de l’initiative"),
    )
    baseline = forms.DecimalField(
        label=gettext_lazy("Au départ"), max_digits=14, decimal_places=2, required=False
    )
    baseline_on = DayField(label=gettext_lazy("Jour du départ"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, **options: Any) -> None:
        super().__init__(*args, **options)
        reached = initiative.reaches.order_by().values("territory")
        field: Any = self.fields["territory"]
        field.queryset = Territory.objects.filter(pk__in=reached).order_by("sort_key", "pk")


@require_http_methods(["GET", "POST"])
def targets(request: Request, slug: str) -> HttpResponse:
    """The list; the coordination adds below. The same indicator, day and place said again replaces what was said."""
    initiative = initiative_open_to(request.viewer, slug)
    aims = may_aim(request.viewer, initiative)
    if request.method == "POST" and not aims:
        raise Http404
    form = TargetForm(request.POST or None, initiative=initiative)
    if done(form, lambda: set_target(initiative=initiative, **form.cleaned_data)):
        messages.success(request, _("La cible est gardée."))
        return redirect("outcomes:targets", slug)
    return drawn(
        request,
        "outcomes/targets.html",
        form,
        initiative=initiative,
        rows=[_row(target) for target in targets_of(initiative)],
        aims=aims,
        crumbs=crumbs(here=_("Cibles")),
    )


def _row(target: Target) -> dict[str, Any]:
    note = [_("Au plus tard le %(day)s") % {"day": plain_day(target.by_day, spoken())}]
    if target.territory is not None:
        note.append(str(target.territory))
    if target.baseline is not None and target.baseline_on is not None:
        facts = {"value": _said(target, target.baseline), "day": plain_day(target.baseline_on, spoken())}
        note.append(_("%(value)s le %(day)s, au départ") % facts)
    facts = {"indicator": str(target.indicator), "value": _said(target, target.value)}
    return {"pk": target.pk, "title": _("%(indicator)s : %(value)s") % facts, "note": " · ".join(note)}


def _said(target: Target, value: Decimal) -> str:
    return money(value, target.currency, spoken()) if target.currency else number(value, spoken())


@login_required
@require_POST
def target_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    initiative = initiative_open_to(request.viewer, slug)
    if not may_aim(request.viewer, initiative):
        raise Http404
    remove_target(target_id=get_object_or_404(initiative.targets, pk=pk).pk)
    messages.success(request, _("L’initiative n’a plus cette cible."))
    return redirect("outcomes:targets", slug)
