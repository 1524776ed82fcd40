"""Runs, as TREC's tools read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STEP = 1e-6


def run_lines(query_id: str, ranked: Sequence[tuple[str, float]], *, tag: str) -> Iterator[str]:
    """One line per document: query, Q0, document, rank from 1, score, tag.

    Readers of runs sort again by score and settle equals in their own way; so scores are lowered, by a millionth
    each, where needed for the order to be ours alone.

    Raises ValueError when a name is empty or holds white space, which would shift the columns.
    """
    previous = float("inf")
    for rank, (document_id, score) in enumerate(ranked, start=1):
        for name in (query_id, document_id, tag):
            if not name or len(name.split()) != 1 or name != name.strip():
                raise ValueError(f"a name in a run holds no white space: {name!r}")
        previous = min(round(score, 6), previous - STEP)
        yield f"{query_id} Q0 {document_id} {rank} {previous:.6f} {tag}"
