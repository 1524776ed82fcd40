"""The reference of needs: kinds of need, how people say them, how sellers say what answers them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from maillage.matching.enums import OfferKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class BadReferenceError(Exception):
    """The reference contradicts itself; says where."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of need. `symptoms` are people's words, mistakes included; `not_` are the kinds it is mistaken for."""

    id: str
    strand: str
    label_fr: str
    label_en: str
    symptoms: tuple[str, ...]
    solution_words: tuple[str, ...]
    solution_text: str
    helps: tuple[OfferKind, ...]
    not_: tuple[str, ...]

    def label(self, language: str) -> str:
        return self.label_en if language.startswith("en") else self.label_fr

    @property
    def solution(self) -> tuple[str, str]:
        """Title and text of the offer that would answer it best."""
        return self.label_fr, f"{self.solution_text} {', '.join(self.solution_words)}. {self.label_en}."


@lru_cache(maxsize=1)
def known_kinds() -> tuple[Kind, ...]:
    """The kinds in `content/needs`, by file then in the order of each file. Raises BadReferenceError."""
    return read_kinds(settings.CONTENT / "needs")


@lru_cache(maxsize=1)
def reference_print() -> str:
    """Changes with any word of the reference."""
    return hashlib.sha256(repr(known_kinds()).encode()).hexdigest()[:16]


def read_kinds(folder: Path) -> tuple[Kind, ...]:
    """Raises BadReferenceError for a missing or unknown field, an empty list, what comes twice, a neighbour that does not exist."""
    kinds = []
    for path in sorted(folder.glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            kind = _kind(row, path.name)
            if kind.strand != path.stem:
                raise BadReferenceError(f"{path.name}: {kind.id} is of strand {kind.strand}")
            kinds.append(kind)
    _check_unique("kind", [kind.id for kind in kinds])
    _check_unique("symptom", [symptom for kind in kinds for symptom in kind.symptoms])
    known = {kind.id for kind in kinds}
    for kind in kinds:
        strangers = set(kind.not_) - (known - {kind.id})
        if strangers:
            raise BadReferenceError(f"{kind.id}: not a neighbour: {', '.join(sorted(strangers))}")
    return tuple(kinds)


def _kind(row: dict[str, Any], file: str) -> Kind:
    given = {"not_" if name == "not" else name: value for name, value in row.items()}
    names = {field.name for field in fields(Kind)}
    if set(given) != names:
        raise BadReferenceError(f"{file}: {row.get('id')}: fields {sorted(set(given) ^ names)}")
    for name, value in given.items():
        parts = value if isinstance(value, list) else [value]
        if not parts or not all(isinstance(part, str) and part.strip() for part in parts):
            raise BadReferenceError(f"{file}: {row['id']}: {name} is empty")
    try:
        helps = tuple(OfferKind(help_) for help_ in given["helps"])
    except ValueError as unknown:
        raise BadReferenceError(f"{file}: {row['id']}: {unknown}") from None
    lists = {name: tuple(given[name]) for name in ("symptoms", "solution_words", "not_")}
    return Kind(**{**given, **lists, "helps": helps})


def _check_unique(what: str, names: Sequence[str]) -> None:
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise BadReferenceError(f"{what} written twice: {', '.join(sorted(twice))}")
