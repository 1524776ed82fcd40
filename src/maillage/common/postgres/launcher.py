"""Start, stop and look at the server of a data folder."""

import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maillage.common.postgres import application, cluster, locks, postmaster
from maillage.common.postgres.account import account_for
from maillage.common.postgres.address import Address, address
from maillage.common.postgres.cluster import Cluster
from maillage.common.postgres.errors import DidNotStop, StillStarting, UnusableDataFolder
from maillage.common.postgres.places import (
    cluster_folder,
    data_folder,
    is_ours,
    kept_clusters,
    make_data_folder,
    make_private_folder,
    socket_folder,
)
from maillage.common.postgres.programs import Programs, locate, usable_by
from maillage.common.postgres.room import explained

START_SECONDS = 60
LEFT_OVER_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of the database without starting it. `data` and `log` are None when somebody else runs it."""

    address: Address
    is_running: bool
    pid: int | None
    data: Path | None
    log: Path | None


def ensure_running(environment: Mapping[str, str], *, seconds: float = START_SECONDS) -> Address:
    """The address of a server that answers, started if need be and left running.

    With DATABASE_URL, the address it gives, untried. Raises a PostgresError that says what to do.
    """
    where = address(environment)
    if environment.get("DATABASE_URL"):
        return where
    data = data_folder(environment)
    if is_ours(socket_folder(data), data) and application.answers(where):
        return where
    try:
        _start_once(environment, data, where, seconds=seconds)
    except OSError as error:
        raise explained(data, str(error), UnusableDataFolder(folder=data, reason=error)) from error
    return where


def _start_once(environment: Mapping[str, str], data: Path, where: Address, *, seconds: float) -> None:
    """Choose, prepare the ground, and start when no other command is doing it."""
    programs = locate(environment)
    assert isinstance(programs, Programs)
    folder = cluster_folder(data, programs.major)
    account = account_for(folder if folder.exists() else None)
    make_data_folder(data, account)
    with locks.starting(data, seconds=seconds + LEFT_OVER_SECONDS):
        chosen = Cluster(folder, usable_by(programs, account, data), account)
        _start(chosen, where, seconds=seconds)


def _start(chosen: Cluster, where: Address, *, seconds: float) -> None:
    """Start this cluster unless it runs, made if need be, then see to the application's role.

    Call it holding the `starting` lock.
    """
    if postmaster.pid_of(chosen.folder):
        _wait_until_ready(chosen, seconds)
    else:
        with locks.alive(chosen.data, seconds=LEFT_OVER_SECONDS) as alive:
            sockets = make_private_folder(socket_folder(chosen.data), chosen.account)
            if not chosen.folder.exists():
                cluster.create(chosen, alive=alive)
            postmaster.clear_left_overs(chosen.folder, sockets)
            cluster.launch(chosen, sockets, alive=alive, seconds=seconds)
    application.prepare(where, data=chosen.data)


def _wait_until_ready(chosen: Cluster, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not postmaster.is_ready(chosen.folder):
        if time.monotonic() > deadline:
            raise StillStarting(seconds=seconds, log=chosen.log, tail="")
        time.sleep(locks.POLL_SECONDS)


def stop(environment: Mapping[str, str], *, seconds: float = 30) -> bool:
    """Stop the server we launched: sessions are closed, what is committed is kept. False when none was running."""
    data = data_folder(environment)
    if environment.get("DATABASE_URL") or _running(data) is None:
        return False
    with locks.starting(data, seconds=seconds):
        pid = _running(data)
        if pid is None:
            return False
        os.kill(pid, signal.SIGINT)  # PostgreSQL's « fast » shutdown
        deadline = time.monotonic() + seconds
        while _running(data) == pid:
            if time.monotonic() > deadline:
                raise DidNotStop(pid=pid, seconds=seconds)
            time.sleep(locks.POLL_SECONDS)
    return True


def status(environment: Mapping[str, str]) -> Status:
    """Where the database is and whether it runs; starts nothing."""
    where = address(environment)
    if environment.get("DATABASE_URL"):
        return Status(where, is_running=application.answers(where), pid=None, data=None, log=None)
    data = data_folder(environment)
    clusters = kept_clusters(data)
    log = data / f"{clusters[0].name}.log" if clusters else None
    pid = _running(data)
    return Status(where, is_running=pid is not None, pid=pid, data=data, log=log)


def _running(data: Path) -> int | None:
    """The process of the server of this folder, whichever cluster it serves."""
    pids = (postmaster.pid_of(folder) for folder in kept_clusters(data))
    return next((pid for pid in pids if pid), None)
