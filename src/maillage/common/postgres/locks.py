"""Two locks on a data folder: one for whoever is starting or stopping, one that the server holds while it lives."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maillage.common.postgres.errors import DataInUse

POLL_SECONDS = 0.05


@contextmanager
def starting(data: Path, *, seconds: float) -> Iterator[None]:
    """One command at a time starts or stops the server of this folder; the others wait their turn."""
    with _locked(data / "start.lock", data, seconds=seconds):
        yield


@contextmanager
def alive(data: Path, *, seconds: float) -> Iterator[int]:
    """A lock to hand to the server: its descriptor is inherited by all its processes, the last one releases it.

    Waiting for it waits for what a killed server left behind, and sees servers in other containers,
    where process numbers mean nothing. Never unlocked by hand: closing leaves it to the heirs.
    """
    with _locked(data / "alive.lock", data, seconds=seconds) as descriptor:
        yield descriptor


@contextmanager
def _locked(path: Path, data: Path, *, seconds: float) -> Iterator[int]:
    deadline = time.monotonic() + seconds
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        while not _taken(descriptor):
            if time.monotonic() > deadline:
                raise DataInUse(folder=data, seconds=seconds)
            time.sleep(POLL_SECONDS)
        yield descriptor
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
