"""After « réglé »: what it brought, in two taps and a number, by the link of the follow-up, without signing in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.agreements.enums import Currency
from maillage.common import clock
from maillage.common.personal_links import personal_link
from maillage.directory.enums import Country
from maillage.matching.models.introductions import ASKED_NEXT
from maillage.matching.permissions import follow_up_behind
from maillage.outcomes.enums import MONEY_KINDS, OutcomeKind
from maillage.outcomes.operations.two_taps import tell_what_came
from maillage.outcomes.queries.whence import told_of
from maillage.outcomes.rules.statements import Said
from maillage.outcomes.web import words
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import Introduction
    from maillage.outcomes.models import Outcome

OTHER = "autre"
FIRST = (OutcomeKind.JOBS_CREATED, OutcomeKind.CONTRACT, OutcomeKind.SAVING, OutcomeKind.PRODUCT)
ELSE = (
    OutcomeKind.JOBS_KEPT, OutcomeKind.REVENUE, OutcomeKind.INVESTMENT, OutcomeKind.TOOL_ADOPTED,
    OutcomeKind.ENERGY, OutcomeKind.CO2,
)  # fmt: skip
LABELS = {
    OutcomeKind.ENERGY: gettext_lazy("Énergie épargnée, en kWh"),
    OutcomeKind.CO2: gettext_lazy("CO₂ évité, en kilogrammes"),
}


class WhatCameForm(forms.Form):
    """A kind, then a number. The currency is that of the firm's country, until she says otherwise."""

    kind = forms.ChoiceField(label=gettext_lazy("Qu’est-ce que ça a donné ?"), widget=forms.RadioSelect)
    value = forms.DecimalField(
        label=gettext_lazy("Combien"),
        max_digits=14,
        decimal_places=2,
        error_messages={"required": gettext_lazy("Il manque le nombre. Le reste est gardé.")},
        help_text=gettext_lazy("Un nombre suffit : des emplois, un montant. Pour un produit, un."),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Si c’est un montant, en"), choices=Currency, required=False
    )

    def __init__(self, *args: Any, is_other: bool, country: str, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(kind.value, LABELS.get(kind, kind.label)) for kind in (ELSE if is_other else FIRST)]
        fields: Any = self.fields
        fields["kind"].choices = kinds if is_other else [*kinds, (OTHER, _("Autre chose"))]
        fields["currency"].initial = Currency.EUR if country == Country.FRANCE else Currency.CAD

    def clean(self) -> dict[str, Any]:
        """Something else is not counted yet; a product or a tool is one, when nothing is said."""
        told: dict[str, Any] = super().clean() or {}
        kind = told.get("kind")
        if kind in {OTHER, OutcomeKind.PRODUCT, OutcomeKind.TOOL_ADOPTED} and not self.data.get("value"):
            self.errors.pop("value", None)
            told["value"] = Decimal(1)
        if kind not in MONEY_KINDS:
            told["currency"] = ""
        return told


@personal_link(group="answer", closed="matching/link_closed.html")
def what_came(request: Request, token: str) -> HttpResponse:
    """Ask, keep, thank; another thing may be told after. Closed to whoever did not say that it helped."""
    asked = follow_up_behind(token, clock.now())
    if asked.result not in ASKED_NEXT:
        raise Http404
    introduction = asked.introduction
    is_other = request.GET.get(OTHER) == "1"
    firm = introduction.need.organisation
    form = WhatCameForm(
        request.POST or None, is_other=is_other, country=firm.territory.country if firm.territory else ""
    )
    if form.is_bound and form.is_valid() and form.cleaned_data["kind"] == OTHER:
        return redirect(f"{request.path}?{OTHER}=1")
    if done(form, lambda: _tell(introduction, form.cleaned_data)):
        return redirect(request.path)
    told = [words.row(statement) for statement in told_of(introduction)]
    return drawn(
        request,
        "outcomes/what_came.html",
        form,
        introduction=introduction,
        told=told,
        is_other=is_other,
        back=request.path,
    )


def _tell(introduction: Introduction, told: dict[str, Any]) -> Outcome:
    asker = introduction.asked_by
    assert asker is not None  # the link is hers
    return tell_what_came(
        introduction_id=introduction.pk,
        kind=told["kind"],
        said=Said(value=told["value"], currency=told["currency"], happened_on=clock.today()),
        by=asker,
        now=clock.now(),
        day=clock.today(),
    )
