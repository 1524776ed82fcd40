"""The one question worth asking a firm about a need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.matching.bridge.interview import Stand, question_worth_asking
from maillage.matching.enums import Answer, Fit
from maillage.matching.queries.eligible import facts_for
from maillage.matching.rules.answers import STATEMENT, cost_of, key_of, weight_of
from maillage.matching.rules.conditions import PLACES, leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from maillage.matching.models import Programme
    from maillage.matching.queries.eligible import Eligibility
    from maillage.matching.queries.help import Help


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A key of rules.answers, or a fact that the directory's card tells (`on_card`), and what answering settles.

    `text`: the words of a statement. `fewest` and `most`: how many of the programmes shown are settled, whatever
    the answer and at best.
    """

    key: str
    text: str
    on_card: bool
    fewest: int
    most: int


def question_about(answer: Help, day: date) -> Asked | None:
    """The fact that settles most of the programmes shown for a need; None when nothing more can be settled.

    No query: the answer knows the firm. Nothing is asked about what the reader was not shown.
    """
    waiting = sorted(_waiting(answer), key=lambda found: found[0].programme.pk)
    if not waiting:
        return None
    known = waiting[0][0].known
    programmes = [verdict.programme for verdict, _score in waiting]
    stands = [
        Stand(
            programme=verdict.programme,
            facts=facts_for(verdict.programme, known, day),
            weight=weight_of(score, verdict.programme.amount_max),
        )
        for verdict, score in waiting
    ]
    never = (
        known.unsure(day) | known.facts.keys()
    )  # what is known is not asked, though not in every programme's terms
    found = question_worth_asking(stands, known.facts, day, never=never, cost=cost_of)
    if found is None:
        return None
    return Asked(
        key=found.fact,
        text=_words(found.fact, programmes),
        on_card=found.fact in PLACES,
        fewest=found.settles_at_least,
        most=found.settles_at_best,
    )


def _waiting(answer: Help) -> Iterator[tuple[Eligibility, float]]:
    """The programmes shown that are not settled, with the scores of their offers."""
    for row in answer.suggestions:
        verdict = row.eligibility
        if row.fit != Fit.WEAK and verdict is not None and verdict.answer == Answer.UNKNOWN:
            yield verdict, row.score


def _words(key: str, programmes: Iterable[Programme]) -> str:
    """Of a statement, as the first programme that makes it says it."""
    leaves = (leaf for programme in programmes for leaf in leaves_of(programme.condition))
    return next((leaf["text"] for leaf in leaves if STATEMENT in leaf and key_of(leaf) == key), "")
