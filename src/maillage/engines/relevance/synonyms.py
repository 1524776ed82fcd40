"""Other words for the same thing, read in the place of whoever speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.engines.relevance.text import stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STAND_IN = 0.7  # what another word is worth beside the one that was written
FALSE_FRIEND = 0.5  # of that, when the other word means something else elsewhere
_SIGN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word or a few, and where they are said: `place` is None for everywhere.

    `local` : elsewhere they mean something else, or nothing.
    """

    text: str
    place: str | None
    local: bool = False


@dataclass(frozen=True, kw_only=True)
class Notion:
    """Terms that say the same, at least two. `weight`, above 0 and up to 1: how much the same."""

    terms: Sequence[Term]
    weight: float


@dataclass(frozen=True, kw_only=True)
class Other:
    """Another term for one that was written, its stems, and what it is worth beside it."""

    text: str
    stems: tuple[str, ...]
    worth: float


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A term found in a query: as the thesaurus writes it, its stems, and the other terms for it."""

    text: str
    stems: tuple[str, ...]
    others: tuple[Other, ...]


class Thesaurus:
    """Immutable. A term is known by its stems; one that has lost an acronym to the stopwords is left out."""

    def __init__(self, notions: Sequence[Notion]) -> None:
        self._notions = [
            [(term, stems) for term in notion.terms if (stems := _stems(term.text))] for notion in notions
        ]
        self._weights = [notion.weight for notion in notions]
        self._senses: dict[tuple[str, ...], list[tuple[int, Term]]] = {}
        for number, terms in enumerate(self._notions):
            for term, stems in terms:
                self._senses.setdefault(stems, []).append((number, term))
        self._longest: dict[str, int] = {}
        for stems in self._senses:
            self._longest[stems[0]] = max(self._longest.get(stems[0], 0), len(stems))

    def read(self, stems: Sequence[str], place: str | None = None) -> list[Unit]:
        """The terms of a query, the longest first where several begin together; none twice.

        A term is read in the sense of `place`, else in the sense common to all, else in that of another place unless it
        is local there. Where two senses remain, nothing is said.
        """
        found: dict[tuple[str, ...], Unit] = {}
        start = 0
        while start < len(stems):
            unit = next(self._units_at(stems, start, place), None)
            if unit is not None:
                found.setdefault(unit.stems, unit)
            start += len(unit.stems) if unit else 1
        return list(found.values())

    def _units_at(self, stems: Sequence[str], start: int, place: str | None) -> Iterator[Unit]:
        for length in range(self._longest.get(stems[start], 0), 0, -1):
            span = tuple(stems[start : start + length])
            if len(span) == length and (unit := self._unit(span, place)):
                yield unit

    def _unit(self, span: tuple[str, ...], place: str | None) -> Unit | None:
        senses = self._senses.get(span, [])
        ours = [sense for sense in senses if place is not None and sense[1].place == place]
        common = [sense for sense in senses if sense[1].place is None]
        elsewhere = [sense for sense in senses if not sense[1].local]
        kept = ours or (common if place is not None else []) or elsewhere
        if len({number for number, _term in kept}) != 1:
            return None
        number, term = kept[0]
        others = self._others(number, span, place)
        return Unit(text=term.text, stems=span, others=others) if others else None

    def _others(self, number: int, span: tuple[str, ...], place: str | None) -> tuple[Other, ...]:
        worths: dict[tuple[str, ...], Other] = {}
        for term, stems in self._notions[number]:
            if stems != span:
                friend = FALSE_FRIEND if term.local and term.place != place else 1.0
                worth = STAND_IN * self._weights[number] * friend
                worths.setdefault(stems, Other(text=term.text, stems=stems, worth=worth))
        return tuple(worths.values())


def _stems(text: str) -> tuple[str, ...]:
    lost = [sign for sign in _SIGN.findall(text) if sign.isupper() and not stem_of(sign)]
    return () if any(len(sign) > 1 for sign in lost) else tuple(stems_of(text))
