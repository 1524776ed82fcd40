"""What an answer given while learning is worth, and what a person agrees to when hers count."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

WEIGHT = 0.25  # of the information of a placement's answer: half because the lesson is fresh, half because its questions go together

FEWEST_OPEN = 4  # questions of a competence that a placement may ask, whatever modules showed


def closed_for_having_been_shown(items: Iterable[tuple[int, str, datetime | None]]) -> list[int]:
    """Which items a sitting does not ask, of all that its scale has: those shown, the last ones first, while enough of their
    dimension stay open. items: (item, dimension, when it was shown, None when it never was).
    """
    by_dimension: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    several: Counter[str] = Counter()
    for item, dimension, shown_at in items:
        several[dimension] += 1
        if shown_at is not None:
            by_dimension[dimension].append((shown_at, item))
    return sorted(
        item
        for dimension, shown in by_dimension.items()
        for _when, item in sorted(shown, reverse=True)[: max(0, several[dimension] - FEWEST_OPEN)]
    )


def consent_to_count() -> str:
    """The words that she reads, kept with her agreement."""
    return _(
        "J’accepte que ma première réponse à chaque question d’un module soit gardée et précise mon profil, que je vois seule ou seul. Elle compte pour un quart d’une réponse d’évaluation. Je peux arrêter quand je veux : ces réponses sont alors retirées de mon profil et effacées."
    )
