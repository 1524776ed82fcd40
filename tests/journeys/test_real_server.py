"""The server as it is deployed: several processes, several readers at once."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest

from maillage.config.serving import free_port

READERS = 16
PATIENCE = 300  # seconds


@pytest.fixture
def server(settings):
    """`maillage serve` with two processes, on a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="maillage-serve-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the account of PostgreSQL passes through
        settings.DATA_FOLDER = Path(folder)
        port = free_port(18_800)
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")
        } | {
            "MAILLAGE_DATA": folder,
            "MAILLAGE_ENCODER": "none",
            "DJANGO_SETTINGS_MODULE": "maillage.config.settings",
        }
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "maillage", "serve", "--port", str(port), "--workers", "2"]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            started = (line for line in process.stdout if "Started worker-" in line)
            assert len(list(islice(started, 2))) == 2, "one of the processes did not start"
            listening(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)
            subprocess.run(
                [sys.executable, "-m", "maillage.common.postgres", "stop"], env=environment, check=True
            )


def listening(port):
    """Processes say that they started a moment before they listen. Raises OSError when none does in PATIENCE."""
    end = time.monotonic() + PATIENCE
    while True:
        with socket.socket() as probe:
            error = probe.connect_ex(("127.0.0.1", port))
        if error == 0:
            return
        if time.monotonic() > end:
            raise OSError(error, os.strerror(error))


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_many_readers_at_once_are_all_answered_by_every_process(server):
    """Processes that fork must not share a connection to the database."""
    pages = [f"{server}/sante", f"{server}/fr-ca/besoins/", f"{server}/fr-ca/repertoire/"] * READERS

    with ThreadPoolExecutor(READERS) as readers:
        answers = list(readers.map(status, pages))

    assert answers == [200] * len(pages)
