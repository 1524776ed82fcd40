"""What a person says before a path is computed for her."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.skills.models import RoleProfile
from maillage.ui.fields import DayField

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

PACES = {
    30: gettext_lazy("une demi-heure par semaine"),
    60: gettext_lazy("une heure par semaine"),
    90: gettext_lazy("une heure et demie par semaine"),
    120: gettext_lazy("deux heures par semaine"),
    180: gettext_lazy("trois heures par semaine"),
    240: gettext_lazy("quatre heures par semaine"),
    420: gettext_lazy("une journée par semaine"),
}
USUAL = 120
A_WEEK = timedelta(days=6)  # today being the first day


class PlanForm(forms.Form):
    """Towards which role, at which pace, and by when if it matters."""

    role = forms.ModelChoiceField(
        label=gettext_lazy("Le rôle que vous visez"), queryset=RoleProfile.objects.none(), empty_label=None
    )
    minutes_a_week = forms.TypedChoiceField(
        label=gettext_lazy("Le temps que vous pouvez y mettre"),
        coerce=int,
        choices=tuple(PACES.items()),
        initial=USUAL,
    )
    finish_by = DayField(
        label=gettext_lazy("Fini le"),
        required=False,
        help_text=gettext_lazy("Le dernier jour voulu."),
    )

    def __init__(
        self, data: Any, *, roles: QuerySet[RoleProfile], today: date, initial: dict[str, Any] | None
    ) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        role: Any = self.fields["role"]
        role.queryset = roles

    def clean_finish_by(self) -> date | None:
        day: date | None = self.cleaned_data["finish_by"]
        if day is not None and day < self.today + A_WEEK:
            raise ValidationError(_("Laissez-vous une semaine au moins."))
        return day
