"""The reference of needs as the relevance engine takes it, with its meaning when the encoder is the one it was made by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings

from maillage.engines.relevance import KindIndex, KindTexts
from maillage.matching.bridge.background import background_of
from maillage.matching.bridge.reference import known_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from maillage.matching.bridge.encoder import Encoder, Vector
    from maillage.matching.bridge.reference import Kind

LARGEST = 127  # the whole numbers that one byte holds, either side of zero
CLEAR_SHARE = 0.3  # below, a reading is too unsure to be said; above, four in five are right
MOST_CLEAR = 3


@dataclass(frozen=True, kw_only=True)
class StoredMeanings:
    """One vector a text, in whole numbers, and the prints of the texts they stand for, in the same order."""

    encoder: str
    prints: list[str]
    vectors: Vector

    def of(self, texts: Sequence[str], encoder: str) -> Vector:
        """Vectors of length one, shape (len(texts), d); zeros for a text that changed, or another encoder's."""
        known = dict(zip(self.prints, self.vectors, strict=True)) if encoder == self.encoder else {}
        missing = np.zeros(self.vectors.shape[1], dtype=np.float32)
        rows = np.array([known.get(_print(text), missing) for text in texts], dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vector = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
        return unit


def stored_at() -> Path:
    return settings.CONTENT / "needs" / "meanings.npz"


def index_of_kinds(encoder: Encoder | None) -> KindIndex:
    """The kinds of the site. By words alone without an encoder, or without vectors made by it."""
    return _index_of_kinds(encoder)  # type: ignore[arg-type]  # every object without __eq__ is hashable


@lru_cache(maxsize=2)
def _index_of_kinds(encoder: Encoder | None) -> KindIndex:
    kinds = known_kinds()
    texts = [KindTexts(symptoms=kind.symptoms, solution=kind.solution) for kind in kinds]
    path = stored_at()
    if encoder is None or not path.is_file():
        return KindIndex(texts)
    stored = read_meanings(path)
    symptoms = stored.of(_symptoms(kinds), encoder.name)
    solutions = stored.of(_solutions(kinds), encoder.name)
    if not symptoms.any() or not solutions.any():
        return KindIndex(texts)
    return KindIndex(texts, symptoms, solutions, background_of(encoder))


def clear_kinds(shares: Sequence[float]) -> list[Kind]:
    """The kinds that a need is clearly of, the clearest first; often none."""
    order = np.argsort(-np.asarray(shares), kind="stable")[:MOST_CLEAR]
    return [known_kinds()[i] for i in order if shares[i] >= CLEAR_SHARE]


def kinds_named(ids: Sequence[str]) -> list[Kind]:
    """The kinds with these identifiers, in this order; one that left the reference since is passed over."""
    known = {kind.id: kind for kind in known_kinds()}
    return [known[name] for name in ids if name in known]


def shares_of(ids: Sequence[str]) -> NDArray[np.float64]:
    """As much of each kind that somebody named, shape (k,): all zeros when there is none."""
    named = {kind.id for kind in kinds_named(ids)}
    chosen = np.array([float(kind.id in named) for kind in known_kinds()])
    return np.asarray(chosen / max(1.0, chosen.sum()))


def write_meanings(encoder: Encoder, path: Path, progress: Callable[[int, int], None]) -> int:
    """Encode every symptom and solution, keep them in one byte a number, and say how many texts were read."""
    symptoms, solutions = _symptoms(known_kinds()), _solutions(known_kinds())
    number = len(symptoms) + len(solutions)
    rows = []
    for text in symptoms:
        rows.append(encoder.query(text))
        progress(len(rows), number)
    for text in solutions:
        rows.append(encoder.passages([text])[0])
        progress(len(rows), number)
    vectors = np.stack(rows)
    whole = np.round(vectors * LARGEST / np.abs(vectors).max(axis=1, keepdims=True)).astype(np.int8)
    np.savez_compressed(
        path, encoder=encoder.name, prints=[_print(text) for text in (*symptoms, *solutions)], vectors=whole
    )
    return number


def read_meanings(path: Path) -> StoredMeanings:
    with np.load(path, allow_pickle=False) as file:
        return StoredMeanings(
            encoder=str(file["encoder"]),
            prints=[str(text) for text in file["prints"]],
            vectors=file["vectors"].astype(np.float32),
        )


def _symptoms(kinds: Sequence[Kind]) -> list[str]:
    return [symptom for kind in kinds for symptom in kind.symptoms]


def _solutions(kinds: Sequence[Kind]) -> list[str]:
    return [". ".join(kind.solution) for kind in kinds]


def _print(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
