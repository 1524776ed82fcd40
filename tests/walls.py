"""Walls that hold only in tests, where falling against one costs nothing. conftest.py raises them."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from django.db.models import Model, QuerySet
from django.template.base import Node

OURS = "maillage."


class UnknownVariableError(AssertionError):
    """A template shows a variable that nobody gave it."""


class UnknownVariable(str):
    """Django's `string_if_invalid` that raises in our templates and stays silent in other people's."""

    __slots__ = ("folder",)
    folder: Path

    @classmethod
    def within(cls, folder: Path) -> "UnknownVariable":
        marker = cls("%s")
        marker.folder = folder
        return marker

    def __contains__(self, part: str) -> bool:
        return part == "%s"  # Django asks, then formats the name of the variable into us

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered(sys._getframe(1))
        if Path(template).is_absolute() and not Path(template).is_relative_to(self.folder):
            return ""
        raise UnknownVariableError(f"{template}: {variable} is unknown")


def _template_being_rendered(frame: FrameType | None) -> str:
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and frame.f_code.co_name == "render" and hasattr(node, "origin"):
            return str.__str__(node.origin.name)  # plain, even when the name is marked as safe
        frame = frame.f_back
    return "?"


def shuffle_unordered_querysets() -> None:
    """Rows of ours that were asked for without an order come in any order, as PostgreSQL may do."""
    fetch_all, iterator = QuerySet._fetch_all, QuerySet._iterator

    def fetch_shuffled(rows: QuerySet[Model]) -> None:
        is_fresh = rows._result_cache is None
        fetch_all(rows)
        if is_fresh and _comes_in_any_order(rows):
            random.shuffle(rows._result_cache)

    def iterate_shuffled(rows: QuerySet[Model], *arguments: object) -> Iterator[Model]:
        if not _comes_in_any_order(rows):
            yield from iterator(rows, *arguments)
            return
        answer = list(iterator(rows, *arguments))
        random.shuffle(answer)
        yield from answer

    QuerySet._fetch_all = fetch_shuffled
    QuerySet._iterator = iterate_shuffled


def _comes_in_any_order(rows: QuerySet[Model]) -> bool:
    return rows.model.__module__.startswith(OURS) and not rows.ordered


class LockNamesNoTableError(AssertionError):
    """A select_for_update without `of` also locks the rows it merely joins."""


def locks_name_their_tables() -> None:
    select_for_update = QuerySet.select_for_update

    def lock(rows: QuerySet[Model], **options: object) -> QuerySet[Model]:
        if not options.get("of") and sys._getframe(1).f_globals["__name__"].startswith(OURS):
            raise LockNamesNoTableError('write select_for_update(of=("self",))')
        return select_for_update(rows, **options)

    QuerySet.select_for_update = lock
