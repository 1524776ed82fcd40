"""Fields that several forms of agreements share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.models.money import FIRST_YEAR, LAST_YEAR
from maillage.ui.fields import NumberAsWritten

SMALLEST_RATE = Decimal("0.000001")


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
