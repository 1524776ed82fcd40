"""What a visit holds to: what consent says, how long needs are kept, which day to show first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS_KEPT = 30  # after the last day of the visit
NEEDS_CONSENT = _(
    "J’accepte que la coordination de cette mission lise ce que j’écris ici, pour m’accueillir. Elle seule le voit, et la plateforme l’efface 30 jours après la mission. Je peux retirer cet accord quand je veux : tout s’efface alors."
)
SHEETS = ("programme", "livret", "personnes")


def days_of(first: date, last: date) -> list[date]:
    """Every day of a visit, both ends in."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def day_to_show(days: Sequence[date], today: date) -> date:
    """Today when the visit is under way, else its first day; its last one once it is over."""
    return min(max(today, days[0]), days[-1])
