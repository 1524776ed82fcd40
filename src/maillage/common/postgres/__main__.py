"""`python -m maillage.common.postgres start|stop|status`: for make, for drills, for a look."""

import argparse
import os
import sys

from maillage.common.postgres.errors import PostgresError
from maillage.common.postgres.launcher import Status, ensure_running, status, stop

NOT_RUNNING = 3  # the exit code that service scripts agree on


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m maillage.common.postgres", description=__doc__)
    parser.add_argument("verb", choices=["start", "stop", "status"])
    verb = parser.parse_args(arguments).verb
    try:
        return {"start": _start, "stop": _stop, "status": _status}[verb]()
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1


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
        f"adresse : {seen.address.host}:{seen.address.port}/{seen.address.name}",
    ]
    if seen.data:
        lines.append(f"données : {seen.data}")
    if seen.log:
        lines.append(f"journal : {seen.log}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
