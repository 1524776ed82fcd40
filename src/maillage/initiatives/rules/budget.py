"""What an initiative means to spend beside the money given to it, use by use."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.initiatives.enums import ContributionPurpose
from maillage.ui.formats import money
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = Decimal(0)
Sum = tuple[str, str, Decimal]  # a use, a currency, how much


@dataclass(frozen=True, kw_only=True)
class Covered:
    """One use, in one currency."""

    purpose: str
    currency: str
    planned: Decimal
    given: Decimal


def covered(planned: Iterable[Sum], given: Iterable[Sum]) -> list[Covered]:
    """By currency, then in the order of uses. Nothing without a budget: money alone covers none."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    lines = [(0, *line) for line in planned]
    if not lines:
        return []
    for side, purpose, currency, amount in [*lines, *((1, *gift) for gift in given)]:
        sums[currency, purpose][side] += amount
    order = ContributionPurpose.values
    return [
        Covered(
            purpose=purpose,
            currency=currency,
            planned=sums[currency, purpose][0],
            given=sums[currency, purpose][1],
        )
        for currency, purpose in sorted(sums, key=lambda key: (key[0], order.index(key[1])))
    ]


def difference_said(line: Covered) -> str:
    """« il manque 20 000 $ » ; never a sign to read."""
    left = line.planned - line.given
    if not line.planned:
        return _("donné sans être au budget")
    if not left:
        return _("couvert")
    if left > 0:
        return _("il manque %(sum)s") % {"sum": money(left, line.currency, spoken())}
    return _("%(sum)s de plus que prévu") % {"sum": money(-left, line.currency, spoken())}


def budget_table(lines: list[Covered]) -> dict[str, Any] | None:
    """What `ui/parts/table.html` takes; None without a budget."""
    if not lines:
        return None
    return {
        "columns": [
            {"label": _("Usage")},
            {"label": _("Prévu"), "number": True},
            {"label": _("Donné"), "number": True},
            {"label": _("Écart")},
        ],
        "rows": [
            [
                {"text": str(ContributionPurpose(line.purpose).label)},
                {"text": money(line.planned, line.currency, spoken()), "number": True, "label": _("Prévu :")},
                {"text": money(line.given, line.currency, spoken()), "number": True, "label": _("Donné :")},
                {"text": difference_said(line), "label": _("Écart :")},
            ]
            for line in lines
        ],
    }
