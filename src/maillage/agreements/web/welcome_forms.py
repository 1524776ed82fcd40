"""What hosts and firms fill in about stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import StayRefusal, StayResult
from maillage.agreements.models import Strand
from maillage.agreements.models.welcome import LONGEST_WORDS, MOST_PLACES
from maillage.agreements.rules.welcome import CONSENT_TEXT
from maillage.agreements.web.fields import day_input
from maillage.directory.models import Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet

REVERSED = _("Le dernier jour ne peut pas précéder le premier.")


def _words(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea, max_length=LONGEST_WORDS, required=required, help_text=help_text
    )


class HostForm(forms.Form):
    """A place that welcomes firms, as it stands."""

    places = forms.IntegerField(label=_("Places en même temps"), min_value=1, max_value=MOST_PLACES)
    services = _words(
        _("Ce que vous offrez"), help_text=_("Un bureau, des rencontres, une adresse, un regard juridique…")
    )
    is_open = forms.BooleanField(label=_("Reçoit des demandes"), required=False, initial=True)


class NewHostForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation qui accueille"), queryset=Organisation.objects.none()
    )
    places = forms.IntegerField(label=_("Places en même temps"), min_value=1, max_value=MOST_PLACES)
    services = _words(_("Ce qu’elle offre"))

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
    purpose = _words(_("Ce que vous venez faire"), help_text=_("Dites-le comme à un collègue."))
    needs = _words(_("Ce qu’il vous faut sur place"), required=False)
    wished_from = forms.DateField(label=_("Arrivée souhaitée"), widget=day_input())
    wished_until = forms.DateField(label=_("Départ souhaité"), widget=day_input())
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
    note = _words(_("Un mot, si vous voulez"), required=False)


class AcceptStayForm(NoteForm):
    starts_on = forms.DateField(label=_("Premier jour"), widget=day_input())
    ends_on = forms.DateField(label=_("Dernier jour"), widget=day_input())
    services = _words(_("Ce que vous fournissez"), required=False)
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
    words = _words(_("En quelques mots"), required=False)
