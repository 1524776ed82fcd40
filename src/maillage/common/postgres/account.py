"""The system account that runs the server: ourselves, or another one when we are root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}  # no PG* variable leaks in; messages stay in one language
TIMED_OUT = 124  # the exit code of `timeout`


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """True when we are root and act through this account."""
        return self.uid != os.geteuid()

    def can_enter(self, folder: Path) -> bool:
        return self.run("test", "-x", folder).returncode == 0

    def run(
        self,
        *command: str | Path,
        timeout: float = 300,
        output: IO[bytes] | int = subprocess.PIPE,
        keep: Sequence[int] = (),
        variables: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one of our own commands as this account; its two outputs go together, to `output`.

        `keep` are the descriptors that it inherits. The exit code is left to the caller; 124 when time ran out.
        """
        try:
            return subprocess.run(  # noqa: S603 - an argument list, no shell; programs come from `locate`
                command,
                cwd="/",
                env={**ENVIRONMENT, **variables},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=keep,
                timeout=timeout,
                check=False,
                user=self.uid if self.is_other else None,
                group=self.gid if self.is_other else None,
                extra_groups=[] if self.is_other else None,
            )
        except subprocess.TimeoutExpired as late:
            return subprocess.CompletedProcess(command, TIMED_OUT, stdout=late.stdout or b"")


def account_for(cluster: Path | None) -> Account:
    """Who runs the server: us, or when we are root the owner of the existing cluster, else a system account."""
    if os.geteuid() != 0:
        return _known(pwd.getpwuid(os.geteuid()))
    if cluster is not None:
        return _known(pwd.getpwuid(cluster.stat().st_uid))
    return _system_account()


def _system_account() -> Account:
    """`postgres` when the machine has it, else `maillage`, made for this; `nobody` where accounts cannot be made."""
    for name in ("postgres", "maillage"):
        if found := _find(name):
            return found
    useradd = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin")
    if useradd is None:
        return _known(pwd.getpwnam("nobody"))
    options = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
    root = _known(pwd.getpwuid(0))
    root.run(useradd, *options, "--shell", "/bin/false", "maillage")
    return _find("maillage") or _known(pwd.getpwnam("nobody"))


def _find(name: str) -> Account | None:
    try:
        return _known(pwd.getpwnam(name))
    except KeyError:
        return None


def _known(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
