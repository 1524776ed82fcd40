"""Serving pages, and the demonstration."""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from granian import Granian
from granian.constants import Interfaces

import maillage
from maillage.config.demo import load_demo, sign_ins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

PORTS_TRIED = 20
THREADS = 4  # in each process; more only wait for one another


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until interrupted."""
    prepare()
    connection.close_pool()  # type: ignore[attr-defined]  # a process that forks must not share its connections
    Granian(
        "maillage.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


def demo(*, port: int, load_only: bool, console: Console) -> None:
    """Load the two stories once, then serve and work in one process."""
    with alone():
        load_demo(console)
    if load_only:
        return
    port = free_port(port)
    settings.SITE_URL = f"http://localhost:{port}"
    _welcome(console, port)
    serve(host="127.0.0.1", port=port, workers=1)


def prepare() -> None:
    """Gather static files where the server reads them, unless they are those gathered last."""
    with alone():
        stamp, found = settings.STATIC_ROOT / "gathered", _static_stamp()
        if stamp.is_file() and stamp.read_text() == found:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found)


def _static_stamp() -> str:
    """Changes whenever a static file does: its name, its size or its date."""
    told = hashlib.sha256(maillage.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen = Path(storage.path(name)).stat()
            told.update(f"{name}:{seen.st_size}:{seen.st_mtime_ns}".encode())
    return told.hexdigest()


@contextmanager
def alone() -> Iterator[None]:
    """One preparation at a time on this data folder; others wait."""
    settings.DATA_FOLDER.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_FOLDER / "preparation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def free_port(wanted: int) -> int:
    """The wanted port, or the next free one, kept for this process as long as it lives.

    Two demonstrations that start together both find a port free: a lock tells them apart, since the server
    itself would share the port without a word. Raises OSError when twenty in a row are taken.
    """
    for port in range(wanted, wanted + PORTS_TRIED):
        lock = os.open(settings.DATA_FOLDER / f"port-{port}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) != 0:
                    return port
        os.close(lock)
    raise OSError(f"ports {wanted} to {wanted + PORTS_TRIED - 1} are all taken")


def _welcome(console: Console, port: int) -> None:
    console.print(f"\n[bold]Maillage[/bold] – http://localhost:{port}/\n")
    console.print("Connectez-vous par code : il arrive dans le courrier de la démonstration,")
    console.print(f"http://localhost:{port}/fr-ca/courrier/\n")
    for person in sign_ins():
        console.print(f"  {person.email:<52} {person.role}, {person.place}", soft_wrap=True)
    console.print("\nTout ce qui porte « fictif » est inventé. Ctrl+C pour arrêter.\n")
