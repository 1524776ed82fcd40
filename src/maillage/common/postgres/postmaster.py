"""Is a PostgreSQL alive on this folder? A process number is believed only when its process proves it."""

import shutil
import subprocess
from pathlib import Path

from maillage.common.postgres.places import SOCKET

PID_FILE = "postmaster.pid"
READY_LINE = 7  # where the server writes its state, counted from 0


def pid_of(cluster: Path) -> int | None:
    """The process that serves this cluster, None when there is none – whatever a left-over PID file says."""
    lines = _pid_file(cluster)
    number = lines[0].strip().lstrip("-") if lines else ""
    if not number.isdecimal() or int(number) == 0:
        return None
    return int(number) if _serves(int(number), cluster) else None


def is_ready(cluster: Path) -> bool:
    lines = _pid_file(cluster)
    return len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready"


def clear_left_overs(cluster: Path, sockets: Path) -> None:
    """Remove what a server that died left, and that would keep the next one from starting.

    Call it holding the `alive` lock, once `pid_of` found nobody.
    """
    (cluster / PID_FILE).unlink(missing_ok=True)
    (sockets / f"{SOCKET}.lock").unlink(missing_ok=True)


def _pid_file(cluster: Path) -> list[str]:
    try:
        return (cluster / PID_FILE).read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _serves(pid: int, cluster: Path) -> bool:
    """A postgres works from within the folder it serves; a recycled process number does not."""
    if not Path("/proc/self/cwd").exists():
        return _says_it_serves(pid, cluster)
    process = Path("/proc") / str(pid)
    try:
        program = (process / "exe").readlink().name
        return program.startswith("postgres") and (process / "cwd").samefile(cluster)
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False  # gone, or run by an account that cannot enter this folder


def _says_it_serves(pid: int, cluster: Path) -> bool:
    """Without /proc (macOS): the command line names the folder."""
    ps = shutil.which("ps") or "/bin/ps"
    said = subprocess.run(  # noqa: S603 - fixed program, a number as argument
        [ps, "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return "postgres" in said and str(cluster) in said
