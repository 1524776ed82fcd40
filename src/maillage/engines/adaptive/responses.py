"""The answers that items are calibrated on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

FEW = 30  # items
DENSE = 0.3  # share of answers given above which a full matrix is quicker than a sparse one


@dataclass(frozen=True, eq=False, kw_only=True)
class Responses:
    """answers : shape (p, n), categories from 0; −1: not asked, or « je ne sais pas ».

    weight : shape (p,), how many people each row stands for, positive.
    group : shape (p,), from 0, the group of reference.

    Raises ValueError when they are not as said, or when a category below an item's highest was never given: nothing
    can then be said of its threshold.
    """

    answers: Indices
    weight: Floats
    group: Indices

    @classmethod
    def of(
        cls, answers: ArrayLike, *, weight: ArrayLike | None = None, group: ArrayLike | None = None
    ) -> Responses:
        """Rows that say the same are made one, where items are few enough for that to happen."""
        given = np.asarray(answers, dtype=np.intp)
        if given.ndim != 2 or not given.size:  # noqa: PLR2004 - a matrix
            raise ValueError("one row a person and one column an item, one of each at least")
        heavy = np.ones(len(given)) if weight is None else np.asarray(weight, dtype=np.float64)
        groups = np.zeros(len(given), dtype=np.intp) if group is None else np.asarray(group, dtype=np.intp)
        if heavy.shape != (len(given),) or groups.shape != (len(given),):
            raise ValueError(f"one weight and one group a person, got {heavy.shape} and {groups.shape}")
        if given.shape[1] > FEW:
            return cls(answers=given, weight=heavy, group=groups)
        rows, same = np.unique(np.column_stack([groups, given]), axis=0, return_inverse=True)
        total = np.asarray(np.bincount(same.ravel(), weights=heavy), dtype=np.float64)
        return cls(answers=rows[:, 1:], weight=total, group=rows[:, 0])

    def __post_init__(self) -> None:
        if not (np.isfinite(self.weight).all() and (self.weight > 0).all()):
            raise ValueError("weights must be positive")
        if (self.answers < -1).any() or (self.group < 0).any():
            raise ValueError("answers and groups are counted from 0; −1 is no answer")
        told = self.answers >= 0
        counts = np.bincount((self.starts + self.answers)[told], minlength=int(self.categories.sum()))
        item = np.repeat(np.arange(len(self.starts)), self.categories)
        lacking = np.union1d(item[counts == 0], np.flatnonzero(self.categories < 2))  # noqa: PLR2004 - one answer says nothing
        if len(lacking):
            raise ValueError(
                f"items {lacking.tolist()} need two answers at least, and none skipped below the highest"
            )

    @property
    def groups(self) -> int:
        return int(self.group.max()) + 1

    @cached_property
    def categories(self) -> Indices:
        """Shape (n,): how many categories each item has."""
        return np.asarray(np.maximum(self.answers.max(axis=0) + 1, 1))

    @cached_property
    def starts(self) -> Indices:
        """Shape (n,): the first column of each item in `given`."""
        return np.concatenate([[0], np.cumsum(self.categories)[:-1]]).astype(np.intp)

    @cached_property
    def given(self) -> Floats | csr_array:
        """One column a category of each item, item after item: 1 where it was the answer."""
        person, item = np.nonzero(self.answers >= 0)
        column = self.starts[item] + self.answers[person, item]
        shape = (len(self.answers), int(self.categories.sum()))
        if len(person) < DENSE * self.answers.size:
            return csr_array((np.ones(len(person)), (person, column)), shape=shape)
        full = np.zeros(shape)
        full[person, column] = 1.0
        return full
