"""A learning path asked for in a file, in the form that docs/reference/parcours.md tells."""

from __future__ import annotations

import math
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from maillage.learning.errors import UnreadablePath
from maillage.learning.rules.asked import LEVELS, Asked, Module, Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOP = {
    "start", "hours", "deadline", "certainty", "share", "slack", "learner", "group", "targets", "modules", "done",
    "withdrawn", "before",
}  # fmt: skip
MODULE = {"id", "title", "minutes", "gains", "requires", "after", "sessions"}
SESSION = {"id", "start", "seats"}
HOUR = 60
CERTAINTY, SHARE, SLACK = 0.8, 0.8, 0.05


def read_path(told: object) -> Asked:
    """Raises UnreadablePath, which says where the mistake is."""
    whole = _object(told, "", TOP)
    start = _date(whole.get("start"), "start")
    modules = [_module(one, f"modules[{n}]", start) for n, one in enumerate(_list(whole, "modules"))]
    keys = {module.key for module in modules}
    if len(keys) < len(modules):
        raise UnreadablePath(where="modules", what="deux modules ont le même « id »")
    for n, module in enumerate(modules):
        for group in module.after:
            _known(group, keys, f"modules[{n}].after")
    deadline = None if whole.get("deadline") is None else _date(whole["deadline"], "deadline")
    if deadline is not None and (deadline - start).days < 6:  # noqa: PLR2004 - a week, both days included
        raise UnreadablePath(where="deadline", what="il faut une semaine au moins après « start »")
    return Asked(
        modules=modules,
        people=_people(whole),
        targets=_levels(whole.get("targets"), "targets"),
        start=start,
        minutes=_weekly(whole.get("hours")),
        deadline=deadline,
        certainty=_share(whole.get("certainty", CERTAINTY), "certainty"),
        share=_share(whole.get("share", SHARE), "share"),
        slack=_number(whole.get("slack", SLACK), "slack"),
        done=frozenset(_known(_list(whole, "done", []), keys, "done")),
        withdrawn=frozenset(_known(_list(whole, "withdrawn", []), keys, "withdrawn")),
        before=_before(whole, keys),
    )


def _module(told: object, where: str, start: date) -> Module:
    one = _object(told, where, MODULE)
    gains = _levels(one.get("gains"), f"{where}.gains")
    requires = _levels(one.get("requires", {}), f"{where}.requires")
    if not gains:
        raise UnreadablePath(where=f"{where}.gains", what="un module donne une compétence au moins")
    for competence in gains.keys() & requires.keys():
        if requires[competence] >= gains[competence]:
            raise UnreadablePath(where=where, what=f"il demande déjà le niveau qu’il donne : {competence}")
    sessions = one.get("sessions")
    return Module(
        key=_key(one, where),
        title=str(one.get("title", one["id"])),
        minutes=_count(one.get("minutes"), f"{where}.minutes", least=1),
        gains=gains,
        requires=requires,
        after=[
            _group(group, f"{where}.after[{n}]") for n, group in enumerate(_list(one, "after", [], where))
        ],
        sessions=None if sessions is None else _sessions(_list(one, "sessions", [], where), where, start),
    )


def _group(told: object, where: str) -> list[str]:
    """A module, or several of which one is enough."""
    if isinstance(told, str):
        return [told]
    if not isinstance(told, list) or not told:
        raise UnreadablePath(where=where, what="il faut un module, ou une liste dont un suffit")
    return [str(key) for key in told]


def _sessions(told: list[Any], where: str, start: date) -> list[Session]:
    sessions = []
    for n, one in enumerate(told):
        here = f"{where}.sessions[{n}]"
        fields = _object(one, here, SESSION)
        moment = _moment(fields.get("start"), f"{here}.start")
        if moment.date() < start:
            raise UnreadablePath(where=f"{here}.start", what="cette séance commence avant « start »")
        sessions.append(
            Session(key=_key(fields, here), start=moment, seats=_count(fields.get("seats"), f"{here}.seats"))
        )
    if len({session.key for session in sessions}) < len(sessions):
        raise UnreadablePath(where=f"{where}.sessions", what="deux séances ont le même « id »")
    return sessions


