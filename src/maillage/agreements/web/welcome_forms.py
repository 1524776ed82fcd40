"""What hosts and firms fill in about stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import StayRefusal, StayResult
from maillage.agreements.models import Strand
from maillage.agreements.models.welcome import LONGEST_WORDS, MOST_PLACES
from maillage.agreements.rules.welcome import CONSENT_TEXT
from maillage.directory.models import Organisation
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from django.db.models import QuerySet

REVERSED = _("Le dernier jour ne peut pas précéder le premier.")


class HostForm(forms.Form):
    """A place that welcomes firms, as it stands."""

    places = forms.IntegerField(label=_("Places en même temps"), min_value=1, max_value=MOST_PLACES)
    services = WordsField(
        label=_("Ce que vous offrez"),
        max_length=LONGEST_WORDS,
        help_text=_("Un bureau, des rencontres, une adresse, un regard juridique…"),
    )
    is_open = forms.BooleanField(label=_("Reçoit des demandes"), required=False, initial=True)


class NewHostForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation qui accueille"), queryset=Organisation.objects.none()
    )
    places = forms.IntegerField(label=_("Places en même temps"), min_value=1, max_value=MOST_PLACES)
    services = WordsField(label=_("Ce qu’elle offre"), max_length=LONGEST_WORDS)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations


class AskForm(forms.Form):
    """A firm asks to be welcomed."""

    firm = forms.ModelChoiceField(
        label=_("Votre entreprise"), queryset=Organisation.objects.none(), empty_label=None
    )
    purpose = WordsField(
        label=_("Ce que vous venez faire"),
        max_length=LONGEST_WORDS,
        help_text=_("Dites-le comme à un collègue."),
    )
    needs = WordsField(label=_("Ce qu’il vous faut sur place"), max_length=LONGEST_WORDS, required=False)
    wished_from = DayField(label=_("Arrivée souhaitée"))
    wished_until = DayField(label=_("Départ souhaité"))
    strand = forms.ModelChoiceField(
        label=_("Volet de l’entente"),
        queryset=Strand.objects.none(),
        required=False,
        empty_label=_("Aucun en particulier"),
    )
    consents = forms.BooleanField(
        label=CONSENT_TEXT,
        error_messages={
            "required": _(
                "Sans votre accord, vos coordonnées ne partent pas : personne ne pourrait vous répondre."
            )
        },
    )

    def __init__(
        self, *args: Any, firms: QuerySet[Organisation], strands: QuerySet[Strand], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, queryset in (("firm", firms), ("strand", strands)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
        if len(firms) == 1:  # nothing to choose
            self.fields["firm"].initial = firms[0].pk
            self.fields["firm"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("wished_from"), cleaned.get("wished_until")
        if first and last and last < first:
            self.add_error("wished_until", REVERSED)
        return cleaned


class NoteForm(forms.Form):
    note = WordsField(label=_("Un mot, si vous voulez"), max_length=LONGEST_WORDS, required=False)


class AcceptStayForm(NoteForm):
    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Dernier jour"))
    services = WordsField(label=_("Ce que vous fournissez"), max_length=LONGEST_WORDS, required=False)
    field_order = ("starts_on", "ends_on", "services", "note")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", REVERSED)
        return cleaned


class DeclineStayForm(NoteForm):
    reason = forms.ChoiceField(label=_("Raison"), choices=StayRefusal, widget=forms.RadioSelect)
    field_order = ("reason", "note")


class WhatCameForm(forms.Form):
    kind = forms.ChoiceField(label=_("Ce qui en est venu"), choices=StayResult, widget=forms.RadioSelect)
    words = WordsField(label=_("En quelques mots"), max_length=LONGEST_WORDS, required=False)
