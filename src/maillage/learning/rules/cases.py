"""Real cases that somebody accompanied to their end: who tells us of them, and what her words may not say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from maillage.common.text import sort_key

SHORTEST_NAME = 3  # letters: a shorter one is in too many words


@dataclass(frozen=True, kw_only=True)
class ClosedCase:
    """Something that she followed in the field, and that helped. matter, outcome: in words that name no firm.

    title: for her own eyes. hidden: names that nobody else is told.
    """

    source: str
    network: int
    title: str
    matter: str
    outcome: str
    closed_on: date
    hidden: tuple[str, ...]


Source = Callable[[int, date], list[ClosedCase]]
SOURCES: dict[
    str, Source
] = {}  # by name: what a floor above declares, once ready: the cases of a person on a day


def named_in(text: str, hidden: tuple[str, ...]) -> str:
    """The first of these names that a text says, whatever its capitals and accents; empty when it says none."""
    told = f" {' '.join(_words(text))} "
    return next((name for name in hidden if len(name) >= SHORTEST_NAME and _said(name, told)), "")


def _said(name: str, told: str) -> bool:
    return f" {' '.join(_words(name))} " in told


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in sort_key(text)).split()
