"""Conditions as data: a tree of groups and leaves, checked here, evaluated by the engine behind the bridge.

A group is {"all": [trees]}, {"any": [trees]} or {"not": tree}. A leaf is one of

- {"fact": "territory" or "industry", "within": [paths of the directory]};
- {"fact": "employees" or "revenue", "at_least" or "above": number, "at_most" or "below": number}: either end may lack,
  "above" and "below" do not count the number itself; an amount of revenue may say its "currency";
- {"fact": "founded_on", "at_least": years, "at_most" or "below": years}: full years of activity, or full months with
  "unit": "months";
- {"fact": "legal_form" or "themes", "any_of": [labels]};
- {"fact": "micro_entrepreneur" or "public_body", "is": true or false};
- {"statement": identifier, "text": what a person must confirm}.

A leaf may keep in `text` the words of its source, and in `id` what its source is filed under.
"""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.agreements.enums import Currency
from maillage.common.text import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from maillage.matching.rules.firm_facts import FactValue

Tree = dict[str, Any]

GROUPS = ("all", "any")
PLACES = ("territory", "industry")
AMOUNTS = ("employees", "revenue")
AGE = "founded_on"
LABELS = ("legal_form", "themes")
FLAGS = ("micro_entrepreneur", "public_body")
WORDS = {"text", "id"}
LONGEST_YEAR, LONGEST_MONTH = 366, 31  # days
LOW, HIGH = ("at_least", "above"), ("at_most", "below")
MONTHS = "months"
_AT_LEAST_YEARS = re.compile(r"au moins (?P<years>un|deux|trois|\d{1,2}) ans? d.activite\.?", re.IGNORECASE)
_SPELT = {"un": 1, "deux": 2, "trois": 3}


class ConditionIsWrong(ValueError):  # noqa: N818 - the data is at fault, not the program
    """The tree is not one; its message says where, to a person."""


def checked_condition(tree: object) -> Tree:
    """The tree itself. Raises ConditionIsWrong at the first part that cannot be read."""
    if not isinstance(tree, dict):
        raise ConditionIsWrong(_("une condition est un objet, pas « %(found)s »") % {"found": tree})
    for group in GROUPS:
        if group in tree:
            _check_group(tree, group)
            return tree
    if "not" in tree:
        _only(tree, {"not"})
        checked_condition(tree["not"])
    elif "statement" in tree:
        _check_statement(tree)
    else:
        _check_leaf(tree)
    return tree


def _check_group(tree: Tree, group: str) -> None:
    _only(tree, {group})
    parts = tree[group]
    if not isinstance(parts, list) or (group == "any" and not parts):
        raise ConditionIsWrong(_("« %(group)s » attend une liste de conditions") % {"group": group})
    for part in parts:
        checked_condition(part)


def _check_statement(tree: Tree) -> None:
    _only(tree, {"statement"} | WORDS)
    for name in ("statement", "text"):
        if not isinstance(tree.get(name), str) or not tree[name].strip():
            raise ConditionIsWrong(_("un énoncé à confirmer a un identifiant et un texte"))


def _check_leaf(tree: Tree) -> None:
    fact = tree.get("fact")
    if fact in PLACES:
        _check_labels(tree, "within")
    elif fact in LABELS:
        _check_labels(tree, "any_of")
    elif fact in (*AMOUNTS, AGE):
        _check_bounds(tree)
    elif fact in FLAGS:
        _only(tree, {"fact", "is"} | WORDS)
        if not isinstance(tree.get("is"), bool):
            raise ConditionIsWrong(_("« %(fact)s » attend vrai ou faux dans « is »") % {"fact": fact})
    else:
        raise ConditionIsWrong(_("fait inconnu : « %(fact)s »") % {"fact": fact})


def _check_labels(tree: Tree, name: str) -> None:
    _only(tree, {"fact", name} | WORDS)
    labels = tree.get(name)
    good = isinstance(labels, list) and labels and all(isinstance(row, str) and row for row in labels)
    if not good:
        raise ConditionIsWrong(
            _("« %(fact)s » attend une liste de codes dans « %(name)s »")
            % {"fact": tree["fact"], "name": name}
        )


def _check_bounds(tree: Tree) -> None:
    fact = tree["fact"]
    own = {"currency"} if fact == "revenue" else {"unit"} if fact == AGE else set()
    _only(tree, {"fact", *LOW, *HIGH, *own} - ({"above"} if fact == AGE else set()) | WORDS)
    low, high = ([tree[name] for name in names if tree.get(name) is not None] for names in (LOW, HIGH))
    numbers = all(isinstance(bound, int | float) and not isinstance(bound, bool) for bound in (*low, *high))
    one_each = len(low) <= 1 and len(high) <= 1 and (low or high)
    if not one_each or not numbers or [*low, *high] != sorted([*low, *high]):
        raise ConditionIsWrong(
            _("« %(fact)s » attend un nombre minimal, maximal ou les deux, dans l’ordre") % {"fact": fact}
        )
    if tree.get("unit", MONTHS) != MONTHS or tree.get("currency", Currency.CAD) not in Currency.values:
        raise ConditionIsWrong(_("« %(fact)s » est dit dans une unité inconnue") % {"fact": fact})


def _only(tree: Tree, known: set[str]) -> None:
    strangers = sorted(set(tree) - known)
    if strangers:
        raise ConditionIsWrong(_("mot inconnu dans une condition : « %(word)s »") % {"word": strangers[0]})


def leaves_of(tree: Tree) -> Iterator[Tree]:
    """The leaves in reading order."""
    for group in GROUPS:
        for part in tree.get(group, ()):
            yield from leaves_of(part)
    if "not" in tree:
        yield from leaves_of(tree["not"])
    if "fact" in tree or "statement" in tree:
        yield tree


def sectors_named(tree: Tree) -> set[str]:
    """Paths of the sectors that a condition asks for; those it shuts out are not among them."""
    groups = [part for group in GROUPS for part in tree.get(group, ())]
    named = set(tree["within"]) if tree.get("fact") == "industry" else set()
    return named.union(*(sectors_named(part) for part in groups))


def value_meeting(leaf: Tree, day: date) -> FactValue:
    """A value of its fact that meets this leaf on that day."""
    if "statement" in leaf:
        return True
    if "is" in leaf:
        return bool(leaf["is"])
    if leaf["fact"] in (*PLACES, *LABELS):
        return frozenset({(leaf.get("within") or leaf["any_of"])[0]})
    number = _number_meeting(leaf)
    if leaf["fact"] != AGE:
        return number
    return day - timedelta(days=number * (LONGEST_MONTH if leaf.get("unit") == MONTHS else LONGEST_YEAR))


def _number_meeting(leaf: Tree) -> int:
    """The whole number nearest to the first bound, on its good side."""
    beside = {"at_least": 0, "above": 1, "at_most": 0, "below": -1}
    return next(int(leaf[name]) + step for name, step in beside.items() if leaf.get(name) is not None)


def statement(text: str) -> Tree:
    """What a person must confirm. The same words are the same statement, whichever programme says them."""
    return {"statement": statement_name(text), "text": text}


def statement_name(text: str) -> str:
    """What stands for these words, and changes with them."""
    return hashlib.blake2s(sort_key(text).encode(), digest_size=6).hexdigest()


def age_stated(text: str) -> Tree:
    """The minimum age that the text states, when it states nothing else; otherwise a statement to confirm."""
    stated = _AT_LEAST_YEARS.fullmatch(sort_key(text))
    if stated is None:
        return statement(text)
    years = stated["years"]
    return {"fact": AGE, "at_least": _SPELT.get(years) or int(years), "text": text}
