"""Which questions concern a firm, given the facts it told."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "in": lambda known, wanted: known in wanted,
}


def holds(conditions: Iterable[Mapping[str, Any]], facts: Mapping[str, Any]) -> bool:
    """Whether all of them hold. A fact that is not known removes nothing, unless the condition says so."""
    return all(
        HOLDS[one["op"]](facts[one["fact"]], one["value"])
        if facts.get(one["fact"]) is not None
        else one.get("if_unknown", True)
        for one in conditions
    )


def may_not_apply(question: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether “this does not apply to us” is offered: the question says so, or is asked for want of a fact."""
    return bool(question.get("not_applicable")) or any(
        facts.get(one["fact"]) is None for one in question.get("asked_if", ())
    )
