"""How well texts are ranked, on a collection that people have judged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.evaluation import bootstrap_interval, ndcg, recall, reciprocal_rank, run_lines
from maillage.engines.relevance import History, RelevanceIndex
from maillage.matching.bridge.background import background_of
from maillage.matching.bridge.kinds import index_of_kinds
from maillage.matching.bridge.vocabulary import known_thesaurus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from maillage.matching.bridge.encoder import Encoder, Vector

KEPT = 100  # documents ranked for each query; measures and runs see no further
BATCH = 8

Ranked = list[tuple[str, float]]


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Documents (title, text) and queries by identifier, and the judged grades of documents by query.

    `countries`: where some of the queries are said.
    """

    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]
    countries: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Past:
    """Needs already helped, by identifier, with what helped them; parted into `folds` at random by `seed`.

    A query that is one of them, or says the same, is ranked without any need of its own part: it never sees its own answers.
    """

    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]
    folds: int
    seed: int

    def known_to(self, query_id: str, text: str) -> list[str]:
        """The past needs that may help to rank this query, in their order."""
        parts = self._parts
        mine = {parts[one] for one in parts if one == query_id or self.queries[one] == text}
        return [one for one in parts if parts[one] not in mine]

    @cached_property
    def _parts(self) -> dict[str, int]:
        order = np.random.default_rng(self.seed).permutation(len(self.grades))
        return {one: int(place) % self.folds for one, place in zip(self.grades, order, strict=True)}


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The first KEPT documents of each query with their scores, and what a query took, encoding included."""

    ranked: Mapping[str, Ranked]
    ms_per_query: float

    def measures(self, grades: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
        """Means over the queries for which some document is judged relevant."""
        pairs = self._judged(grades)
        return {
            "ndcg@10": fmean(self.ndcg_of_each(grades)),
            "mrr": fmean(reciprocal_rank(names, judged) for names, judged in pairs),
            "recall@3": fmean(recall(names, judged, k=3) for names, judged in pairs),
        }

    def interval(self, grades: Mapping[str, Mapping[str, int]], *, seed: int) -> tuple[float, float]:
        """Where ndcg@10 lies, at 95 %."""
        return bootstrap_interval(self.ndcg_of_each(grades), rng=np.random.default_rng(seed))

    def gain_over(
        self, other: Trial, grades: Mapping[str, Mapping[str, int]], *, seed: int
    ) -> tuple[float, tuple[float, float]]:
        """What ndcg@10 gains beside another trial of the same queries, and where the gain lies, at 95 %."""
        gains = [
            mine - theirs
            for mine, theirs in zip(self.ndcg_of_each(grades), other.ndcg_of_each(grades), strict=True)
        ]
        return fmean(gains), bootstrap_interval(gains, rng=np.random.default_rng(seed))

    def ndcg_of_each(self, grades: Mapping[str, Mapping[str, int]]) -> list[float]:
        return [ndcg(names, judged, k=10) for names, judged in self._judged(grades)]

    def _judged(self, grades: Mapping[str, Mapping[str, int]]) -> list[tuple[list[str], Mapping[str, int]]]:
        return [
            ([name for name, _ in self.ranked[query]], judged)
            for query, judged in grades.items()
            if any(grade > 0 for grade in judged.values())
        ]

    def run_lines(self, tag: str) -> list[str]:
        return [line for query, ranked in self.ranked.items() for line in run_lines(query, ranked, tag=tag)]


def trial_of(
    collection: Collection,
    encoder: Encoder | None,
    progress: Callable[[int, int], None],
    *,
    kinds: bool = True,
    past: Past | None = None,
) -> Trial:
    """Rank every document for every query, as the site does: the other queries serve as the needs already known.

    `kinds`: through the reference of needs too, as on the site, or without it. `past`: what helped needs before, which
    the site learns from. `progress` is told how many texts are done, and of how many.
    """
    documents, queries = list(collection.documents.values()), list(collection.queries.values())
    vectors: Vector | None = None
    query_vectors: Sequence[Vector | None] = [None] * len(queries)
    background, seconds = None, 0.0
    if encoder is not None:
        steps = len(documents) + len(queries)
        vectors = _passages(encoder, documents, lambda done: progress(done, steps))
        started = perf_counter()
        query_vectors = [encoder.query(text) for text in queries]
        seconds = perf_counter() - started
        progress(steps, steps)
        background = background_of(encoder, np.array(query_vectors))
    index = RelevanceIndex(
        documents, vectors, background, index_of_kinds(encoder) if kinds else None, known_thesaurus()
    )
    names, ranked = list(collection.documents), {}
    started = perf_counter()
    for query_id, text, vector in zip(collection.queries, queries, query_vectors, strict=True):
        gains = None
        if past is not None:
            history = _history_of(past, past.known_to(query_id, text), names, encoder)
            gains = history.votes(text, vector).gains
        scores = index.scores(text, vector, gains=gains, place=collection.countries.get(query_id))
        ranked[query_id] = [(names[i], float(scores.total[i])) for i in scores.ranking(KEPT)]
    seconds += perf_counter() - started
    return Trial(ranked=ranked, ms_per_query=1000 * seconds / len(queries))


def _history_of(past: Past, known: Sequence[str], names: Sequence[str], encoder: Encoder | None) -> History:
    """What the site would know if these past needs, and no other, had been helped."""
    place = {name: i for i, name in enumerate(names)}
    pairs = [
        (row, place[name])
        for row, one in enumerate(known)
        for name, grade in past.grades[one].items()
        if grade > 0
    ]
    texts = [past.queries[one] for one in known]
    return History(
        texts,
        np.array(pairs, dtype=np.intp),
        len(names),
        vectors=np.stack([encoder.query(text) for text in texts]) if encoder and texts else None,
        background=background_of(encoder) if encoder else None,
    )


def _passages(encoder: Encoder, documents: Sequence[tuple[str, str]], told: Callable[[int], None]) -> Vector:
    texts = [passage_text(title, text) for title, text in documents]
    parts = []
    for start in range(0, len(texts), BATCH):
        parts.append(encoder.passages(texts[start : start + BATCH]))
        told(min(start + BATCH, len(texts)))
    return np.vstack(parts)


def passage_text(title: str, text: str) -> str:
    """What the encoder reads of a document: its title as a first sentence, then its text."""
    return f"{title}. {text}" if title else text
