"""From programmes and facts to verdicts, through the eligibility engine."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.engines.eligibility import (
    VERDICTS,
    Age,
    AllOf,
    AnyOf,
    Between,
    Catalogue,
    Facts,
    Flag,
    Member,
    Months,
    Not,
    Statement,
    Verdict,
    Window,
    Within,
    verdict,
)
from maillage.matching.enums import Answer
from maillage.matching.rules.conditions import (
    AGE,
    AMOUNTS,
    FLAGS,
    MONTHS,
    PLACES,
    statement_name,
    value_meeting,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from maillage.engines.eligibility import Condition
    from maillage.matching.models import Programme
    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue

ANSWERS = {Verdict.YES: Answer.YES, Verdict.NO: Answer.NO, Verdict.UNKNOWN: Answer.UNKNOWN}


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One leaf that made a verdict: its tree as stored, or None for the intake window."""

    leaf: Tree | None


def answers_for(
    programmes: Sequence[Programme], firms: Sequence[Mapping[str, FactValue]], day: date
) -> Iterator[list[Answer]]:
    """For each firm, the answer of each programme, in their order."""
    catalogue = Catalogue([whole_condition(programme) for programme in programmes])
    for firm in firms:
        codes = catalogue.verdicts(Facts.of(firm), day)
        yield [ANSWERS[VERDICTS[code]] for code in codes.tolist()]


def causes_of(programme: Programme, firm: Mapping[str, FactValue], day: date) -> list[Cause]:
    """The leaves that settled the verdict of this firm, in reading order."""
    sources: dict[int, Tree] = {}
    condition = whole_condition(programme, sources)
    decisive = verdict(condition, Facts.of(firm), day).decisive()
    return [Cause(leaf=sources.get(id(row.condition))) for row in decisive]


def judged(
    programme: Programme, firm: Mapping[str, FactValue], day: date
) -> tuple[Answer, list[tuple[Tree | None, Answer]]]:
    """The answer of one programme, and that of each of its leaves, in reading order (None: the intake window)."""
    sources: dict[int, Tree] = {}
    explained = verdict(whole_condition(programme, sources), Facts.of(firm), day)
    leaves = [(sources.get(id(row.condition)), ANSWERS[row.verdict]) for row in explained.leaves()]
    return ANSWERS[explained.verdict], leaves


def met_by(leaf: Tree, day: date) -> dict[str, FactValue]:
    """One fact that would meet this leaf on that day, under the name that the engine gives it."""
    compiled = _leaf(leaf)
    assert not isinstance(compiled, AllOf | AnyOf | Not | Window)
    return {compiled.fact: value_meeting(leaf, day)}


def whole_condition(programme: Programme, sources: dict[int, Tree] | None = None) -> Condition:
    """The condition of a programme and its intake window. `sources` receives the tree of each leaf."""
    tree = _compiled(programme.condition, {} if sources is None else sources)
    if programme.opens_on is None and programme.closes_on is None:
        return tree
    return AllOf(parts=(Window(starts=programme.opens_on, ends=programme.closes_on), tree))


def condition_of(tree: Tree) -> Condition:
    """A condition as the engine compares it."""
    return _compiled(tree, {})


def _compiled(tree: Tree, sources: dict[int, Tree]) -> Condition:
    for name, group in (("all", AllOf), ("any", AnyOf)):
        if name in tree:
            return group(parts=tuple(_compiled(part, sources) for part in tree[name]))
    if "not" in tree:
        return Not(part=_compiled(tree["not"], sources))
    leaf = _leaf(tree)
    sources[id(leaf)] = tree
    return leaf


def _leaf(tree: Tree) -> Condition:
    if "statement" in tree:
        return Statement(id=statement_name(tree["text"]))  # whoever rewrites it asks for another answer
    fact = tree["fact"]
    if fact in PLACES:
        return Within(fact=fact, any_of=frozenset(tree["within"]))
    if fact in FLAGS:
        return Flag(fact=fact, expected=tree["is"])
    if fact == AGE:
        return (Months if tree.get("unit") == MONTHS else Age)(fact=fact, **_bounds(tree))
    if fact in AMOUNTS:
        return Between(fact=fact, **_bounds(tree))
    return Member(fact=fact, any_of=frozenset(tree["any_of"]))


def _bounds(tree: Tree) -> dict[str, float | None]:
    """The engine counts both ends: one that does not count is the number just beside it."""
    low, high = tree.get("at_least"), tree.get("at_most")
    if "above" in tree:
        low = math.nextafter(tree["above"], math.inf)
    if "below" in tree:
        high = math.nextafter(tree["below"], -math.inf)
    return {"at_least": low, "at_most": high}
