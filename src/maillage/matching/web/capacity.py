"""What an offer can take: said by who holds it, shown to who looks for help."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from maillage.common.refusals import Refusal
from maillage.matching import operations, permissions, queries
from maillage.matching.enums import AvailabilityState
from maillage.ui.fields import DayField
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import Need, Offer
    from maillage.matching.rules.availability import Availability

ALTERNATIVES = 3


class CapacityForm(forms.Form):
    per_month = forms.IntegerField(
        label=gettext_lazy("Demandes que vous pouvez prendre par mois"),
        help_text=gettext_lazy("Laissez vide si vous ne savez pas : l’offre reste ouverte."),
        min_value=1,
        max_value=500,
        required=False,
    )


class AbsenceForm(forms.Form):
    starts_on = DayField(label=gettext_lazy("Premier jour d’absence"))
    ends_on = DayField(label=gettext_lazy("Dernier jour d’absence"))
    reason = forms.CharField(label=gettext_lazy("Raison, pour vos collègues"), max_length=120, required=False)
    is_everywhere = forms.BooleanField(
        label=gettext_lazy("Toutes les offres de l’organisation"), required=False
    )


def availability_texts(offer_ids: Iterable[int], day: date) -> dict[int, dict[str, str]]:
    """By offer, a verdict that says in a few words what it can take; none for an offer that never said."""
    said = queries.availability_of(offer_ids, day)
    verdicts = {offer: availability_verdict(answer) for offer, answer in said.items()}
    return {offer: verdict for offer, verdict in verdicts.items() if verdict}


def availability_verdict(answer: Availability) -> dict[str, str] | None:
    """What `ui/parts/verdict.html` takes; None when nobody said."""
    text = availability_text(answer)
    return {"kind": "yes" if answer.takes_requests else "no", "text": text} if text else None


def availability_text(answer: Availability) -> str:
    """« 2 places ce mois-ci », « complet jusqu’au 1er décembre 2026 », or nothing when nobody said."""
    if answer.state == AvailabilityState.FREE:
        number = answer.places or 0
        return ngettext("%(number)s place ce mois-ci", "%(number)s places ce mois-ci", number) % {
            "number": number
        }
    if answer.back_on is None:
        return ""
    if answer.state == AvailabilityState.FULL:
        return _("complet jusqu’au %(day)s") % {"day": plain_day(answer.back_on, spoken())}
    return _("absente jusqu’au %(day)s") % {"day": plain_day(answer.back_on - timedelta(days=1), spoken())}


def closed_for_now(request: Request, need: Need, offer: Offer) -> HttpResponse | None:
    """The page that says until when an offer takes nobody, and the next ones for this need; None when it does."""
    said = queries.availability_of([offer.pk], request.viewer.day)[offer.pk]
    if said.takes_requests:
        return None
    context = {
        "need": need,
        "offer": offer,
        "text": availability_text(said),
        "alternatives": _alternatives(request, need, offer),
    }
    return render(request, "matching/ask_closed.html", context)


def _alternatives(request: Request, need: Need, offer: Offer) -> list[dict[str, str]]:
    """The best offers that take requests today, as links to ask them."""
    fitting = queries.help_for_need(need, request.viewer).fitting
    free = [s.offer for s in fitting if s.offer.pk != offer.pk and s.availability.takes_requests]
    return [
        {
            "label": other.title,
            "url": reverse("matching:ask", args=[need.pk, other.pk]),
            "note": str(other.organisation),
        }
        for other in free[:ALTERNATIVES]
    ]


@login_required
@require_http_methods(["GET", "POST"])
def offer_capacity(request: Request, pk: int) -> HttpResponse:
    """How many requests a month, and the days without anybody."""
    offer = permissions.offer_of(request.viewer, pk)
    said = queries.availability_of([pk], request.viewer.day)[pk]
    form = CapacityForm(request.POST or None, initial={"per_month": queries.capacity_of(offer)})
    if request.method == "POST" and form.is_valid():
        operations.state_capacity(offer_id=pk, per_month=form.cleaned_data["per_month"])
        messages.success(request, _("C’est noté : les recherches le montrent déjà."))
        return redirect(offer)
    return _page(request, offer, text=availability_text(said), capacity_form=form)


@login_required
@require_POST
def absence_add(request: Request, pk: int) -> HttpResponse:
    offer = permissions.offer_of(request.viewer, pk)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _page(request, offer, absence_form=form)
    data = form.cleaned_data
    is_everywhere = data.pop("is_everywhere")
    whose: dict[str, Any] = {"organisation": offer.organisation} if is_everywhere else {"offer": offer}
    try:
        operations.note_absence(**whose, **data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, offer, absence_form=form)
    messages.success(request, _("Votre absence est notée."))
    return redirect("matching:offer_capacity", pk)


@login_required
@require_POST
def absence_remove(request: Request, pk: int, absence_pk: int) -> HttpResponse:
    offer = permissions.offer_of(request.viewer, pk)
    if queries.absences_to_come(offer, request.viewer.day).filter(pk=absence_pk).exists():
        operations.cancel_absence(absence_id=absence_pk)
    messages.success(request, _("L’absence est retirée."))
    return redirect("matching:offer_capacity", pk)


def _page(request: Request, offer: Offer, *, text: str = "", **refused: forms.Form) -> HttpResponse:
    """The same page for both forms; a refused one comes back filled in."""
    context = {
        "offer": offer,
        "text": text,
        "absences": queries.absences_to_come(offer, request.viewer.day),
        "capacity_form": refused.get("capacity_form")
        or CapacityForm(initial={"per_month": queries.capacity_of(offer)}),
        "absence_form": refused.get("absence_form") or AbsenceForm(),
    }
    is_refused = any(form.errors for form in refused.values())
    return render(request, "matching/offer_capacity.html", context, status=422 if is_refused else 200)
