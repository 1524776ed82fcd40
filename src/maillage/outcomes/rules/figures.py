"""A total as a figure of a page: how much, of what, and the way to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.urls import reverse

from maillage.outcomes.rules.addresses import with_query
from maillage.outcomes.rules.telling import kind_said, outcomes_said, value_said

if TYPE_CHECKING:
    from decimal import Decimal


class Counted(Protocol):
    """Outcomes of one kind, in one currency."""

    @property
    def kind(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def outcomes(self) -> int: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def fictitious(self) -> int: ...


def figure_of(total: Counted, **narrowed: str) -> dict[str, Any]:
    """As `ui/parts/stat.html` takes it. narrowed: what else the list of outcomes is asked for."""
    asked = {"nature": total.kind} | ({"monnaie": total.currency} if total.currency else {})
    return {
        "value": value_said(total.value, total.kind, total.currency),
        "label": kind_said(total.kind, total.value),
        "url": with_query(reverse("outcomes:outcomes"), **asked, **narrowed),
        "proof": outcomes_said(total.outcomes, total.fictitious),
    }
