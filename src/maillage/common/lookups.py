"""Conditions that Django does not write for PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Lookup, Q

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


def among(field: str, keys: Iterable[int]) -> Q:
    """`field` is one of many keys: they go as one array, where Django's `in` prepares and binds each of them."""
    return Q(_Among(F(field), list(keys)))


class _Among(Lookup):
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, self.rhs]
