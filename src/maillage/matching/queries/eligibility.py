"""Which programmes each firm of a file may have, and where another engine answers otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.matching.bridge.eligibility import answers_for, causes_of
from maillage.matching.enums import Answer, Difference
from maillage.matching.queries.programmes import programmes_in_force
from maillage.matching.rules.differences import difference_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from maillage.matching.rules.firm_facts import FactValue


@dataclass(frozen=True, kw_only=True)
class FirmAnswers:
    """The answers of every programme to one firm, by identifier."""

    firm: str
    answers: dict[str, Answer]


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """A firm and a programme about which the other engine says otherwise, and why."""

    firm: str
    programme: str
    answer: Answer
    difference: Difference
    text: str


def answers_of(firms: Mapping[str, Mapping[str, FactValue]], day: date) -> list[FirmAnswers]:
    """For each firm, in order, the answer of every programme that nobody archived."""
    programmes = list(programmes_in_force())
    slugs = [programme.slug for programme in programmes]
    return [
        FirmAnswers(firm=name, answers=dict(zip(slugs, answers, strict=True)))
        for name, answers in zip(firms, answers_for(programmes, list(firms.values()), day), strict=True)
    ]


def disagreements(
    found: Sequence[FirmAnswers],
    firms: Mapping[str, Mapping[str, FactValue]],
    expected: Mapping[str, frozenset[str]],
    day: date,
) -> Iterator[Disagreement]:
    """Where « not no » differs from what the other engine does not exclude, firm by firm."""
    programmes = {programme.slug: programme for programme in programmes_in_force()}
    judged = frozenset().union(*expected.values())
    for row in found:
        for slug, answer in row.answers.items() if row.firm in expected else ():
            if (answer != Answer.NO) != (slug in expected[row.firm]):
                refusing = answer == Answer.NO
                causes = causes_of(programmes[slug], firms[row.firm], day) if refusing else []
                difference, text = difference_of(
                    [cause.leaf for cause in causes],
                    judged=slug in judged,
                    condition=programmes[slug].condition,
                )
                yield Disagreement(
                    firm=row.firm, programme=slug, answer=answer, difference=difference, text=text
                )
