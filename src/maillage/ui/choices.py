"""Lists to choose one thing from, as `ui/parts/choices.html` shows them.

Plain data rather than a form: a page may offer a hundred options, and widgets would cost more than all the rest of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """Options under a label; without a label, they stand in the list itself."""

    label: str
    options: list[Option]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """`anything`: the words for no choice; empty when something is always chosen."""

    name: str
    label: str
    anything: str
    groups: list[Group]
