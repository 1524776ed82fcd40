"""The nearest documents of many readers at once, each among those open to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

AT_ONCE = 2_048  # readers of one profile compared together: the table of their scores stays small
NONE = -1


class Nearest(NamedTuple):
    """For each reader its k best documents, best first.

    positions : shape (n, k), −1 where fewer than k documents are open to it.
    scores : shape (n, k), the product of both vectors, NaN where there is none.
    """

    positions: NDArray[np.int32]
    scores: NDArray[np.float32]


def top_matches(
    readers: NDArray[np.float32],
    documents: NDArray[np.float32],
    profiles: NDArray[np.integer],
    opened: NDArray[np.uint8],
    k: int,
) -> Nearest:
    """Compare each reader with the documents open to its profile, and with no other.

    Readers of one profile are compared together, so what costs is the number of pairs that are open, not of all pairs.
    Equal scores: the first document. `readers`: shape (n, d); `documents`: shape (m, d); `profiles`: shape (n,), the row
    of `opened` that holds for each reader; `opened`: shape (p, ⌈m / 8⌉), one bit a document, as np.packbits writes them.

    Raises ValueError when shapes disagree, a profile has no row, or k is below 1.
    """
    _check(readers, documents, profiles, opened, k)
    positions = np.full((len(readers), k), NONE, dtype=np.int32)
    scores = np.full((len(readers), k), np.nan, dtype=np.float32)
    order = np.argsort(profiles, kind="stable")
    starts = np.flatnonzero(np.diff(profiles[order], prepend=-1))
    for group in np.split(order, starts[1:]) if len(order) else ():
        open_to_it = np.flatnonzero(np.unpackbits(opened[profiles[group[0]]], count=len(documents)))
        if not len(open_to_it):
            continue
        compared = documents[open_to_it].T
        for start in range(0, len(group), AT_ONCE):
            rows = group[start : start + AT_ONCE]
            products = readers[rows] @ compared
            best = _best(products, k)
            positions[rows, : best.shape[1]] = open_to_it[best]
            scores[rows, : best.shape[1]] = np.take_along_axis(products, best, axis=1)
    return Nearest(positions, scores)


def _best(products: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Columns of the k greatest of each row, the greatest first; of equals, the first columns."""
    if products.shape[1] <= k:
        return np.argsort(-products, axis=1, kind="stable")
    least = np.partition(products, -k, axis=1)[:, -k]
    rows, columns = np.nonzero(products >= least[:, None])
    if len(rows) == k * len(products):
        kept = columns.reshape(-1, k)
    else:  # some row has equals on its last place
        kept = np.sort(np.argsort(-products, axis=1, kind="stable")[:, :k], axis=1)
    ranks = np.argsort(-np.take_along_axis(products, kept, axis=1), axis=1, kind="stable")
    return np.take_along_axis(kept, ranks, axis=1)


def _check(
    readers: NDArray[np.float32],
    documents: NDArray[np.float32],
    profiles: NDArray[np.integer],
    opened: NDArray[np.uint8],
    k: int,
) -> None:
    if readers.ndim != 2 or documents.ndim != 2 or readers.shape[1] != documents.shape[1]:  # noqa: PLR2004 - matrices
        raise ValueError(f"vectors must be of shapes (n, d) and (m, d): {readers.shape}, {documents.shape}")
    if profiles.shape != (len(readers),):
        raise ValueError(f"one profile for each reader is expected, got {profiles.shape}")
    if opened.ndim != 2 or opened.shape[1] != (len(documents) + 7) // 8:  # noqa: PLR2004 - a matrix
        raise ValueError(f"one bit for each document is expected, got {opened.shape}")
    if len(profiles) and not 0 <= profiles.min() <= profiles.max() < len(opened):
        raise ValueError("every profile has its row of bits")
    if k < 1:
        raise ValueError(f"at least one document is wanted, got {k}")
