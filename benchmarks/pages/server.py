"""The site as a deployment serves it, and what its processes hold in memory."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from own_data import maillage_program

from pages.readers import HOST, OK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE = 90  # seconds, static files included
POLL = 0.1
MIB = 2**20


class ServerDidNotStartError(RuntimeError):
    """`maillage serve` ended, or does not answer."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Of one process, in MiB. `proportional` counts pages shared by n processes for 1/n; `peak` since it started."""

    role: str
    resident: float
    proportional: float
    peak: float


@dataclass(frozen=True, kw_only=True)
class Server:
    port: int
    pid: int
    start_seconds: float

    def memory(self) -> list[Memory]:
        """The process that watches, then those that serve, the largest first."""
        parent = psutil.Process(self.pid)
        serving = [_memory_of(child.pid, "sert") for child in parent.children(recursive=True)]
        serving.sort(key=lambda one: -one.resident)
        return [_memory_of(self.pid, "surveille"), *serving]


@contextmanager
def served(environment: Mapping[str, str], *, workers: int | None) -> Iterator[Server]:
    """Serve on a free port until the end of the block; without `workers`, as many as by default."""
    port = _free_port()
    options = [] if workers is None else [f"--workers={workers}"]
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - our own program, an argument list, no shell
        [maillage_program(), "serve", f"--port={port}", *options], env=dict(environment)
    )
    try:
        _wait(process, port)
        yield Server(port=port, pid=process.pid, start_seconds=round(time.monotonic() - started, 1))
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise ServerDidNotStartError(f"maillage serve ended with {process.returncode}")
        if _is_well(port):
            return
        time.sleep(POLL)
    raise ServerDidNotStartError(f"no answer after {PATIENCE} s")


def _is_well(port: int) -> bool:
    visit = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        visit.request("GET", "/sante")
        return visit.getresponse().status == OK
    except ConnectionRefusedError:
        return False
    finally:
        visit.close()


def _memory_of(pid: int, role: str) -> Memory:
    shares = _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Rss", "Pss")
    peak = _kilobytes(Path(f"/proc/{pid}/status"), "VmHWM")
    return Memory(
        role=role,
        resident=round(shares["Rss"] * 1024 / MIB, 1),
        proportional=round(shares["Pss"] * 1024 / MIB, 1),
        peak=round(peak["VmHWM"] * 1024 / MIB, 1),
    )


def _kilobytes(path: Path, *names: str) -> dict[str, int]:
    text = path.read_text(encoding="ascii", errors="replace")
    found = re.findall(rf"^({'|'.join(names)}):\s+(\d+) kB", text, flags=re.MULTILINE)
    return {name: int(number) for name, number in found}
