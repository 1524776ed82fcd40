"""What changed between two versions of a programme, as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maillage.matching.models import Offer, Programme
from maillage.matching.rules.programmes import IN_ITS_OFFER
from maillage.matching.rules.readings import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from maillage.matching.rules.readings import Outlined

INDENT = "– "
SILENT: tuple[object, ...] = (None, "", [])


@dataclass(frozen=True, kw_only=True)
class Change:
    """One fact that two versions tell otherwise; of the conditions, only the lines that left or came."""

    label: str
    before: list[str]
    after: list[str]


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any], names: Mapping[str, str]) -> list[Change]:
    """The facts told otherwise, in the order of the programme. `names`: of territories and sectors, by path."""
    changes = []
    for name in new:
        before, after = _lines(name, old.get(name), names), _lines(name, new[name], names)
        if before != after:
            if name == "condition":
                before, after = (
                    [line for line in before if line not in after],
                    [line for line in after if line not in before],
                )
            changes.append(Change(label=_label(name), before=before, after=after))
    return changes


def _label(name: str) -> str:
    model = Offer if name in IN_ITS_OFFER else Programme
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001 - Django's public name


def _lines(name: str, value: Any, names: Mapping[str, str]) -> list[str]:
    if value in SILENT:
        return []
    if name == "condition":
        return [line for part in outline_of(value, names) for line in _said(part, 0)]
    if name == "steps":
        return [step["text"] for step in value]
    field = Programme._meta.get_field(name) if name not in IN_ITS_OFFER else None  # noqa: SLF001 - as above
    labels = {str(key): str(label) for key, label in getattr(field, "flatchoices", None) or ()}
    return [labels.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value])]


def _said(part: Outlined, depth: int) -> Iterator[str]:
    yield INDENT * depth + part.text
    for inner in part.parts:
        yield from _said(inner, depth + 1)
