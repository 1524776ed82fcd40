"""What may be asked of a firm: facts by their keys, the shape of their answers, and what a question is worth.

A key is the name of a fact of conditions; "legal_form:" or "themes:" and one label of it, answered by yes or no; or
"statement:" and the name of its words.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

from maillage.matching.enums import AnswerShape
from maillage.matching.errors import NotAQuestion
from maillage.matching.rules.conditions import AGE, AMOUNTS, FLAGS, LABELS, leaves_of, statement_name
from maillage.matching.rules.firm_facts import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue

STATEMENT = "statement"
ASKED_ALONE = (*AMOUNTS, AGE, "micro_entrepreneur", "public_body")
FROM, TO = "from", "to"  # of a span, as it is stored
UNSURE_DAYS = 90  # « Je ne sais pas » is believed that long
COSTS = {"revenue": 2.0, STATEMENT: 1.5, AGE: 1.3, "employees": 1.2}  # a yes or no about oneself costs 1
LARGE_AMOUNT = 10_000  # in the programme's own money


def key_of(leaf: Tree) -> str:
    """The key whose answer settles a leaf; of a leaf on labels, the beginning of its keys."""
    return f"{STATEMENT}:{statement_name(leaf['text'])}" if STATEMENT in leaf else str(leaf["fact"])


def keys_of(leaf: Tree) -> list[str]:
    """The keys of the answers that a leaf reads."""
    fact = leaf.get("fact")
    return [f"{fact}:{label}" for label in leaf["any_of"]] if fact in LABELS else [key_of(leaf)]


def shape_of(key: str, text: str = "") -> AnswerShape:
    """How a key is answered. Raises NotAQuestion for one that nobody may answer; a statement goes with its words."""
    fact, _colon, rest = key.partition(":")
    if fact in AMOUNTS and not rest:
        return AnswerShape.NUMBER
    if fact == AGE and not rest:
        return AnswerShape.DAY
    asked = {STATEMENT: rest == statement_name(text)} | dict.fromkeys(LABELS, bool(rest))
    if asked.get(fact, fact in FLAGS and not rest):
        return AnswerShape.YES_NO
    raise NotAQuestion


def stored_answer(key: str, text: str, value: Any) -> Any:
    """An answer as JSON keeps it; None is « Je ne sais pas ». Raises NotAQuestion when it has not the key's shape."""
    shape = shape_of(key, text)
    if value is None:
        return None
    if isinstance(value, Span):
        return _stored_span(shape, value)
    if shape == AnswerShape.YES_NO and isinstance(value, bool):
        return value
    if shape == AnswerShape.NUMBER and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if shape == AnswerShape.DAY and isinstance(value, date):
        return value.isoformat()
    raise NotAQuestion


def _stored_span(shape: AnswerShape, span: Span) -> dict[str, Any]:
    if shape == AnswerShape.NUMBER and isinstance(span.low, int):
        return {FROM: span.low, TO: span.high}
    if shape == AnswerShape.DAY and isinstance(span.low, date) and isinstance(span.high, date):
        return {FROM: span.low.isoformat(), TO: span.high.isoformat()}
    raise NotAQuestion


def fact_from(key: str, stored: Any) -> FactValue | Span:
    """What was stored, as conditions compare it; a span is compared by the bridge alone."""
    if isinstance(stored, dict):
        ends = [stored[name] for name in (FROM, TO)]
        low, high = [date.fromisoformat(end) for end in ends] if key == AGE else ends
        return Span(low=low, high=high)
    return date.fromisoformat(stored) if key == AGE else stored


def with_labels(facts: Mapping[str, FactValue], condition: Tree) -> dict[str, FactValue]:
    """The facts, with the sets of labels that single answers settle.

    A set is complete: it is told only when each label that the condition names was answered, or when one that
    each leaf names was said to be the firm's.
    """
    told = dict(facts)
    for fact in LABELS:
        leaves = [leaf for leaf in leaves_of(condition) if leaf.get("fact") == fact]
        answers = [{label: facts.get(f"{fact}:{label}") for label in leaf["any_of"]} for leaf in leaves]
        settled = all(None not in row.values() or True in row.values() for row in answers)
        if leaves and settled and fact not in told:
            told[fact] = frozenset(label for row in answers for label, said in row.items() if said)
    return told


def weight_of(relevance: float, amount: Decimal | None) -> float:
    """What a programme is worth to a need: relevance, twice as much at LARGE_AMOUNT, then slowly more."""
    return max(relevance, 0.0) * (1 + math.log2(1 + float(amount or 0) / LARGE_AMOUNT))


def cost_of(key: str) -> float:
    """What a question asks of a person."""
    return COSTS.get(key.partition(":")[0], 1.0)
