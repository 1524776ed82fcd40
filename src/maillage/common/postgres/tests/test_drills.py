"""What happens on bad days, with real servers: each of these was once a loss or a refusal to start."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from maillage.common.postgres import ensure_running, launcher, locks, postmaster, status, stop
from maillage.common.postgres.account import account_for
from maillage.common.postgres.errors import DataInUse, DiskFull
from maillage.common.postgres.places import SOCKET
from maillage.common.postgres.tests.conftest import cluster_of, kept_rows, query

START = [sys.executable, "-m", "maillage.common.postgres", "start"]
MEGABYTE = 2**20


def until(condition, seconds=120):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)
    return found


@pytest.fixture
def cluster(running) -> Path:
    """The folder of the running server."""
    return cluster_of(running)


def test_four_commands_at_once_share_one_server(environment):
    commands = [
        subprocess.Popen(START, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(4)
    ]

    said = [command.communicate(timeout=300)[0] for command in commands]

    seen = status(environment)
    assert [command.returncode for command in commands] == [0, 0, 0, 0], said
    assert set(said) == {f"{seen.address.host}:5432/maillage\n"}
    assert seen.log.read_text().count("ready to accept connections") == 1


def test_a_killed_server_starts_again_at_once_with_all_its_rows(running, cluster):
    os.kill(postmaster.pid_of(cluster), signal.SIGKILL)

    assert kept_rows(running) == 1000


@pytest.fixture
def unrelated(cluster):
    """A live process of the server's own account, which has nothing to do with it."""
    account = account_for(cluster)
    process = subprocess.Popen(["sleep", "600"], cwd="/", user=account.uid if account.is_other else None)
    yield process
    process.kill()
    process.wait()


def recycle(cluster: Path, pid: int) -> None:
    """Kill the server and leave its files naming another process, as after a restart of the machine."""
    old = postmaster.pid_of(cluster)
    os.kill(old, signal.SIGKILL)
    until(lambda: postmaster.pid_of(cluster) is None)
    for path in (cluster / "postmaster.pid", cluster.parent / "run" / f"{SOCKET}.lock"):
        lines = path.read_text().splitlines(keepends=True)
        assert lines[0] == f"{old}\n"
        path.write_text("".join([f"{pid}\n", *lines[1:]]))


def test_a_stale_pid_that_now_names_somebody_else_does_not_stop_the_start(running, cluster, unrelated):
    recycle(cluster, unrelated.pid)

    assert status(running).is_running is False
    assert kept_rows(running) == 1000
    assert unrelated.poll() is None


def test_stopping_never_signals_a_process_that_is_not_the_server(running, cluster, unrelated):
    recycle(cluster, unrelated.pid)

    assert stop(running) is False
    assert unrelated.poll() is None


def test_an_empty_pid_file_does_not_stop_the_start(running, cluster):
    stop(running)
    (cluster / "postmaster.pid").touch()

    assert kept_rows(running) == 1000


def test_a_creation_killed_half_way_is_redone(environment):
    data = Path(environment["MAILLAGE_DATA"])
    first = subprocess.Popen(START, env=environment, stdout=subprocess.DEVNULL)
    until(lambda: list(data.glob("postgres-*.building-*/PG_VERSION")))
    first.kill()
    first.wait()
    assert status(environment).log is None

    ensure_running(environment)

    assert status(environment).is_running
    assert list(data.glob("*.building-*")) == []


def test_data_held_from_elsewhere_are_not_served_twice(running, cluster, monkeypatch):
    monkeypatch.setattr(launcher, "LEFT_OVER_SECONDS", 0.2)
    stop(running)

    with (
        locks.alive(cluster.parent, seconds=5),
        pytest.raises(DataInUse),
    ):  # as a server in another container does
        ensure_running(running)

    assert kept_rows(running) == 1000


def test_a_living_server_holds_its_data(running, cluster):
    with pytest.raises(DataInUse), locks.alive(cluster.parent, seconds=0.2):
        pass


def test_a_server_still_starting_is_waited_for_and_not_started_twice(running, cluster, monkeypatch):
    monkeypatch.setattr(launcher.application, "answers", lambda _: False)
    pid = postmaster.pid_of(cluster)

    ensure_running(running)

    assert postmaster.pid_of(cluster) == pid


@contextlib.contextmanager
def disk(folder: Path, megabytes: int):
    """A small disk mounted on this folder."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip(
            "mounting a small disk takes a root who may mount: see the drill of docs/how-to/postgresql.md"
        )
    try:
        yield
    finally:
        subprocess.run(
            ["umount", "--lazy", str(folder)], check=True
        )  # a server may still be closing its files


def test_a_disk_too_small_to_begin_is_told_and_nothing_half_made_stays(environment, ground):
    environment["MAILLAGE_DATA"] = str(ground / "disk/data")

    with disk(ground / "disk", 20):
        with pytest.raises(DiskFull, match="libérez de la place"):
            ensure_running(environment)

        assert list((ground / "disk/data").glob("postgres-*")) == []


def test_a_disk_full_on_start_is_told_and_the_rows_are_there_once_there_is_room(environment, ground):
    environment["MAILLAGE_DATA"] = str(ground / "disk/data")
    with disk(ground / "disk", 160):
        query(ensure_running(environment), "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
        stop(environment)
        filler = ground / "disk/filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as everything:
            while everything.write(bytes(MEGABYTE)):
                pass

        with pytest.raises(DiskFull) as refusal:
            ensure_running(environment)
        filler.unlink()

        assert refusal.value.free == 0
        assert kept_rows(environment) == 1000
        stop(environment)
