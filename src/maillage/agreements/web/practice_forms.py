"""What people fill in about practices and their transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency, TransferState, Visibility
from maillage.agreements.models import Strand
from maillage.agreements.models.practices import LONGEST_TEXT
from maillage.agreements.rules.practices import MOVES, PracticeDraft
from maillage.directory.models import Network, Organisation
from maillage.directory.queries import organisations_spoken_for
from maillage.ui.fields import WordsField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from maillage.agreements.models import Practice, Transfer
    from maillage.common.viewer import Viewer

LONGEST_TITLE = 120
LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]


class PracticeForm(forms.Form):
    """A practice, all of it; `version` says which one was read."""

    organisation = forms.ModelChoiceField(
        label=_("Qui la pratique"), queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label=_("Ce qui marche chez vous, en une ligne"), max_length=LONGEST_TITLE)
    context = WordsField(
        label=_("Le contexte"),
        max_length=LONGEST_TEXT,
        help_text=_("Ce qui n’allait pas, pour qui, avec quels moyens."),
    )
    method = WordsField(
        label=_("Comment vous vous y prenez"),
        max_length=LONGEST_TEXT,
        help_text=_("Assez pour qu’une autre équipe commence lundi."),
    )
    results = WordsField(
        label=_("Les résultats"),
        max_length=LONGEST_TEXT,
        help_text=_("Des chiffres si vous en avez, et depuis quand."),
        required=False,
    )
    evidence = WordsField(
        label=_("D’où on le sait"),
        max_length=LONGEST_TEXT,
        help_text=_("Un rapport, un relevé, un article."),
        required=False,
    )
    evidence_url = forms.URLField(
        label=_("Adresse de la preuve"), required=False, max_length=500, assume_scheme="https"
    )
    cost_amount = forms.DecimalField(
        label=_("Ce que ça coûte"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
    )
    cost_currency = forms.ChoiceField(
        label=_("Monnaie"), choices=[("", "–"), *Currency.choices], required=False
    )
    cost_note = forms.CharField(
        label=_("Ce que ce coût comprend"),
        help_text=_("Ou le coût en mots : deux jours par mois d’une technicienne."),
        required=False,
        max_length=240,
    )
    contact = forms.CharField(
        label=_("À qui en parler"),
        help_text=_("Une fonction, pas un nom : la direction technique."),
        max_length=160,
    )
    languages = forms.MultipleChoiceField(
        label=_("Langues dans lesquelles vous pouvez l’expliquer"),
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        initial=["fr"],
    )
    strand = forms.ModelChoiceField(
        label=_("Volet"),
        queryset=Strand.objects.order_by("position"),
        required=False,
        empty_label=_("Je ne sais pas"),
        help_text=_("C’est le volet d’une entente qui ouvre l’accès aux partenaires."),
    )
    visibility = forms.ChoiceField(
        label=_("Qui peut la lire"), choices=Visibility, widget=forms.RadioSelect, initial=Visibility.PARTNERS
    )

    def __init__(self, *args: Any, viewer: Viewer | None, **options: Any) -> None:
        """`viewer` chooses among the organisations she speaks for; None leaves the organisation as it is."""
        super().__init__(*args, **options)
        if viewer is None:
            del self.fields["organisation"]
            return
        field: Any = self.fields["organisation"]
        field.queryset = organisations_spoken_for(viewer)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("visibility") == Visibility.PARTNERS and data.get("strand") is None:
            self.add_error("strand", _("Choisissez le volet : c’est lui qui ouvre l’accès aux partenaires."))
        if "cost_amount" in data and (data["cost_amount"] is None) != (not data.get("cost_currency")):
            self.add_error("cost_currency", _("Un montant va avec sa monnaie."))
        return data

    def draft(self, practice: Practice | None = None) -> PracticeDraft:
        data = {name: value for name, value in self.cleaned_data.items() if name != "organisation"}
        fictitious = practice.text_is_fictitious if practice else False
        return PracticeDraft(**data | {"languages": tuple(data["languages"])}, text_is_fictitious=fictitious)

    def told_otherwise(self, practice: Practice) -> list[dict[str, Any]]:
        """What is stored now where it differs from what was typed: the work of somebody else, to be read before saving."""
        return [
            {"label": field.label, "value": _stored(practice, name)}
            for name, field in self.fields.items()
            if name in self.cleaned_data and getattr(practice, name) != self.cleaned_data[name]
        ]


def practice_in_words(words: str) -> dict[str, Any]:
    """A few words are its title; more of them are its context as well."""
    told = {"title": words[:LONGEST_TITLE]}
    return told | ({"context": words[:LONGEST_TEXT]} if len(words) > LONGEST_TITLE else {})


def practice_initial(practice: Practice) -> dict[str, Any]:
    names = [name for name in PracticeForm.base_fields if name != "organisation"]
    return {name: getattr(practice, name) for name in names}


def _stored(practice: Practice, name: str) -> str:
    shown = getattr(practice, f"get_{name}_display", None)
    if shown is not None:
        return str(shown()) or "–"
    value = getattr(practice, name)
    if isinstance(value, list):
        return ", ".join(str(dict(LANGUAGES).get(code, code)) for code in value)
    return str(value) if value not in {None, ""} else "–"


class ProposeForm(forms.Form):
    networks = forms.ModelMultipleChoiceField(
        label=_("À quels réseaux"), queryset=Network.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, networks: Sequence[Network], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["networks"]
        field.queryset = Network.objects.filter(pk__in=[row.pk for row in networks]).order_by(
            "sort_key", "pk"
        )
        field.initial = [row.pk for row in networks]


class AdoptForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Quelle organisation la reprend"), queryset=Organisation.objects.none(), empty_label=None
    )
    adaptation = WordsField(
        label=_("Ce que vous changerez"),
        max_length=LONGEST_TEXT,
        help_text=_("À votre choix. Ce que vous écrivez est lu par qui lit la pratique."),
        required=False,
    )

    def __init__(self, *args: Any, adopters: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisation"]
        field.queryset = adopters


class TransferForm(forms.Form):
    """How a transfer goes. The states offered are those it may take from where it is."""

    state = forms.TypedChoiceField(label=_("Où en êtes-vous"), coerce=TransferState, widget=forms.RadioSelect)
    adaptation = WordsField(label=_("Ce que vous avez changé"), max_length=LONGEST_TEXT, required=False)
    result = WordsField(
        label=_("Ce que ça a donné"),
        max_length=LONGEST_TEXT,
        help_text=_("Et d’où on le sait."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        help_text=_("Nécessaire si vous l’abandonnez."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, transfer: Transfer, **options: Any) -> None:
        super().__init__(*args, **options)
        here = TransferState(transfer.state)
        reachable = [
            there for there in MOVES[here] if transfer.organisation_id or there == TransferState.GIVEN_UP
        ]
        field: Any = self.fields["state"]
        field.choices = [(state.value, state.label.capitalize()) for state in (here, *reachable)]
        field.initial = here.value
        if transfer.organisation_id is None:  # nobody takes it over: there is nothing to tell but why not
            del self.fields["adaptation"], self.fields["result"]


class PracticeSearchForm(forms.Form):
    """What narrows the list. Names of the address bar are French, as its path."""

    q = forms.CharField(label=_("Des mots"), required=False, max_length=200)
    volet = forms.ModelChoiceField(
        label=_("Volet"),
        queryset=Strand.objects.order_by("position"),
        to_field_name="slug",
        required=False,
        empty_label=_("Tous les volets"),
    )
    communaute = forms.ModelChoiceField(
        label=_("Communauté"),
        queryset=Network.objects.order_by("sort_key", "pk"),
        to_field_name="slug",
        required=False,
        empty_label=_("Toutes les communautés"),
    )
