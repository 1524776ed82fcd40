"""What is told before a person begins, and what she may choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTIONS_EACH = 8  # of one competence: enough for the precision wanted when it is alone


def questions_at_most(most: int, dimensions: Sequence[str]) -> int:
    """Few competences need few questions."""
    return min(most, QUESTIONS_EACH * len(dimensions))
