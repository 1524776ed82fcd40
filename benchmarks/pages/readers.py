"""Readers: processes of their own, with the standard library alone, who read pages one after the other.

They share nothing with the server, neither its interpreter nor its code. A visit is one connection and a few
pages, from an address of the loopback network of its own: to the server, each visit is somebody else.
"""

from __future__ import annotations

import http.client
import multiprocessing
import random
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

HOST = "127.0.0.1"
PAGES_PER_VISIT = 5
PATIENCE = 30  # seconds for one page
TIME_TO_GATHER = 0.3  # seconds: all readers start together
SHORTEST_PAGE = 2_000  # bytes: below, it is no page of ours
OK = 200


@dataclass(frozen=True, kw_only=True)
class Order:
    """What one reader reads: pages in turn, until `seconds` have passed or all are read."""

    port: int
    reads: Sequence[tuple[str, str, str]]  # kind, path, cookie
    start_at: float  # on the monotonic clock, which all processes of a machine share
    seconds: float
    pause: float  # seconds between two pages, on average
    reader: int


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One page, read to its last byte. `status` is 0 when the connection failed; `fault` says what is wrong."""

    kind: str
    ended_at: float  # on the monotonic clock
    ms: float
    status: int
    size: int
    fault: str


def read(order: Order) -> list[Reading]:
    time.sleep(max(0.0, order.start_at - time.monotonic()))
    end = time.monotonic() + order.seconds
    chance = random.Random(order.reader)
    readings: list[Reading] = []
    for start in range(0, len(order.reads), PAGES_PER_VISIT):
        source = f"127.{1 + order.reader % 200}.{1 + start // 200 % 250}.{1 + start % 200}"
        visit = http.client.HTTPConnection(HOST, order.port, timeout=PATIENCE, source_address=(source, 0))
        for kind, path, cookie in order.reads[start : start + PAGES_PER_VISIT]:
            time.sleep(order.pause * chance.uniform(0.5, 1.5))
            if time.monotonic() >= end:
                visit.close()
                return readings
            readings.append(_read_one(visit, kind, path, cookie))
        visit.close()
    return readings


def _read_one(visit: http.client.HTTPConnection, kind: str, path: str, cookie: str) -> Reading:
    headers = {"Accept": "text/html", "Accept-Language": "fr-CA"} | ({"Cookie": cookie} if cookie else {})
    started = time.perf_counter()
    try:
        visit.request("GET", path, headers=headers)
        answer = visit.getresponse()
        page = answer.read()
    except (OSError, http.client.HTTPException) as broken:
        visit.close()
        ms = 1000 * (time.perf_counter() - started)
        return Reading(
            kind=kind,
            ended_at=time.monotonic(),
            ms=ms,
            status=0,
            size=0,
            fault=f"{type(broken).__name__}: {broken}",
        )
    ms = 1000 * (time.perf_counter() - started)
    fault = _fault(answer.status, page)
    return Reading(
        kind=kind, ended_at=time.monotonic(), ms=ms, status=answer.status, size=len(page), fault=fault
    )


def _fault(status: int, page: bytes) -> str:
    if status != OK:
        return f"HTTP {status}"
    is_whole = len(page) >= SHORTEST_PAGE and page.rstrip().endswith(b"</html>")
    return "" if is_whole else "page tronquée"


class Readers:
    """So many processes, ready to read; use it as a context."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._pool = ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("spawn"))
        self._visits = 0

    def __enter__(self) -> Self:
        self.gather(
            0, [], readers=self.number, seconds=0, pause=0
        )  # the processes start here, not under measure
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown()

    def gather(
        self,
        port: int,
        reads: Sequence[tuple[str, str, str]],
        *,
        readers: int,
        seconds: float,
        pause: float,
    ) -> list[Reading]:
        """Deal the reads among so many readers, let them all start at once, and collect what they saw."""
        start_at = time.monotonic() + TIME_TO_GATHER
        orders = [
            Order(
                port=port,
                reads=reads[position::readers],
                start_at=start_at,
                seconds=seconds,
                pause=pause,
                reader=self._visits + position,
            )
            for position in range(readers)
        ]
        self._visits += readers
        return [reading for readings in self._pool.map(read, orders) for reading in readings]
