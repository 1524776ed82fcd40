"""Who keeps personal data: each context declares its part, when the applications are ready.

People cannot import the contexts above it; they declare themselves here, so that an export is whole and an
erasure reaches everywhere in one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from maillage.people.models import User


def _keep_everything(user: User, now: datetime) -> None:
    """What a context does at an erasure when nothing it keeps names the person."""


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """One context's part of a person's data.

    `gather` answers what the context holds about the person, ready for JSON (dates allowed), and about nobody
    else. `erase` removes what names her; it runs inside the transaction of the erasure.
    """

    name: str
    gather: Callable[[User], Any]
    erase: Callable[[User, datetime], None] = _keep_everything


_keepers: dict[str, Keeper] = {}


def declare(keeper: Keeper) -> None:
    """Add a context's part. Declaring the same name again replaces it."""
    _keepers[keeper.name] = keeper


def keepers() -> tuple[Keeper, ...]:
    """Every part, in the order of their names."""
    return tuple(_keepers[name] for name in sorted(_keepers))


def rows_of(found: QuerySet[Any], *names: str) -> list[dict[str, Any]]:
    """What a keeper gathers: these fields of each row, in the order of the rows."""
    return [dict(row) for row in found.values(*names)]
