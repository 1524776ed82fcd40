"""The verdict of one condition, with the reason of each of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maillage.engines.eligibility.conditions import AllOf, AnyOf, Condition, Not, judge
from maillage.engines.eligibility.kleene import Verdict, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from maillage.engines.eligibility.facts import Facts, Value


class Explained(NamedTuple):
    """A condition and what it says of a firm; a group carries its parts, in their order.

    value : what the firm has, on a leaf; None when it is missing, on a window and on a group.
    """

    condition: Condition
    verdict: Verdict
    value: Value | None = None
    parts: tuple[Explained, ...] = ()

    @property
    def is_leaf(self) -> bool:
        return not isinstance(self.condition, AllOf | AnyOf | Not)

    def leaves(self) -> tuple[Explained, ...]:
        """One reason per leaf, as a reader meets them."""
        return (self,) if self.is_leaf else tuple(leaf for part in self.parts for leaf in part.leaves())

    def missing(self) -> tuple[str, ...]:
        """The facts that could still settle this verdict, first met first; none once it is settled."""
        return tuple(dict.fromkeys(_open_facts(self)))

    def decisive(self) -> tuple[Explained, ...]:
        """The leaves without which a settled verdict would not be what it is; none while it is unknown.

        Each refusal of an "all", each agreement of an "any"; every leaf where all had to agree.
        """
        if not self.verdict.settled:
            return ()
        if self.is_leaf:
            return (self,)
        wanted = ~self.verdict if isinstance(self.condition, Not) else self.verdict
        return tuple(leaf for part in self.parts if part.verdict is wanted for leaf in part.decisive())


def verdict(condition: Condition, facts: Facts, day: date) -> Explained:
    """What is known of the firm, held against the condition on that day.

    Raises TypeError when a fact is of another kind than the condition reads.
    """
    match condition:
        case AllOf(parts=parts):
            explained = tuple(verdict(part, facts, day) for part in parts)
            return Explained(condition, all_of(part.verdict for part in explained), parts=explained)
        case AnyOf(parts=parts):
            explained = tuple(verdict(part, facts, day) for part in parts)
            return Explained(condition, any_of(part.verdict for part in explained), parts=explained)
        case Not(part=part):
            inner = verdict(part, facts, day)
            return Explained(condition, ~inner.verdict, parts=(inner,))
        case _:
            value = facts.get(condition.fact)
            return Explained(condition, judge(condition, value, day), value)


def _open_facts(explained: Explained) -> Iterator[str]:
    if explained.verdict.settled:
        return
    fact = getattr(explained.condition, "fact", None)
    if fact is not None:
        yield fact
    for part in explained.parts:
        yield from _open_facts(part)