def _people(whole: Mapping[str, Any]) -> list[dict[str, list[float]]]:
    if ("learner" in whole) == ("group" in whole):
        raise UnreadablePath(where="learner", what="il faut « learner » pour une personne, ou « group »")
    if "learner" in whole:
        return [_chances(whole["learner"], "learner")]
    people = [_chances(one, f"group[{n}]") for n, one in enumerate(_list(whole, "group"))]
    if not people:
        raise UnreadablePath(where="group", what="il faut une personne au moins")
    return people


def _chances(told: object, where: str) -> dict[str, list[float]]:
    """By competence, a level, or the probability of each level or above."""
    found = {}
    for competence, value in _object(told, where).items():
        here = f"{where}.{competence}"
        if isinstance(value, list):
            chances = [_number(one, here) for one in value]
            if len(chances) > LEVELS or max(chances, default=0) > 1:
                raise UnreadablePath(where=here, what=f"il faut {LEVELS} probabilités au plus, de 0 à 1")
            if any(after > before for before, after in pairwise(chances)):
                raise UnreadablePath(
                    where=here, what="un niveau plus haut ne peut pas être plus probable qu’un plus bas"
                )
            found[competence] = chances
        else:
            level = _count(value, here, most=LEVELS)
            found[competence] = [float(step <= level) for step in range(1, LEVELS + 1)]
    return found


def _before(whole: Mapping[str, Any], keys: set[str]) -> list[tuple[str, str | None]] | None:
    if "before" not in whole:
        return None
    rows = []
    for n, row in enumerate(_list(whole, "before")):
        where = f"before[{n}]"
        if not isinstance(row, list) or len(row) != 2:  # noqa: PLR2004 - a pair
            raise UnreadablePath(where=where, what="il faut un module et une séance, ou null")
        rows.append((_known([row[0]], keys, where)[0], None if row[1] is None else str(row[1])))
    return rows


def _weekly(told: object) -> list[int]:
    hours = told if isinstance(told, list) else [told]
    if not hours:
        raise UnreadablePath(where="hours", what="il faut un nombre d’heures par semaine")
    return [math.floor(_number(one, "hours") * HOUR) for one in hours]


def _object(told: object, where: str, known: set[str] | None = None) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise UnreadablePath(where=where or "le fichier", what="il faut un objet JSON")
    if known is not None and (strangers := sorted(set(told) - known)):
        raise UnreadablePath(where=where or "le fichier", what=f"champ inconnu : « {strangers[0]} »")
    return told


def _list(told: Mapping[str, Any], name: str, default: list[Any] | None = None, where: str = "") -> list[Any]:
    value = told.get(name, default)
    if not isinstance(value, list):
        raise UnreadablePath(where=f"{where}.{name}".strip("."), what="il faut une liste")
    return value


def _key(told: Mapping[str, Any], where: str) -> str:
    if "id" not in told:
        raise UnreadablePath(where=where, what="il manque « id »")
    return str(told["id"])


def _known(told: Sequence[Any], keys: set[str], where: str) -> list[str]:
    for key in told:
        if str(key) not in keys:
            raise UnreadablePath(where=where, what=f"« {key} » n’est pas un module du fichier")
    return [str(key) for key in told]


def _levels(told: object, where: str) -> dict[str, int]:
    return {
        competence: _count(level, f"{where}.{competence}", least=1, most=LEVELS)
        for competence, level in _object(told, where).items()
    }


def _count(told: object, where: str, *, least: int = 0, most: int | None = None) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or told < least or (most and told > most):
        limit = f"de {least} à {most}" if most else f"{least} au moins"
        raise UnreadablePath(where=where, what=f"il faut un nombre entier, {limit}")
    return told


def _number(told: object, where: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told) or told < 0:
        raise UnreadablePath(where=where, what="il faut un nombre, zéro ou plus")
    return float(told)


def _share(told: object, where: str) -> float:
    number = _number(told, where)
    if not 0 < number <= 1:
        raise UnreadablePath(where=where, what="il faut une part, plus de 0 et 1 au plus")
    return number


def _date(told: object, where: str) -> date:
    try:
        return date.fromisoformat(str(told))
    except ValueError as fault:
        raise UnreadablePath(where=where, what="il faut un jour, comme 2027-01-11") from fault


def _moment(told: object, where: str) -> datetime:
    """A moment where the session takes place, without a time zone: the calendar of a path is that of one place."""
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError as fault:
        raise UnreadablePath(where=where, what="il faut un moment, comme 2027-01-14T13:30") from fault
    return moment.replace(tzinfo=None)
