"""Nearness by meaning: cosine with what any text would get taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class MeaningIndex:
    """The vectors of a collection, ready to be compared with the vector of a query.

    Some texts are near to everything. So each document gives back what it would get from a text about nothing in
    particular: centred similarity = d·q − d·m, where m is the `background`, the mean vector of other queries.

    Parameters
    ----------
    vectors : shape (n, d); a row of zeros, or with a value that is not finite, is a vector that is missing.
    background : shape (d,); without it, the mean of the documents' own vectors (poorer: documents are not queries).

    Raises ValueError when shapes disagree or the background is not finite.
    """

    def __init__(self, vectors: NDArray[np.floating], background: NDArray[np.floating] | None = None) -> None:
        given = np.asarray(vectors, dtype=np.float32)
        if given.ndim != 2:  # noqa: PLR2004 - a matrix has two axes
            raise ValueError(f"vectors must be of shape (n, d), got {given.shape}")
        lengths = np.linalg.norm(given, axis=1)
        self.known: NDArray[np.bool_] = np.isfinite(lengths) & (lengths > 0)
        self._unit = np.zeros_like(given)
        self._unit[self.known] = given[self.known] / lengths[self.known, None]
        if background is None:
            background = self._unit[self.known].mean(axis=0) if self.known.any() else np.zeros(given.shape[1])
        self._usual = self._unit @ self._checked(background)

    def similarities(self, query: NDArray[np.floating]) -> NDArray[np.float64]:
        """Centred similarity of each document with the query; NaN where the document has no vector.

        The query's vector is brought to length one. Raises ValueError when it is not finite, null, or of another size.
        """
        vector = self._checked(query)
        length = float(np.linalg.norm(vector))
        if length == 0:
            raise ValueError("the query's vector is null: it points nowhere")
        centred = self._unit @ (vector / length) - self._usual
        return np.where(self.known, centred, np.nan).astype(np.float64)

    def likeness(self, positions: Sequence[int]) -> NDArray[np.float64]:
        """Cosine of each of these documents with each other: shape (m, m), 0 where a vector is missing."""
        rows = self._unit[list(positions)]
        return np.asarray(rows @ rows.T, dtype=np.float64)

    def contrasts(self, texts: NDArray[np.floating]) -> NDArray[np.float64]:
        """Similarity of each document with each of m texts, beyond its mean with them all: shape (m, n).

        NaN where the document has no vector. `texts` has shape (m, d), rows of length one.
        """
        given = np.asarray(texts, dtype=np.float32)
        cosines = given @ self._unit.T
        return np.where(self.known, cosines - cosines.mean(axis=0), np.nan).astype(np.float64)

    def _checked(self, vector: NDArray[np.floating]) -> NDArray[np.float32]:
        checked = np.asarray(vector, dtype=np.float32)
        if checked.shape != (self._unit.shape[1],):
            raise ValueError(f"a vector of shape ({self._unit.shape[1]},) is expected, got {checked.shape}")
        if not np.isfinite(checked).all():
            raise ValueError("a vector must be finite")
        return checked
