"""`python -m pages.prepare SIZE…`: the database of the benchmarks, and what to read in it, as one JSON object."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from dataclasses import asdict, fields
from pathlib import Path
from time import perf_counter

import django
import psycopg

django.setup()

from django.conf import settings  # noqa: E402 - applications must be ready first
from django.db import connection, transaction  # noqa: E402
from rich.console import Console  # noqa: E402

import maillage  # noqa: E402
from maillage.common import clock, postgres  # noqa: E402
from maillage.config import database  # noqa: E402
from maillage.config.demo import load_demo  # noqa: E402
from pages.data import Enlarger, Size  # noqa: E402
from pages.plan import plan_of  # noqa: E402

MARKER = "measured-data.json"
HERE = Path(__file__).resolve().parent
told = Console(stderr=True)


def main() -> None:
    size = _size_asked()
    seconds = _ready(size)
    plan = plan_of(owners=size.owners, day=clock.today())
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = str(cursor.fetchone()[0]).split()[0]
    sys.stdout.write(json.dumps({"postgresql": version, "load_seconds": seconds, "plan": plan}))


def _size_asked() -> Size:
    parser = argparse.ArgumentParser(description=__doc__)
    for field in fields(Size):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=int, required=True)
    return Size(**vars(parser.parse_args()))


def _ready(size: Size) -> dict[str, float]:
    """Load when nothing of this schema, content and size is kept; returns what loading took then, or now."""
    wanted = _fingerprint(size)
    marker = settings.DATA_FOLDER / MARKER
    kept = json.loads(marker.read_text(encoding="utf-8")) if marker.exists() else {}
    if kept.get("fingerprint") == wanted:
        database.ready(say=told.print)
        return dict(kept["seconds"])
    marker.unlink(missing_ok=True)
    _start_afresh()
    seconds = _load(size)
    marker.write_text(json.dumps({"fingerprint": wanted, "seconds": seconds}), encoding="utf-8")
    return seconds


def _fingerprint(size: Size) -> str:
    """Changes with the schema, the content of the demonstration, the way texts are made, the encoder, the size."""
    package = Path(maillage.__file__).parent
    read = [
        *package.glob("*/migrations/*.py"),
        *(path for path in (settings.CONTENT / "demo").rglob("*") if path.is_file()),
        HERE / "data.py",
        HERE / "texts.py",
    ]
    digest = hashlib.sha256(f"{asdict(size)} {settings.ENCODER} {django.__version__}".encode())
    for path in sorted(read):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _start_afresh() -> None:
    """An empty database, whatever an older schema left in it."""
    where = postgres.ensure_running(os.environ)
    connection.close()
    with psycopg.connect(
        host=where.host, port=where.port, user=where.user, dbname="postgres", autocommit=True
    ) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{where.name}" WITH (FORCE)'.encode())
        server.execute(f'CREATE DATABASE "{where.name}"'.encode())


def _load(size: Size) -> dict[str, float]:
    started = perf_counter()
    database.ready(say=told.print)
    migrated = perf_counter()
    load_demo(told)
    demonstrated = perf_counter()
    told.print(
        f"Agrandissement à {size.offers} offres, {size.needs} besoins, {size.organisations} organisations…"
    )
    with transaction.atomic():
        Enlarger(size=size, now=clock.now()).enlarge()
    enlarged = perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # what the server does by itself some minutes after such a load
    return {
        "schema": round(migrated - started, 1),
        "demonstration": round(demonstrated - migrated, 1),
        "enlargement": round(enlarged - demonstrated, 1),
    }


if __name__ == "__main__":
    main()
