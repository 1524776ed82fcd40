"""Readers sent to a server: what they wait for, alone, ten who read one kind of page, ten who never pause."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from statistics import median
from typing import TYPE_CHECKING, Any

from pages.cores import cores_now, taken_by_others
from pages.kinds import KINDS, READ_AGAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pages.readers import Readers, Reading
    from pages.server import Server

    Plan = dict[str, list[tuple[str, str]]]
    Reads = list[tuple[str, str, str]]

SEED = 10
CONCURRENT = 10
PAGES_ALONE = 30
PAGES_TOGETHER = 800
WARM_UP_ROUNDS = 12
WARM_MS = 2_000  # the slowest search of a round, once every process holds its index
WANDERING = 3  # times as long as one kind of page
PAUSE = 1.0  # second between two pages of people who look at what they read


class PagesFailError(RuntimeError):
    """Pages fail before anything is measured: their faults say how."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Milliseconds over the pages that were read; `per_second` counts them over the whole measure."""

    pages: int
    errors: int
    median: float
    p95: float
    longest: float
    per_second: float
    kilobytes: float

    @classmethod
    def of(cls, readings: Sequence[Reading], seconds: float) -> Figures:
        waits = sorted(reading.ms for reading in readings)
        return cls(
            pages=len(readings),
            errors=sum(bool(reading.fault) for reading in readings),
            median=round(median(waits), 1),
            p95=round(percentile(waits, 95), 1),
            longest=round(waits[-1], 1),
            per_second=round(len(readings) / seconds, 1),
            kilobytes=round(median(reading.size for reading in readings) / 1000, 1),
        )


def lasted(readings: Sequence[Reading]) -> float:
    """Seconds from the first request to the last byte."""
    first = min(reading.ended_at - reading.ms / 1000 for reading in readings)
    return max(reading.ended_at for reading in readings) - first


def percentile(ordered: Sequence[float], share: int) -> float:
    """The nearest rank: a wait that somebody really had."""
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


class Supply:
    """Pages to read, kind by kind: each measure goes on where the last one stopped, then round again."""

    def __init__(self, plan: Plan) -> None:
        self._next: dict[str, Iterator[tuple[str, str]]] = {
            kind: cycle(reads) for kind, reads in plan.items()
        }

    def take(self, kind: str, number: int) -> Reads:
        return [(kind, path, cookie) for path, cookie in islice(self._next[kind], number)]

    def wander(self, number: int, chance: random.Random) -> Reads:
        kinds = chance.choices([kind.name for kind in KINDS], [kind.share for kind in KINDS], k=number)
        return [self.take(kind, 1)[0] for kind in kinds]


class Measure:
    """One server, measured from its first search on."""

    def __init__(
        self,
        server: Server,
        readers: Readers,
        plan: Plan,
        *,
        postgres_pid: int,
        seconds: float,
        say: Callable[[str], None],
    ) -> None:
        self._server, self._readers, self._seconds, self._say = server, readers, seconds, say
        self._ours = [os.getpid(), postgres_pid]
        self._supply = Supply(plan)
        self._chance = random.Random(SEED)
        self.faults: Counter[str] = Counter()

    def everything(self, *, alone: bool) -> dict[str, Any]:
        """Figures by kind: for ten who read that kind, for ten connections on it or wandering, and for one alone when asked.

        Raises PagesFailError when pages fail already while the server warms up.
        """
        before = cores_now(self._ours)
        first = self._gather(self._supply.take("search", 1), readers=1, seconds=self._seconds)
        rounds = self._warm_up()
        at_rest = self._memory()
        reading = self._each("dix qui lisent", readers=CONCURRENT, most=PAGES_TOGETHER, pause=PAUSE)
        together = self._each("dix sans pause", readers=CONCURRENT, most=PAGES_TOGETHER)
        wandering = self._wandering("dix, au hasard")
        one = self._each("un seul", readers=1, most=PAGES_ALONE) if alone else {}
        return {
            "start_seconds": self._server.start_seconds,
            "first_search_ms": round(first[0].ms),
            "warm_up_rounds": rounds,
            "memory_warm": at_rest,
            "memory_after": self._memory(),
            "reading": reading,
            "together": together,
            "wandering": wandering,
            "alone": one,
            "cores_of_others": taken_by_others(before, cores_now(self._ours)),
            "faults": dict(self.faults),
        }

    def _memory(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._server.memory()]

    def _warm_up(self) -> int:
        """Read every kind of page until no process has an index left to make; returns the rounds it took."""
        calm = 0
        for done in range(1, WARM_UP_ROUNDS + 1):
            reads = self._supply.take("search", 2 * CONCURRENT)
            reads += [self._supply.take(kind.name, 1)[0] for kind in KINDS]
            reads += self._supply.take(READ_AGAIN, 2 * CONCURRENT)
            slowest = max(reading.ms for reading in self._gather(reads, readers=CONCURRENT, seconds=120))
            if self.faults:
                raise PagesFailError(
                    "\n".join(f"{times} fois : {fault}" for fault, times in self.faults.items())
                )
            calm = calm + 1 if slowest < WARM_MS else 0
            if calm == 2:
                return done
        return WARM_UP_ROUNDS

    def _each(self, title: str, *, readers: int, most: int, pause: float = 0) -> dict[str, Any]:
        figures = {}
        for kind in KINDS:
            readings = self._gather(
                self._supply.take(kind.name, most), readers=readers, seconds=self._seconds, pause=pause
            )
            figures[kind.name] = self._told(title, kind.label, readings, lasted(readings))
        return figures

    def _wandering(self, title: str) -> dict[str, Any]:
        seconds = WANDERING * self._seconds
        reads = self._supply.wander(WANDERING * PAGES_TOGETHER, self._chance)
        readings = self._gather(reads, readers=CONCURRENT, seconds=seconds)
        figures = {}
        for kind in KINDS:
            of_kind = [reading for reading in readings if reading.kind == kind.name]
            if of_kind:
                figures[kind.name] = self._told(title, kind.label, of_kind, lasted(readings))
        return figures

    def _told(self, title: str, label: str, readings: list[Reading], seconds: float) -> dict[str, Any]:
        figures = Figures.of(readings, seconds)
        self._say(
            f"  {title:<15} {label:<40} {figures.median:>7.1f} {figures.p95:>7.1f} {figures.longest:>8.1f} ms"
            f"   {figures.per_second:>6.1f} pages/s"
            + (f"   {figures.errors} ERREURS" if figures.errors else "")
        )
        return asdict(figures)

    def _gather(self, reads: Reads, *, readers: int, seconds: float, pause: float = 0) -> list[Reading]:
        port = self._server.port
        readings = self._readers.gather(port, reads, readers=readers, seconds=seconds, pause=pause)
        self.faults.update(f"{reading.kind}: {reading.fault}" for reading in readings if reading.fault)
        return readings
