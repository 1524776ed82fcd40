"""The needs that the answers of a firm reveal: proposals, which it keeps, drops or says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maillage.assessments.enums import Unsaid
from maillage.assessments.models.instruments import in_language
from maillage.assessments.rules.conditions import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from maillage.assessments.rules.scoring import Response

    Told = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Replied:
    """One answer: the question as content tells it, and what was answered. `category`: None when nothing is said of the level."""

    question: Told
    response: Response
    category: int | None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A need of this kind, in words that the firm may make its own.

    kind: "expertise" or "financing". about: for a financing, the kind of need to pay for, when it is known.
    questions: those whose answers reveal it, the one that says it best first.
    """

    need: str
    kind: str
    about: str
    words: Told
    benefit: int
    effort: int
    questions: tuple[Told, ...]

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.need}:{self.about}"

    def asked(self, language: str | None = None) -> list[str]:
        """The questions whose answers reveal it."""
        return [in_language(question, "stem", language) for question in self.questions]

    def text(self, language: str | None = None) -> str:
        return in_language(self.words, "", language)


def revealed(
    replies: Iterable[Replied], facts: Mapping[str, Any], scores: Mapping[str, float]
) -> list[Proposal]:
    """What the answers reveal, each need once: the most useful first, then the easiest, then where the firm is weakest.

    `scores`: by dimension, from 0 to 100.
    """
    found = [
        (
            (-need["benefit"], need["effort"], scores.get(reply.question["dimension"], 0.0), need["need"]),
            reply.question,
            need,
        )
        for reply in replies
        for need in _needs_shown(reply, facts)
    ]
    joined: dict[tuple[str, str, str], list[tuple[Told, Told]]] = {}
    for _order, question, need in sorted(found, key=lambda row: row[0]):
        joined.setdefault((need["kind"], need["need"], need["about"] or ""), []).append((question, need))
    return [
        Proposal(
            kind=kind,
            need=name,
            about=about,
            words=rows[0][1],
            benefit=rows[0][1]["benefit"],
            effort=rows[0][1]["effort"],
            questions=tuple({question["id"]: question for question, _need in rows}.values()),
        )
        for (kind, name, about), rows in joined.items()
    ]


def _needs_shown(reply: Replied, facts: Mapping[str, Any]) -> Iterator[Told]:
    for need in reply.question.get("needs", ()):
        shown = need["dont_know"] if reply.response == Unsaid.DONT_KNOW else reply.category in need["grades"]
        if shown and holds(need["proposed_if"], facts):
            yield need
