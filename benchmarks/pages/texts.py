"""Texts as the demonstration's, in any number: its sentences, combined with seeded chance."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

_AFTER_A_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
MOST_BORROWED = 3


@dataclass(frozen=True, kw_only=True)
class Source:
    """An offer or a need that somebody wrote, and its sentences."""

    title: str
    kind: str
    strand: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A text made of `source`'s sentences and of those borrowed from `lender`; positions in the list of sources."""

    source: int
    lender: int
    text: str


def sources_in(path: Path) -> list[Source]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Source(
                title=row["title"],
                kind=row["kind"],
                strand=row["strand"],
                sentences=tuple(_AFTER_A_SENTENCE.split(row["text"].strip())),
            )
            for row in csv.DictReader(file)
        ]


def made_from(sources: list[Source], chance: random.Random, *, longer: bool) -> Iterator[Made]:
    """Endless texts of a source's sentences, in any order, with some of another source of the same strand.

    A `longer` text adds one to three of them; otherwise one takes the place of one.
    """
    of_strand: dict[str, list[int]] = {}
    for position, source in enumerate(sources):
        of_strand.setdefault(source.strand, []).append(position)
    while True:
        position = chance.randrange(len(sources))
        source = sources[position]
        lender = chance.choice(of_strand[source.strand])
        theirs = sources[lender].sentences
        borrowed = chance.sample(theirs, min(len(theirs), chance.randint(1, MOST_BORROWED) if longer else 1))
        kept = list(source.sentences)
        if not longer and len(kept) > 1:
            kept.remove(chance.choice(kept))
        sentences = [*kept, *borrowed]
        chance.shuffle(sentences)
        yield Made(source=position, lender=lender, text=" ".join(dict.fromkeys(sentences)))


def new_searches(sources: list[Source], chance: random.Random) -> Iterator[str]:
    """Endless needs as people type them, of one to three sentences, no two alike."""
    sentences = sorted({sentence for source in sources for sentence in source.sentences})
    seen: set[str] = set()
    while True:
        text = " ".join(chance.sample(sentences, chance.choice((1, 2, 2, 3))))
        if text not in seen:
            seen.add(text)
            yield text
