"""How long a network gives to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.matching.models import AnswerTerms

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.directory.models import Network
    from maillage.matching.rules import Terms
    from maillage.people.models import User


def set_terms(*, network: Network, terms: Terms, by: User, now: datetime) -> AnswerTerms:
    """Write the practice of a network; it holds for the requests made from now on."""
    row, _is_new = AnswerTerms.objects.update_or_create(
        network=network,
        defaults={
            "first_reminder_days": terms.first_reminder_days,
            "second_reminder_days": terms.second_reminder_days,
            "answer_days": terms.answer_days,
            "link_days": terms.link_days,
            "changed_by": by,
            "changed_at": now,
        },
    )
    return row
