"""The database made ready: running, and its schema up to date."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maillage.common import postgres

if TYPE_CHECKING:
    from collections.abc import Callable

MIGRATION_LOCK = 0x6D61696C  # « mail »: any number, the same for everybody


def ready(say: Callable[[str], None] = lambda _words: None) -> None:
    """Start our own server where there is one to start, and bring its schema up to date.

    A server named by DATABASE_URL is somebody else's: it must run, and `maillage manage migrate` is theirs to
    call. Two commands at once wait for each other.
    """
    if os.environ.get("DATABASE_URL"):
        return
    postgres.ensure_running(os.environ)
    if not _has_pending_migrations():
        return
    say("Mise à jour du schéma de la base…")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
