"""Facts known between two values: they answer a condition only when every value between says the same."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from maillage.engines.eligibility import Age, Between, Verdict
from maillage.matching.bridge.eligibility import condition_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue, Span


def settled_by(spans: Mapping[str, Span], leaves: Iterable[Tree], day: date) -> dict[str, FactValue]:
    """One value of each span about which no leaf could say otherwise, were another value the true one."""
    asked = list(leaves)
    return {
        fact: span.low
        for fact, span in spans.items()
        if all(_says_one_thing(leaf, span, day) for leaf in asked if leaf.get("fact") == fact)
    }


def _says_one_thing(leaf: Tree, span: Span, day: date) -> bool:
    """A condition is an interval: it holds between two values where it holds; outside, both must lie on one side."""
    condition = condition_of(leaf)
    assert isinstance(condition, Between | Age)
    if _said_at_ends(condition, span, day) == {Verdict.YES}:
        return True
    sides = []
    if condition.at_least is not None:
        sides.append(replace(condition, at_most=None))
    if condition.at_most is not None:
        sides.append(replace(condition, at_least=None))
    return any(_said_at_ends(side, span, day) == {Verdict.NO} for side in sides)


def _said_at_ends(condition: Between | Age, span: Span, day: date) -> set[Verdict]:
    high = math.inf if span.high is None else span.high
    return {
        condition.judge(value, day) if isinstance(condition, Age) else condition.judge(value)
        for value in (span.low, high)
    }
