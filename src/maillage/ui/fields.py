"""Fields that every context's forms share, with the widgets that browsers help to fill."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")
SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"), None)


class DayField(forms.DateField):
    """A day, told as browsers tell it in every language."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HourField(forms.TimeField):
    """An hour of a day."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class LocalMomentField(forms.Field):
    """A day and an hour as the clocks of a place show them: naive, until somebody says which place."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages: ClassVar = {"invalid": _("Donnez un jour et une heure.")}

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            return datetime.fromisoformat(str(value)).replace(tzinfo=None, second=0, microsecond=0)
        except ValueError as unreadable:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from unreadable


class WordsField(forms.CharField):
    """A few lines; three on the screen to begin with."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)


class NumberAsWritten(forms.DecimalField):
    """« 12 500,50 » as well as « 12500.50 »."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        written = value.translate(SPACES).replace(",", ".") if isinstance(value, str) else value
        return super().to_python(written)


class AmountField(NumberAsWritten):
    """Money, to the cent, more than nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=CENT,
            max_digits=12,
            decimal_places=2,
            error_messages={
                "min_value": _("Le montant est plus grand que zéro."),
                "invalid": _("Écrivez un nombre : 12 500 ou 12 500,50."),
            },
            **options,
        )
