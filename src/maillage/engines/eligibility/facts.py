"""What is known of a firm, as the engine sees it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Value: TypeAlias = bool | float | date | frozenset[str]

STATEMENT = "statement:"


def statement_fact(statement: str) -> str:
    """The name of the fact that a statement is true of the firm."""
    return f"{STATEMENT}{statement}"


@dataclass(frozen=True)
class Facts:
    """Values by the name of the fact. What is absent is unknown; there is no other way to say it.

    A set of labels is complete: an empty one says that the firm has none.
    """

    values: Mapping[str, Value]

    @classmethod
    def of(
        cls,
        values: Mapping[str, Value | str | Iterable[str]] | None = None,
        statements: Mapping[str, bool] | None = None,
    ) -> Facts:
        """A text becomes the set of one label. Raises ValueError for a value of no known kind, None included."""
        told = {name: checked(name, value) for name, value in (values or {}).items()}
        told |= {statement_fact(name): truth for name, truth in (statements or {}).items()}
        return cls(MappingProxyType(told))

    def get(self, name: str | None) -> Value | None:
        return None if name is None else self.values.get(name)

    def with_(self, name: str, value: Value | str | Iterable[str]) -> Facts:
        """The same facts and one more, or one told anew."""
        return Facts(MappingProxyType({**self.values, name: checked(name, value)}))

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __hash__(self) -> int:
        return hash(frozenset(self.values.items()))


def checked(name: str, value: object) -> Value:
    """The value of a fact in the form the engine compares. Raises ValueError when it has none."""
    match value:
        case bool():
            return value
        case int() | float() if math.isfinite(value):
            return value
        case datetime():
            raise ValueError(f"{name}: a day is wanted, not a time ({value})")
        case date():
            return value
        case str():
            return frozenset((value,))
        case set() | frozenset() | list() | tuple() if all(isinstance(label, str) for label in value):
            return frozenset(value)
        case _:
            raise ValueError(f"{name}: no known kind of fact ({value!r})")
