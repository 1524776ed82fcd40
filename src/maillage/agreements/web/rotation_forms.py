"""What coordinators fill in about turns to receive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import HostingState
from maillage.agreements.models import HostingYear, Party
from maillage.agreements.web.fields import YearField

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement

REASON_HELP = _("Pour une année sautée : chacun la lira.")


class TurnForm(forms.Form):
    """What a year of the calendar says."""

    state = forms.ChoiceField(
        label=_("La visite de cette année est"),
        choices=HostingState,
        widget=forms.RadioSelect,
        initial=HostingState.PLANNED,
    )
    host = forms.ModelChoiceField(
        label=_("Qui reçoit"), queryset=Party.objects.none(), required=False, empty_label=_("Personne")
    )
    reason = forms.CharField(label=_("Raison"), max_length=300, required=False, help_text=REASON_HELP)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        host = self.fields["host"]
        assert isinstance(host, forms.ModelChoiceField)
        host.queryset = agreement.parties.order_by("shore", "pk")


class YearForm(TurnForm):
    year = YearField(label=_("Année"))
    field_order = ("year", "state", "host", "reason")


class SwapForm(forms.Form):
    """Two planned years that change hosts."""

    first = forms.ModelChoiceField(
        label=_("Une année"), queryset=HostingYear.objects.none(), empty_label=None
    )
    second = forms.ModelChoiceField(
        label=_("et l’autre"), queryset=HostingYear.objects.none(), empty_label=None
    )
    reason = forms.CharField(
        label=_("Raison"), max_length=300, help_text=_("Elle reste dans l’histoire de l’entente.")
    )

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        planned = agreement.hosting_years.filter(state=HostingState.PLANNED).select_related("host")
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = planned.order_by("year")
        self.fields["second"].initial = planned.order_by("year")[1:2].first()
