"""What is read once and kept in memory by each process, until what it was read from changes."""

from __future__ import annotations

from threading import Lock, Thread
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable

Stamp = tuple[object, ...]


class Stamped(Protocol):
    @property
    def stamp(self) -> Stamp:
        """The state of the database that it was read from."""


K = TypeVar("K", bound=Stamped)


class Keeper(Generic[K]):
    """Keeps one reading, and makes the next when the stamp changed; the stamp is asked each time, so it is cheap.

    What is slow to make, as `is_slow` says of the last one, is made aside while the old one still answers.
    """

    def __init__(
        self,
        *,
        stamp: Callable[[], Stamp],
        read: Callable[[Stamp], K],
        is_slow: Callable[[K], bool] = lambda _kept: False,
    ) -> None:
        self._stamp, self._read, self._is_slow = stamp, read, is_slow
        self._kept: K | None = None
        self._making = Lock()
        self._aside = Lock()

    def current(self) -> K:
        kept, stamp = self._kept, self._stamp()
        if kept is not None and kept.stamp == stamp:
            return kept
        if kept is None or not self._is_slow(kept):
            return self._make(stamp)
        if self._aside.acquire(blocking=False):
            Thread(target=self._make_aside, args=[stamp], name="keeper", daemon=True).start()
        return kept

    def _make(self, stamp: Stamp) -> K:
        with self._making:
            if self._kept is None or self._kept.stamp != stamp:
                self._kept = self._read(stamp)
            return self._kept

    def _make_aside(self, stamp: Stamp) -> None:
        try:
            self._make(stamp)
        finally:
            self._aside.release()
            connection.close()
