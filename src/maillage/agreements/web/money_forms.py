"""What coordinators fill in about money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency, MoneyKind
from maillage.agreements.models import JointProject, Party
from maillage.agreements.operations import LineTold
from maillage.agreements.queries.money import projects_of
from maillage.agreements.web.fields import RateField, YearField
from maillage.ui.fields import AmountField, DayField

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement, MoneyLine

TWO_CURRENCIES = {"invalid_choice": _("Nous comptons en dollars canadiens ou en euros.")}
SOURCE_HELP = _("Une résolution, une lettre, une page : de quoi retrouver ce chiffre.")


class ProjectForm(forms.Form):
    name = forms.CharField(label=_("Nom du projet"), max_length=120)
    purpose = forms.CharField(
        label=_("Ce que le projet apporte aux deux rives"),
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )


class LineForm(forms.Form):
    """One line of the budget, new or changed."""

    project = forms.ModelChoiceField(
        label=_("Projet"),
        queryset=JointProject.objects.none(),
        required=False,
        empty_label=_("Aucun : l’entente elle-même"),
    )
    party = forms.ModelChoiceField(label=_("Qui l’apporte"), queryset=Party.objects.none(), empty_label=None)
    year = YearField(label=_("Année"))
    kind = forms.ChoiceField(label=_("D’où vient l’argent"), choices=MoneyKind, widget=forms.RadioSelect)
    label = forms.CharField(label=_("Objet"), max_length=160)
    amount = AmountField(
        label=_("Montant"),
        required=False,
        help_text=_("Laissez vide tant qu’il n’est pas connu : le calcul dira ce qui en dépend."),
    )
    currency = forms.ChoiceField(label=_("Monnaie"), choices=Currency, error_messages=TWO_CURRENCIES)
    day = DayField(
        label=_("Jour"),
        help_text=_("Le dernier taux de change connu ce jour-là sert à convertir."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, help_text=SOURCE_HELP)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        project, party = self.fields["project"], self.fields["party"]
        assert isinstance(project, forms.ModelChoiceField)
        assert isinstance(party, forms.ModelChoiceField)
        project.queryset = projects_of(agreement)
        party.queryset = agreement.parties.order_by("shore", "pk")

    def told(self) -> LineTold:
        return LineTold(**self.cleaned_data)


def initial_of(line: MoneyLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in LineForm.base_fields}


class RateForm(forms.Form):
    base = forms.ChoiceField(
        label=_("Une unité de"), choices=Currency, initial=Currency.EUR, error_messages=TWO_CURRENCIES
    )
    quote = forms.ChoiceField(
        label=_("vaut, en"), choices=Currency, initial=Currency.CAD, error_messages=TWO_CURRENCIES
    )
    rate = RateField(label=_("Taux"), help_text=_("Six décimales au plus."))
    day = DayField(label=_("Jour"))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=SOURCE_HELP)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("base") and cleaned.get("base") == cleaned.get("quote"):
            self.add_error("quote", _("Choisissez deux monnaies différentes."))
        return cleaned
