import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from maillage.common.postgres import Address, Programs, address, ensure_running, programs, status, stop


def new_ground() -> Path:
    """A short folder that the server's account can enter – pytest's own folders are closed to it –, in memory if it fits."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    folder = Path(tempfile.mkdtemp(prefix="maillage-test-", dir=memory if roomy else None)).resolve()
    folder.chmod(0o755)
    return folder


def seen_with(data: Path) -> dict[str, str]:
    """What a command sees, with a data folder of its own."""
    return {
        "HOME": str(data.parent),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "MAILLAGE_DATA": str(data),
    }


@pytest.fixture
def ground() -> Iterator[Path]:
    folder = new_ground()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def environment(ground: Path) -> Iterator[dict[str, str]]:
    """A command's environment before the first start; the server that comes of it is stopped in the end."""
    environment = seen_with(ground / "data")
    yield environment
    stop(environment)
    sockets = Path(address(environment).host)
    if sockets.is_dir() and not sockets.is_relative_to(ground):
        sockets.rmdir()


@pytest.fixture(scope="session")
def made_once() -> Iterator[dict[str, str]]:
    folder = new_ground()
    environment = seen_with(folder / "data")
    ensure_running(environment)
    yield environment
    stop(environment)
    shutil.rmtree(folder)


@pytest.fixture
def running(made_once: dict[str, str]) -> dict[str, str]:
    """A command's environment where a server runs, with 1 000 rows in `kept`. Tests share it: leave it able to start."""
    statement = "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT generate_series(1, 1000)"
    query(ensure_running(made_once), statement)
    return made_once


def installed() -> list[Programs]:
    """One of each major version that this machine has."""
    return list({found.major: found for found in programs._found(os.environ)}.values())


def query(address: Address, statement: str, *values: object) -> list[tuple]:
    with psycopg.connect(address.url, autocommit=True) as connection:
        cursor = connection.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def kept_rows(environment: dict[str, str]) -> int:
    """What is left of the rows of `running`, once the server was started again if need be."""
    return query(ensure_running(environment), "SELECT count(*) FROM kept")[0][0]


def cluster_of(environment: dict[str, str]) -> Path:
    seen = status(environment)
    return seen.data / seen.log.stem
