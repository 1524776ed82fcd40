"""The words of both countries and of English, as the relevance engine takes them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from maillage.engines.relevance import Notion, Term, Thesaurus

if TYPE_CHECKING:
    from pathlib import Path

PLACES = {"qc": "CA", "fr": "FR", "common": None, "en": None}
FIELDS = {"id", "weight", "local", "note", *PLACES}
FEWEST_TERMS = 2


class BadVocabularyError(Exception):
    """The vocabulary contradicts itself; says where."""


@lru_cache(maxsize=1)
def known_thesaurus() -> Thesaurus:
    """The groups in `content/vocabulary`. Raises BadVocabularyError."""
    return Thesaurus(read_vocabulary(settings.CONTENT / "vocabulary"))


def read_vocabulary(folder: Path) -> list[Notion]:
    """Raises BadVocabularyError for an unknown field, an identifier that comes twice, fewer than two terms, a local term
    that is not one of the group’s, a weight out of bounds.
    """
    notions, seen = [], set()
    for path in sorted(folder.glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            name = row.get("id")
            if name in seen:
                raise BadVocabularyError(f"{path.name}: written twice: {name}")
            seen.add(name)
            why = _wrong_with(row)
            if why:
                raise BadVocabularyError(f"{path.name}: {name}: {why}")
            notions.append(_notion(row))
    return notions


def _wrong_with(row: dict[str, Any]) -> str:
    terms = [term for field in PLACES for term in row.get(field, [])]
    if set(row) - FIELDS or not isinstance(row.get("id"), str):
        return f"fields {sorted(set(row) ^ {'id'} - FIELDS)}"
    if len(set(terms)) < FEWEST_TERMS or not all(isinstance(term, str) and term.strip() for term in terms):
        return "fewer than two terms"
    if set(row.get("local", [])) - {term for field in ("qc", "fr") for term in row.get(field, [])}:
        return "a local term is not one of its country"
    return "" if 0 < row.get("weight", 0) <= 1 else "a weight is above 0 and up to 1"


def _notion(row: dict[str, Any]) -> Notion:
    local = set(row.get("local", []))
    terms = [
        Term(text=term, place=place, local=term in local and place is not None)
        for field, place in PLACES.items()
        for term in row.get(field, [])
    ]
    return Notion(terms=terms, weight=row["weight"])
