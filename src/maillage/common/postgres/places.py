"""Where things live: the data folder, and the short folder of the socket."""

import hashlib
import os
import pwd
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from maillage.common.postgres.account import Account
from maillage.common.postgres.errors import (
    ForeignSocketFolder,
    RelativeDataFolder,
    UnreachableDataFolder,
)

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 103  # bytes: 107 on Linux, 103 on macOS
SHORT_FOLDERS = Path("/tmp")  # noqa: S108 - the folder is created 0700 and refused when somebody else owns it
ROOT_DATA = Path("/var/lib/maillage")


def data_folder(environment: Mapping[str, str]) -> Path:
    """`MAILLAGE_DATA`, else ~/.local/share/maillage, else /var/lib/maillage for root, whose home nobody else enters."""
    given = environment.get("MAILLAGE_DATA")
    if not given:
        return ROOT_DATA if os.geteuid() == 0 else _home(environment) / ".local/share/maillage"
    if not Path(given).is_absolute():
        raise RelativeDataFolder(given=given)
    return Path(given).resolve()


def _home(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("HOME") or pwd.getpwuid(os.geteuid()).pw_dir).resolve()


def socket_folder(data: Path) -> Path:
    """A folder of the data folder, or a short one named after it when a socket could not be reached there.

    A path may be too long for a socket, and libpq takes a comma for a list. Depends on the data folder
    alone: a command run from another session finds the same server.
    """
    inside = data / "run"
    if len(os.fsencode(inside / SOCKET)) <= LONGEST_SOCKET_PATH and "," not in str(inside):
        return inside
    return SHORT_FOLDERS / f"maillage-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"


def cluster_folder(data: Path, major: int) -> Path:
    return data / f"postgres-{major}"


def kept_clusters(data: Path) -> tuple[Path, ...]:
    """The clusters of this data folder, newest major version first."""
    found = {
        int(name[1]): version.parent
        for version in data.glob("postgres-*/PG_VERSION")
        if (name := re.fullmatch(r"postgres-(\d+)", version.parent.name))
    }
    return tuple(found[major] for major in sorted(found, reverse=True))


def make_data_folder(folder: Path, account: Account) -> None:
    """Create the data folder when absent; refuse one that the server's account cannot enter. Opens no existing folder."""
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    _refuse_closed_steps(folder, account)
    for step in reversed(missing):
        step.mkdir(exist_ok=True)  # another command may start at the same time
        if account.is_other:
            step.chmod(0o755)
        elif step == folder:
            step.chmod(0o700)


def _refuse_closed_steps(folder: Path, account: Account) -> None:
    if not account.is_other:
        return
    for step in reversed((folder, *folder.parents)):
        if step.is_dir() and not account.can_enter(step):
            raise UnreachableDataFolder(account=account.name, culprit=step, folder=folder)


def is_ours(sockets: Path, data: Path) -> bool:
    """True when nobody else could have put a server of theirs behind this folder."""
    owners = {os.geteuid(), *(cluster.stat().st_uid for cluster in kept_clusters(data))}
    try:
        facts = sockets.lstat()
    except OSError:
        return False  # not there, or out of our reach: the start will say which
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid in owners


def make_private_folder(folder: Path, account: Account) -> Path:
    """A folder that only this account (and root) can enter, whether it was there or not.

    Raises ForeignSocketFolder when it is a link, a file, or somebody else's.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        opened = os.open(folder, os.O_DIRECTORY | os.O_NOFOLLOW)
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise ForeignSocketFolder(folder=folder, account=account.name) from error
    try:
        if os.fstat(opened).st_uid not in {account.uid, os.geteuid()}:
            raise ForeignSocketFolder(folder=folder, account=account.name)
        os.fchmod(opened, 0o700)
        if account.is_other:
            os.fchown(opened, account.uid, account.gid)
    finally:
        os.close(opened)
    return folder
