"""One cluster: made whole or not at all, started with what went wrong in clear."""

import shlex
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from maillage.common.postgres.account import Account
from maillage.common.postgres.errors import DidNotStart, NotCreated, PostgresError, StillStarting
from maillage.common.postgres.places import PORT
from maillage.common.postgres.postmaster import pid_of
from maillage.common.postgres.programs import Programs
from maillage.common.postgres.room import explained

SUPERUSER = "postgres"
FIRST_WITH_BUILTIN_LOCALE = 17
LONGEST_LOG = 2**20  # bytes, checked at each start
TAIL = 2000  # bytes of the log shown in an error

SETTINGS = {
    "listen_addresses": "",  # no network: the private folder of the socket is the only door
    "port": str(PORT),
    "shared_buffers": "128MB",
    "max_connections": "100",
    "random_page_cost": "1.1",  # disks without heads: a row by its index costs little more than the next one
    "dynamic_shared_memory_type": "mmap",  # /dev/shm is tiny in containers, and emptied when a session ends
    "cluster_name": "maillage",
    "lc_messages": "C",
    # What rows hold – e-mail addresses among others – stays out of the log: the client gets the error.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """The data of one major version, its programs, and the account that runs them."""

    folder: Path
    programs: Programs
    account: Account

    @property
    def data(self) -> Path:
        return self.folder.parent

    @property
    def log(self) -> Path:
        return self.data / f"{self.folder.name}.log"


def create(cluster: Cluster, *, alive: int) -> None:
    """Make the cluster in a folder beside its place, then move it there: an interrupted creation is redone."""
    for unfinished in cluster.data.glob(f"{cluster.folder.name}.building-*"):
        shutil.rmtree(unfinished)
    building = Path(tempfile.mkdtemp(prefix=f"{cluster.folder.name}.building-", dir=cluster.data))
    try:
        if cluster.account.is_other:
            shutil.chown(building, cluster.account.uid, cluster.account.gid)
        result = cluster.account.run(
            cluster.programs.folder / "initdb", *_initdb_options(cluster.programs), building, keep=[alive]
        )
        if result.returncode != 0:
            said = _end_of(result.stdout)
            raise explained(cluster.data, said, NotCreated(tail=said))
        building.rename(cluster.folder)
    finally:
        if building.exists():
            shutil.rmtree(building)


def _initdb_options(programs: Programs) -> tuple[str, ...]:
    options = [
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--auth-local=trust",  # whoever enters the socket's folder is us
        "--auth-host=reject",
        "--no-instructions",
    ]
    if programs.major >= FIRST_WITH_BUILTIN_LOCALE:
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return (*options, "--pgdata")


def launch(cluster: Cluster, sockets: Path, *, alive: int, seconds: float) -> None:
    """Start the server in a session of its own, and come back once it answers.

    Raises DiskFull, StillStarting or DidNotStart.
    """
    _turn_log(cluster.log)
    options = SETTINGS | {"unix_socket_directories": '"{}"'.format(str(sockets).replace('"', '""'))}
    arguments = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    command_line = shlex.join(["-D", str(cluster.folder), *arguments])  # pg_ctl hands it to a shell
    with cluster.log.open("ab") as log:
        before = log.tell()
        result = cluster.account.run(
            cluster.programs.folder / "pg_ctl",
            "start",
            "--silent",
            "--wait",
            f"--timeout={max(1, round(seconds))}",
            f"--options={command_line}",
            variables={"PGDATA": str(cluster.folder)},
            timeout=seconds + 30,
            output=log.fileno(),
            keep=[alive],
        )
    if result.returncode != 0:
        raise _why_not_started(cluster, before, seconds)


def _turn_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def _why_not_started(cluster: Cluster, before: int, seconds: float) -> PostgresError:
    said = _end_of(cluster.log.read_bytes()[before:])
    if pid_of(cluster.folder):
        return StillStarting(seconds=seconds, log=cluster.log, tail=said)
    return explained(cluster.data, said, DidNotStart(log=cluster.log, tail=said))


def _end_of(said: bytes) -> str:
    return said[-TAIL:].decode(errors="replace").strip()
