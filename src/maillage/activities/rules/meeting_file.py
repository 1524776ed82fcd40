"""A round written in a file, in the form that docs/reference/rencontres.md tells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maillage.activities.errors import UnreadableRound
from maillage.activities.rules.meetings import Met, Person, Round

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from maillage.activities.rules.meetings import Key, Pair

TOP = {"slots", "people", "pairs", "tables", "links", "most", "floor", "others", "across", "before"}
PERSON = {"id", "name", "free", "busy", "most", "floor", "group", "remote"}
PAIR = {"a", "b", "value"}


@dataclass(frozen=True, kw_only=True)
class RoundFile:
    """`slots`: their labels; `names`: by person; `before`: the plan that stood, None when there was none."""

    round: Round
    slots: Sequence[str]
    names: Mapping[Key, str]
    before: Sequence[Met] | None


def read_round(told: object) -> RoundFile:
    """Raises UnreadableRound, which says where the mistake is."""
    whole = _object(told, TOP, "")
    slots = [str(slot) for slot in _list(whole, "slots")]
    number = {slot: place for place, slot in enumerate(slots)}
    if len(number) < len(slots):
        raise UnreadableRound(where="slots", what="deux créneaux portent le même nom")
    told_people = [_object(one, PERSON, f"people[{n}]") for n, one in enumerate(_list(whole, "people"))]
    people = [_person(one, whole, number, f"people[{n}]") for n, one in enumerate(told_people)]
    keys = {person.key for person in people}
    if len(keys) < len(people):
        raise UnreadableRound(where="people", what="deux personnes ont le même « id »")
    return RoundFile(
        round=_round(whole, people, keys, len(slots)),
        slots=slots,
        names={
            person.key: str(one.get("name", person.key))
            for person, one in zip(people, told_people, strict=True)
        },
        before=_before(whole, keys, number),
    )


def _round(whole: Mapping[str, Any], people: list[Person], keys: AbstractSet[Key], slots: int) -> Round:
    values: dict[Pair, float] = {}
    for n, one in enumerate(_list(whole, "pairs", default=[])):
        pair = _object(one, PAIR, f"pairs[{n}]")
        first, second = (_one_of(keys, pair.get(end), f"pairs[{n}].{end}") for end in ("a", "b"))
        values[first, second] = _number(pair.get("value", 1), f"pairs[{n}].value")
    others = whole.get("others", 0)
    return Round(
        people=people,
        tables=_counts(whole, "tables", slots, len(people) // 2),
        links=_counts(whole, "links", slots, len(people) // 2),
        values=values,
        others=None if others is None else _number(others, "others"),
        is_across=bool(whole.get("across", False)),
    )


def _person(
    one: Mapping[str, Any], whole: Mapping[str, Any], number: Mapping[str, int], where: str
) -> Person:
    if "id" not in one:
        raise UnreadableRound(where=where, what="il manque « id »")
    free = _slots(one.get("free", list(number)), number, f"{where}.free")
    busy = _slots(one.get("busy", []), number, f"{where}.busy")
    most = _count(one.get("most", whole.get("most", len(number))), f"{where}.most")
    return Person(
        key=str(one["id"]),
        free=free - busy,
        most=most,
        floor=min(most, _count(one.get("floor", whole.get("floor", 0)), f"{where}.floor")),
        group=str(one.get("group", "")),
        is_remote=bool(one.get("remote", False)),
    )


def _before(whole: Mapping[str, Any], keys: AbstractSet[Key], number: Mapping[str, int]) -> list[Met] | None:
    if "before" not in whole:
        return None
    rows = []
    for n, row in enumerate(_list(whole, "before")):
        where = f"before[{n}]"
        if not isinstance(row, list) or len(row) != len(Met._fields):
            raise UnreadableRound(where=where, what="il faut deux personnes et un créneau")
        first, second = (_one_of(keys, end, where) for end in row[:2])
        rows.append(Met(first, second, number[str(_one_of(number.keys(), row[2], where))]))
    return rows


def _object(told: object, known: set[str], where: str) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise UnreadableRound(where=where or "le fichier", what="il faut un objet JSON")
    strangers = sorted(set(told) - known)
    if strangers:
        raise UnreadableRound(where=where or "le fichier", what=f"champ inconnu : « {strangers[0]} »")
    return told


def _list(told: Mapping[str, Any], name: str, default: list[Any] | None = None) -> list[Any]:
    value = told.get(name, default)
    if not isinstance(value, list):
        raise UnreadableRound(where=name, what="il faut une liste")
    return value


def _slots(told: object, number: Mapping[str, int], where: str) -> frozenset[int]:
    if not isinstance(told, list):
        raise UnreadableRound(where=where, what="il faut une liste de créneaux")
    return frozenset(number[str(_one_of(number.keys(), slot, where))] for slot in told)


def _one_of(known: AbstractSet[Any], told: object, where: str) -> Key:
    if str(told) not in known:
        raise UnreadableRound(where=where, what=f"« {told} » n’est pas dans le fichier")
    return str(told)


def _number(told: object, where: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told) or told < 0:
        raise UnreadableRound(where=where, what="il faut un nombre, zéro ou plus")
    return float(told)


def _count(told: object, where: str) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or told < 0:
        raise UnreadableRound(where=where, what="il faut un nombre entier, zéro ou plus")
    return told


def _counts(whole: Mapping[str, Any], name: str, slots: int, default: int) -> list[int]:
    told = whole.get(name, default)
    if not isinstance(told, list):
        return [_count(told, name)] * slots
    if len(told) != slots:
        raise UnreadableRound(where=name, what="il faut un nombre par créneau")
    return [_count(one, name) for one in told]
