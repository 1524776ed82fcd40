"""What is filled in about a group, and the addresses that it is written to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.assessments.models import Instrument
from maillage.assessments.models.campaigns import LONGEST_PURPOSE, LONGEST_TITLE
from maillage.assessments.operations.campaigns import MOST_INVITED
from maillage.assessments.web.starting_forms import ConsentForm
from maillage.directory.models import Network
from maillage.skills.models import Area, RoleProfile
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

BETWEEN = re.compile(r"[\s,;]+")
LONGEST_LIST = 40_000  # characters
TOLD_AT_MOST = 5  # addresses that are named in a refusal


class CampaignForm(forms.Form):
    """A role or some areas; without either, the whole reference."""

    network = forms.ModelChoiceField(
        label=gettext_lazy("Réseau qui invite"), queryset=Network.objects.none(), empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=LONGEST_TITLE)
    purpose = WordsField(
        label=gettext_lazy("À quoi cela servira"),
        help_text=gettext_lazy("Les personnes le lisent avant de se connecter."),
        max_length=LONGEST_PURPOSE,
        rows=4,
    )
    instrument = forms.ModelChoiceField(
        label=gettext_lazy("Instrument"), queryset=Instrument.objects.none(), empty_label=None
    )
    role = forms.ModelChoiceField(
        label=gettext_lazy("Rôle"),
        queryset=RoleProfile.objects.none(),
        required=False,
        empty_label=gettext_lazy("Aucun"),
        help_text=gettext_lazy("Les questions portent sur ce que ce rôle demande."),
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Ou quelques domaines"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Sans rôle ni domaine, les questions portent sur tout le référentiel."),
    )
    closes_on = DayField(label=gettext_lazy("Dernier jour pour commencer"), required=False)

    def __init__(
        self,
        *args: Any,
        networks: QuerySet[Network],
        instruments: QuerySet[Instrument],
        day: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.day = day
        fields: Any = self.fields
        fields["network"].queryset = networks
        fields["instrument"].queryset = instruments
        versions = list(instruments.values_list("framework", flat=True))
        fields["role"].queryset = RoleProfile.objects.filter(version__in=versions).order_by("position", "pk")
        fields["areas"].choices = [
            (area.code, f"{area.code}. {area.title}")
            for area in Area.objects.filter(version__in=versions).order_by("position", "pk")
        ]

    def clean_closes_on(self) -> date | None:
        told: date | None = self.cleaned_data["closes_on"]
        if told is not None and told < self.day:
            raise ValidationError(_("Ce jour est déjà passé."))
        return told

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        role, instrument = told.get("role"), told.get("instrument")
        if role and told.get("areas"):
            self.add_error("areas", _("Choisissez un rôle ou des domaines, pas les deux."))
        if role and instrument and role.version_id != instrument.framework_id:
            self.add_error("role", _("Ce rôle est d’une autre version du référentiel."))
        return told


class InviteForm(forms.Form):
    """Addresses as they come: one a line, or between commas."""

    emails = WordsField(
        label=gettext_lazy("Courriels à inviter"),
        help_text=gettext_lazy(
            "Un par ligne, ou séparés par des virgules. La même adresse n’est invitée qu’une fois."
        ),
        max_length=LONGEST_LIST,
        rows=5,
    )

    def clean_emails(self) -> list[str]:
        told = [one for one in BETWEEN.split(self.cleaned_data["emails"]) if one]
        wrong = [one for one in told if not _is_address(one)]
        if wrong:
            named = ", ".join(wrong[:TOLD_AT_MOST])
            raise ValidationError(
                _("Ce ne sont pas des courriels : %(named)s. Le reste est gardé.") % {"named": named}
            )
        if len(told) > MOST_INVITED:
            raise ValidationError(_("Pas plus de %(most)s adresses à la fois.") % {"most": MOST_INVITED})
        return told


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class BeginForm(ConsentForm):
    """Her agreement to be assessed, and, apart, to be counted."""

    counts = forms.BooleanField(
        label=gettext_lazy("Je veux bien être comptée ou compté avec le groupe."),
        help_text=gettext_lazy(
            "À votre choix : vous pouvez aussi vous situer sans cela, et changer d’avis après."
        ),
        required=False,
    )
