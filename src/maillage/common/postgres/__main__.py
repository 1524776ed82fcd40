"""`python -m maillage.common.postgres start|stop|status|run`: for make, for drills, for backups."""

import argparse
import os
import sys
from typing import NoReturn

from maillage.common.postgres.errors import NoSuchProgram, PostgresError, RunsElsewhere
from maillage.common.postgres.launcher import Status, ensure_running, status, stop
from maillage.common.postgres.programs import Elsewhere, locate

NOT_RUNNING = 3  # the exit code that service scripts agree on


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        if asked.verb == "run":
            _run(asked.program, asked.arguments)
        return {"start": _start, "stop": _stop, "status": _status}[asked.verb]()
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m maillage.common.postgres", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("start", help="démarrer PostgreSQL s’il ne tourne pas")
    verbs.add_parser("stop", help="arrêter PostgreSQL")
    verbs.add_parser("status", help="dire où sont les données et si PostgreSQL tourne")
    run = verbs.add_parser("run", help="lancer psql, pg_dump ou pg_restore, de la bonne version, sur la base")
    run.add_argument("program")
    run.add_argument("arguments", nargs=argparse.REMAINDER)
    return parser


def _run(program: str, arguments: list[str]) -> NoReturn:
    """Become this client program of PostgreSQL, connected to the database."""
    server = locate(os.environ)
    if isinstance(server, Elsewhere):
        raise RunsElsewhere
    path = server.folder / program
    if path.parent != server.folder or not os.access(path, os.X_OK):
        raise NoSuchProgram(program=program, folder=server.folder)
    where = ensure_running(os.environ)
    os.execve(path, [program, *arguments], {**os.environ, **where.as_variables()})  # noqa: S606 - no shell, a program of the chosen server


def _start() -> int:
    where = ensure_running(os.environ)
    sys.stdout.write(f"{where.host}:{where.port}/{where.name}\n")
    return 0


def _stop() -> int:
    stopped = stop(os.environ)
    sys.stdout.write("PostgreSQL est arrêté.\n" if stopped else "Rien à arrêter.\n")
    return 0


def _status() -> int:
    seen = status(os.environ)
    sys.stdout.write(_described(seen))
    return 0 if seen.is_running else NOT_RUNNING


def _described(seen: Status) -> str:
    process = f" (processus {seen.pid})" if seen.pid else ""
    lines = [
        f"PostgreSQL {'répond' if seen.is_running else 'ne tourne pas'}{process}",
        f"adresse : {seen.address.host}:{seen.address.port}/{seen.address.name}",
    ]
    if seen.data:
        lines.append(f"données : {seen.data}")
    if seen.log:
        lines.append(f"journal : {seen.log}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
