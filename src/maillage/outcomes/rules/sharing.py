"""How one thing is shared among several who paid for it, so that the parts make it whole again."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    Key = TypeVar("Key", bound=Hashable)

WHOLE = Decimal(1)
GRAIN = Decimal("0.00000001")  # shares are kept to eight places


def parts_of(weights: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Parts in proportion to the weights, to eight places, that sum to one exactly: Hamilton's largest remainders.

    Of two equal remainders, the first in order is served. Nobody has a part of nothing; no weight at all gives no part.
    """
    counted = {key: weight for key, weight in weights.items() if weight > 0}
    total = sum(counted.values())
    if not total:
        return {}
    exact = {key: weight / total for key, weight in counted.items()}
    parts = {key: share.quantize(GRAIN, ROUND_DOWN) for key, share in exact.items()}
    missing = int((WHOLE - sum(parts.values())) / GRAIN)
    most_short = sorted(exact, key=lambda key: parts[key] - exact[key])
    for key in most_short[:missing]:
        parts[key] += GRAIN
    return {key: share for key, share in parts.items() if share}
