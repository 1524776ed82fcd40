"""What is known of a firm: what the directory holds, and what it or its advisor answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.matching.rules.answers import UNSURE_DAYS, fact_from, keys_of
from maillage.matching.rules.firm_facts import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from maillage.directory.models import Organisation
    from maillage.matching.models import FirmAnswer
    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue


@dataclass(frozen=True, kw_only=True)
class Known:
    """Facts by the keys of rules.answers, and those known between two values alone. What is absent is unknown.

    `answers` holds those that no fact of the directory stands before, « Je ne sais pas » included.
    """

    facts: dict[str, FactValue]
    spans: dict[str, Span]
    answers: dict[str, FirmAnswer]

    def said(self, leaf: Tree | None, facts: Mapping[str, FactValue]) -> FirmAnswer | None:
        """The latest answer that a leaf reads; None when it reads none, or one that settles nothing: not in `facts`."""
        keys = [] if leaf is None else keys_of(leaf)
        found = [self.answers[key] for key in keys if key in self.answers and key in facts]
        return max(found, key=lambda answer: answer.answered_at, default=None)

    def unsure(self, day: date) -> set[str]:
        """What somebody was asked lately and could not tell."""
        asked_again = day - timedelta(days=UNSURE_DAYS)
        return {
            key
            for key, answer in self.answers.items()
            if answer.value is None and answer.answered_at.date() > asked_again
        }


NOTHING = Known(facts={}, spans={}, answers={})


def known_of(firm: Organisation) -> Known:
    """All that is known of a firm, in two queries."""
    facts = _in_the_directory(firm)
    answers = {row.key: row for row in answers_of(firm) if row.key not in facts}
    told = {key: fact_from(key, row.value) for key, row in answers.items() if row.value is not None}
    spans = {key: value for key, value in told.items() if isinstance(value, Span)}
    exact = {key: value for key, value in told.items() if not isinstance(value, Span)}
    return Known(facts=facts | exact, spans=spans, answers=answers)


def answers_of(firm: Organisation) -> QuerySet[FirmAnswer]:
    """The answers of a firm, the latest first. Rows carry who answered."""
    return firm.answers.select_related("answered_by").order_by("-answered_at", "key")


def _in_the_directory(firm: Organisation) -> dict[str, FactValue]:
    """Its place, its sectors, its headcount, as far as they are told there."""
    facts: dict[str, FactValue] = {}
    if firm.territory is not None:
        facts["territory"] = frozenset({firm.territory.path})
    if firm.employees is not None:
        facts["employees"] = firm.employees
    sectors = frozenset(firm.sectors.order_by("path").values_list("path", flat=True))
    if sectors:
        facts["industry"] = sectors
    return facts
