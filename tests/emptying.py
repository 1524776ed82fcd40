"""What a test with real transactions leaves behind is emptied where there is something, and nowhere else.

Django truncates every table each time: with some two hundred, two seconds a test. Rows are deleted instead, in one transaction:
foreign keys are deferred, so their order does not matter.
"""

from collections.abc import Iterable, Sequence

import pgtrigger
from django.core.management.color import Style
from django.db.backends.postgresql.operations import DatabaseOperations

KEPT = frozenset(
    {"django_content_type", "auth_permission"}
)  # Django makes the same rows again after each test


def only_what_was_filled() -> None:
    """From now on, in this process."""
    flush = DatabaseOperations.execute_sql_flush

    def execute(database: DatabaseOperations, statements: Iterable[str]) -> None:
        with pgtrigger.ignore():  # rows that never change in the product go too
            flush(database, statements)

    DatabaseOperations.sql_flush = _deletions
    DatabaseOperations.execute_sql_flush = execute


def _deletions(
    database: DatabaseOperations,
    _style: Style,
    tables: Sequence[str],
    *,
    reset_sequences: bool = False,
    allow_cascade: bool = False,
) -> list[str]:
    """One statement for each table that has rows. Neither option is asked for by the tests of Django."""
    assert not reset_sequences
    assert not allow_cascade
    names = {table: database.quote_name(table) for table in tables if table not in KEPT}
    if not names:
        return []
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {name})"  # noqa: S608 - names of our own tables
        for table, name in names.items()
    )
    with database.connection.cursor() as cursor:
        cursor.execute(asked)
        return [f"DELETE FROM {names[table]}" for (table,) in cursor.fetchall()]  # noqa: S608 - the same
