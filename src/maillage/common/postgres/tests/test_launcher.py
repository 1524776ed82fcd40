import os
import pwd
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest
from psycopg.errors import UniqueViolation

from maillage.common.postgres import application, ensure_running, places, status, stop
from maillage.common.postgres.__main__ import main
from maillage.common.postgres.account import account_for
from maillage.common.postgres.errors import (
    DidNotStart,
    ForeignSocketFolder,
    UnreachableDataFolder,
    UnusableDataFolder,
)
from maillage.common.postgres.tests.conftest import cluster_of, installed, kept_rows, query

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as somebody else")


@pytest.mark.parametrize("found", installed(), ids=lambda found: f"PostgreSQL {found.major}")
def test_a_server_offers_what_the_application_stands_on(environment, found):
    environment["MAILLAGE_POSTGRES"] = str(found.folder)

    address = ensure_running(environment)

    assert query(
        address, "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    ) == [(False, False, True)]
    for extension in ("unaccent", "btree_gist", "pg_trgm"):
        query(address, f"CREATE EXTENSION {extension}")
    assert query(address, "SELECT lower('ÉTÉ À LAC-MÉGANTIC'), unaccent('été')") == [
        ("été à lac-mégantic", "ete")
    ]
    assert query(address, "SELECT to_tsvector('french', 'Étangs')::text") == [("'étang':1",)]
    assert query(address, "CREATE DATABASE test_maillage") == []
    asked = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name"
    assert query(address, asked, ["data_checksums", "fsync", "listen_addresses", "server_encoding"]) == [
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
    ]


def test_the_door_is_private_and_the_server_outlives_the_command(running):
    address = ensure_running(running)

    seen = status(running)
    account = account_for(cluster_of(running))
    door = Path(address.host).stat()
    assert (door.st_mode & 0o777, door.st_uid) == (0o700, account.uid)
    assert os.getsid(seen.pid) != os.getsid(0)
    assert ensure_running(running) == address
    assert status(running) == seen


def test_stopping_and_starting_again_keeps_the_data(running):
    stops = [stop(running), stop(running)]

    assert stops == [True, False]
    assert status(running).is_running is False
    assert kept_rows(running) == 1000


def test_what_rows_hold_stays_out_of_the_log(running):
    address = ensure_running(running)
    twice = "CREATE TEMPORARY TABLE person (email text UNIQUE); INSERT INTO person VALUES ('ana@here'), ('ana@here')"

    with pytest.raises(UniqueViolation, match="ana@here"):
        query(address, twice)

    assert "ana@" not in status(running).log.read_text()


def test_a_server_that_cannot_start_shows_the_end_of_its_log(running):
    settings = cluster_of(running) / "postgresql.conf"
    usual = settings.read_text()
    stop(running)
    settings.write_text("colour = mauve\n")

    try:
        with pytest.raises(DidNotStart, match='unrecognized configuration parameter "colour"'):
            ensure_running(running)
    finally:
        settings.write_text(usual)


def see(environment, monkeypatch):
    """Make this environment ours."""
    for name in ("DATABASE_URL", "MAILLAGE_POSTGRES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def test_the_command_says_what_it_sees(running, monkeypatch, capsys):
    stop(running)
    see(running, monkeypatch)

    codes = [main([verb]) for verb in ("status", "start", "status", "stop", "stop")]

    assert codes == [3, 0, 0, 0, 0]
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "PostgreSQL ne tourne pas"
    assert said[-2:] == ["PostgreSQL est arrêté.", "Rien à arrêter."]


def test_a_backup_comes_back_whole_even_in_another_version(running, environment, ground):
    oldest, newest = installed()[0], installed()[-1]
    query(ensure_running(running), "CREATE EXTENSION IF NOT EXISTS btree_gist")
    before = cluster_of(running)
    other = newest if before.name == f"postgres-{oldest.major}" else oldest
    environment["MAILLAGE_POSTGRES"] = str(other.folder)
    run = [sys.executable, "-m", "maillage.common.postgres", "run"]
    restore = ["pg_restore", "--exit-on-error", "--clean", "--if-exists", "--no-owner", "--dbname=maillage"]

    subprocess.run(
        [*run, "pg_dump", "--format=custom", f"--file={ground / 'backup'}"], env=running, check=True
    )
    for _ in range(2):  # on an empty base, then on a full one
        subprocess.run([*run, *restore, ground / "backup"], env=environment, check=True)

    assert kept_rows(environment) == 1000
    assert query(
        ensure_running(environment), "SELECT true FROM pg_extension WHERE extname = 'btree_gist'"
    ) == [(True,)]


def test_a_program_that_is_not_of_the_server_is_refused(running, monkeypatch, capsys):
    see(running, monkeypatch)

    assert [main(["run", "pg_dumb"]), main(["run", "/bin/true"])] == [1, 1]
    assert "pg_dumb" in capsys.readouterr().err


@pytest.mark.parametrize("name", ['l\'été "où" $HOME', "a,b", "d" * 100], ids=["quotes", "comma", "long"])
def test_a_data_folder_with_an_awkward_name_works(environment, ground, name):
    environment["MAILLAGE_DATA"] = str(ground / name)

    assert query(ensure_running(environment), "SELECT 1") == [(1,)]


def test_a_data_folder_that_is_a_file_is_refused(environment, ground):
    (ground / "data").write_text("not a folder")

    with pytest.raises(UnusableDataFolder):
        ensure_running(environment)

    assert (ground / "data").read_text() == "not a folder"


@as_root
def test_root_is_told_which_folder_the_server_account_cannot_cross(environment, ground):
    closed = ground / "closed"
    closed.mkdir(mode=0o700)
    environment["MAILLAGE_DATA"] = str(closed / "data")

    with pytest.raises(UnreachableDataFolder, match=f"chmod o\\+x {closed}$"):
        ensure_running(environment)

    assert (closed.stat().st_mode & 0o777, list(closed.iterdir())) == (0o700, [])


@as_root
@pytest.mark.parametrize("trap", ["folder", "link"])
def test_a_socket_folder_of_somebody_else_is_refused(environment, ground, monkeypatch, trap):
    monkeypatch.setattr(application, "answers", lambda _: True)
    monkeypatch.setattr(places, "LONGEST_SOCKET_PATH", 0)
    monkeypatch.setattr(places, "SHORT_FOLDERS", ground)
    squatted = places.socket_folder(ground / "data")
    if trap == "folder":
        squatted.mkdir()
        os.chown(squatted, 12345, 12345)
    else:
        (ground / "elsewhere").mkdir()
        squatted.symlink_to(ground / "elsewhere")

    with pytest.raises(ForeignSocketFolder):
        ensure_running(environment)


def as_nobody(work, *arguments):
    """Call `work` in a process that is no longer root."""
    nobody = pwd.getpwnam("nobody")
    context = get_context("fork")  # nobody may be unable to read this Python: what is loaded is enough
    here, there = context.Pipe()

    def other():
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        try:
            there.send(work(*arguments))
        except Exception as error:  # noqa: BLE001 - told to the test, which fails
            there.send(repr(error))

    process = context.Process(target=other)
    process.start()
    answer = here.recv() if here.poll(60) else "no answer"
    process.join()
    return answer


def started_and_counted(environment):
    os.umask(0o077)
    address = ensure_running(environment)
    return status(environment).pid, address.host, query(address, "SELECT 1")


def refused(environment):
    with pytest.raises(UnusableDataFolder) as refusal:
        ensure_running(environment)
    return str(refusal.value)


@as_root
def test_a_plain_user_gets_a_server_of_her_own_in_her_home(environment, ground):
    programs = next((found for found in installed() if as_nobody(os.access, found.folder, os.X_OK)), None)
    if programs is None:
        pytest.skip("no PostgreSQL of this machine is readable by a plain user")
    home = ground / "home"
    home.mkdir()
    os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
    del environment["MAILLAGE_DATA"]
    environment |= {"HOME": str(home), "MAILLAGE_POSTGRES": str(programs.folder)}

    pid, host, rows = as_nobody(started_and_counted, environment)

    data = home / ".local/share/maillage"
    environment["MAILLAGE_DATA"] = str(data)
    assert (host, rows) == (str(data / "run"), [(1,)])
    assert (data.stat().st_mode & 0o777, Path(f"/proc/{pid}").stat().st_uid) == (0o700, data.stat().st_uid)


@as_root
def test_a_plain_user_is_told_when_the_data_belong_to_another_account(running):
    ensure_running(running)

    assert "ne peut pas servir" in as_nobody(refused, running)
    assert status(running).is_running
