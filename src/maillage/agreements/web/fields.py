"""Fields that several forms of agreements share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.models.money import FIRST_YEAR, LAST_YEAR

CENT = Decimal("0.01")
SMALLEST_RATE = Decimal("0.000001")
SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"), None)


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


class RateField(NumberAsWritten):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=SMALLEST_RATE,
            max_digits=12,
            decimal_places=6,
            error_messages={
                "min_value": _("Le taux est plus grand que zéro."),
                "invalid": _("Écrivez un nombre, par exemple 1,4925."),
            },
            **options,
        )


class YearField(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **options)
