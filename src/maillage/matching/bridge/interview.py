"""The questions that settle the programmes which serve a need: the one to ask now, and how many it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING

from maillage.engines.eligibility import (
    AllOf,
    AnyOf,
    Facts,
    Flag,
    Inquiry,
    Member,
    Not,
    Panel,
    Stake,
    Statement,
    Verdict,
    answers_of,
    leaves_of,
    verdict,
)
from maillage.matching.bridge.eligibility import whole_condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from maillage.engines.eligibility import Condition, Question
    from maillage.matching.models import Programme
    from maillage.matching.rules.firm_facts import FactValue

THEMES = "themes"
YES: Condition = AllOf(parts=())
NO: Condition = Not(part=YES)


@dataclass(frozen=True, kw_only=True)
class Stand:
    """A programme that serves a need, what of the firm its conditions can read, and what it is worth."""

    programme: Programme
    facts: Mapping[str, FactValue]
    weight: float


def question_worth_asking(
    stands: Sequence[Stand],
    known: Mapping[str, FactValue],
    day: date,
    *,
    never: Iterable[str],
    cost: Callable[[str], float],
) -> Question | None:
    """The fact whose answer settles the most weight for its cost, among those that are not in `never`.

    Labels are asked one by one: `known` holds their answers. None when nothing more can be settled.
    """
    conditions = [_left(whole_condition(stand.programme), Facts.of(stand.facts), day) for stand in stands]
    stakes = [
        Stake(condition=condition, weight=stand.weight)
        for condition, stand in zip(conditions, stands, strict=True)
    ]
    facts = {leaf.fact for condition in conditions for leaf in leaves_of(condition) if leaf.fact is not None}
    inquiry = Inquiry(stakes, day, cost={fact: cost(fact) for fact in facts})
    labels = {fact: value for fact, value in known.items() if fact in facts}
    return inquiry.question(Facts.of(labels), asked=never)


def _left(condition: Condition, facts: Facts, day: date) -> Condition:
    """What is left to settle of a condition once these facts are known, its labels asked one by one."""
    found = verdict(condition, facts, day).verdict
    if found is not Verdict.UNKNOWN:
        return YES if found is Verdict.YES else NO
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(condition, parts=tuple(_left(part, facts, day) for part in parts))
        case Not(part=part):
            return Not(part=_left(part, facts, day))
        case Member(fact=fact, any_of=labels):
            return AnyOf(parts=tuple(Flag(fact=f"{fact}:{label}") for label in sorted(labels)))
    return condition


@dataclass(frozen=True, kw_only=True)
class QuestionsMean:
    """Questions asked on average of a firm about a need, and the best of all fixed orders."""

    adaptive: float
    best_fixed: float
    catalogue: float
    best_order: tuple[str, ...]


def questions_asked(
    needs: Sequence[Sequence[Programme]], firms: Sequence[Mapping[str, FactValue]], day: date
) -> QuestionsMean:
    """Every firm with every need, nothing known at the start, until the programmes of the need are settled.

    Themes are asked one by one. Statements, which no file of firms answers, are held to be confirmed. The adaptive
    order knows how often these firms give each answer; the catalogue's is that in which its conditions name the facts.
    """
    conditions = [[_asked(whole_condition(programme)) for programme in served] for served in needs]
    catalogue = _in_order_of_naming(conditions)
    told = [_told(firm, [fact for fact in catalogue if _is_theme(fact)]) for firm in firms]
    answers = answers_of(told)
    inquiries = [
        Inquiry([Stake(condition=one) for one in served], day, answers=answers) for served in conditions
    ]
    panel = Panel(conditions, told, day)
    best = panel.best_order()
    return QuestionsMean(
        adaptive=fmean(len(inquiry.interview(firm)) for inquiry in inquiries for firm in told),
        best_fixed=panel.questions_mean(best),
        catalogue=panel.questions_mean(catalogue),
        best_order=best,
    )


def _in_order_of_naming(needs: Sequence[Sequence[Condition]]) -> list[str]:
    leaves = (leaf for served in needs for condition in served for leaf in leaves_of(condition))
    return list(dict.fromkeys(leaf.fact for leaf in leaves if leaf.fact is not None))


def _asked(condition: Condition) -> Condition:
    """The same condition, in the questions that a person is asked."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(condition, parts=tuple(_asked(part) for part in parts))
        case Not(part=part):
            return Not(part=_asked(part))
        case Statement():
            return AllOf(parts=())
        case Member(fact="themes", any_of=themes):
            return AnyOf(parts=tuple(Flag(fact=_theme(label)) for label in sorted(themes)))
    return condition


def _told(firm: Mapping[str, FactValue], themes: Sequence[str]) -> Facts:
    """What the firm can tell; each theme is yes or no when it told its themes."""
    facts = {fact: value for fact, value in firm.items() if fact != THEMES}
    chosen = firm.get(THEMES)
    if isinstance(chosen, frozenset):
        facts |= {theme: theme in {_theme(label) for label in chosen} for theme in themes}
    return Facts.of(facts)


def _theme(label: str) -> str:
    return f"theme:{label}"


def _is_theme(fact: str) -> bool:
    return fact.startswith("theme:")
