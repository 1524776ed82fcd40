"""What an import of places would change: decided here, written by the operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.directory.enums import TerritoryLevel
from maillage.directory.rules.lines import Remark, refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from maillage.directory.rules.places import Key, Place, Succession

DEPTH = {level: depth for depth, level in enumerate(TerritoryLevel.values)}
SHARE_THAT_MAY_GO = 0.02  # of the known codes, in one edition
FEWEST_THAT_MAY_GO = 5


@dataclass(frozen=True, kw_only=True)
class Known:
    """A place as we have it."""

    pk: int
    key: Key
    path: str
    name: str
    designation: str
    population: int | None
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A place to write: where, and what it was before, if we had it."""

    place: Place
    path: str
    population: int | None
    before: Known | None


@dataclass(kw_only=True)
class Plan:
    """What an import would do, kind by kind. A place may be in several."""

    created: list[Decision] = field(default_factory=list)
    updated: list[Decision] = field(default_factory=list)
    renamed: list[Decision] = field(default_factory=list)
    moved: list[Decision] = field(default_factory=list)
    restored: list[Decision] = field(default_factory=list)
    merged: list[tuple[Known, Succession]] = field(default_factory=list)
    withdrawn: list[Known] = field(default_factory=list)
    remembered: list[Succession] = field(default_factory=list)  # old codes that we never had
    unchanged: int = 0

    @property
    def counts(self) -> dict[str, int]:
        kinds = ("created", "updated", "renamed", "moved", "restored", "merged", "withdrawn", "remembered")
        return {kind: len(getattr(self, kind)) for kind in kinds} | {"unchanged": self.unchanged}


def told_once(places: Iterable[Place]) -> tuple[dict[Key, Place], list[Remark]]:
    """Places by key. An MRC is told by each of its municipalities, in the same words; a code twice is refused."""
    kept: dict[Key, Place] = {}
    remarks: list[Remark] = []
    for place in places:
        first = kept.setdefault(place.key, place)
        if first is place:
            continue
        is_same = (first.name, first.parent, first.designation) == (
            place.name,
            place.parent,
            place.designation,
        )
        if place.level == TerritoryLevel.MUNICIPALITY or not is_same:
            remarks.append(
                refused(
                    place.line,
                    place.code,
                    _("code déjà donné à la ligne %(line)s") % {"line": first.line.number},
                )
            )
    return kept, remarks


def orphans(wanted: Mapping[Key, Place], known: Mapping[Key, Known]) -> list[Remark]:
    """Places whose parent is in no file and not among those we have."""
    return [
        refused(
            place.line,
            place.code,
            _("fait partie d’un territoire inconnu : %(code)s") % {"code": place.parent[1]},
        )
        for place in wanted.values()
        if place.parent is not None
        and place.parent not in wanted
        and not (place.parent in known and known[place.parent].is_current)
    ]


def empty_holders(wanted: Mapping[Key, Place], known: Mapping[Key, Known]) -> list[str]:
    """Current départements or MRC that a full list of municipalities leaves empty: the sign of a cut file."""
    if not any(level == TerritoryLevel.MUNICIPALITY for level, _code in wanted):
        return []
    holders = {place.parent for place in wanted.values() if place.level == TerritoryLevel.MUNICIPALITY}
    return sorted(
        row.name
        for row in known.values()
        if row.key[0] == TerritoryLevel.COUNTY and row.is_current and row.key not in holders
    )


def planned(
    *,
    root: str,
    wanted: Mapping[Key, Place],
    known: Mapping[Key, Known],
    listed_levels: Collection[str],
    successions: Sequence[Succession],
) -> Plan:
    """Compare what the files say with what we have. Only levels listed in full can lose a place."""
    plan = Plan()
    paths: dict[Key, str] = {}
    for key, place in sorted(wanted.items(), key=lambda item: DEPTH[item[0][0]]):
        holder = root if place.parent is None else (paths.get(place.parent) or known[place.parent].path)
        paths[key] = f"{holder}/{place.code}"
        _decide(plan, place, paths[key], known.get(key))
    successors = {succession.code: succession for succession in successions}
    for row in known.values():
        level, code = row.key
        if not row.is_current or row.key in wanted or level not in listed_levels:
            continue
        if level == TerritoryLevel.MUNICIPALITY and code in successors:
            plan.merged.append((row, successors[code]))
        else:
            plan.withdrawn.append(row)
    plan.remembered = [told for told in successors.values() if _is_news(told, wanted, known)]
    return plan


def _is_news(told: Succession, wanted: Mapping[Key, Place], known: Mapping[Key, Known]) -> bool:
    """Whether an old code is new to us, and its successor a place of today."""
    old, new = (
        (TerritoryLevel.MUNICIPALITY.value, told.code),
        (TerritoryLevel.MUNICIPALITY.value, told.successor),
    )
    return (
        old not in known and old not in wanted and (new in wanted or (new in known and known[new].is_current))
    )


def _decide(plan: Plan, place: Place, path: str, before: Known | None) -> None:
    """File the place under what changes about it. A file that is silent on population keeps ours."""
    population = place.population
    if population is None and before is not None:
        population = before.population
    decision = Decision(place=place, path=path, population=population, before=before)
    if before is None:
        plan.created.append(decision)
        return
    is_renamed, is_moved = before.name != place.name, _holder(before.path) != _holder(path)
    if is_renamed:
        plan.renamed.append(decision)
    if is_moved:
        plan.moved.append(decision)
    if not before.is_current:
        plan.restored.append(decision)
    is_restated = (before.path, before.designation, before.population) != (
        path,
        place.designation,
        population,
    )
    if is_renamed or is_restated or not before.is_current:
        plan.updated.append(decision)
    else:
        plan.unchanged += 1


def _holder(path: str) -> str:
    """The code of what holds the place: a département that changes region does not move its communes."""
    return path.split("/")[-2]


def is_too_much(gone: int, known: int) -> bool:
    """Whether so many codes at once look like a cut file rather than a year of mergers."""
    return gone > max(FEWEST_THAT_MAY_GO, known * SHARE_THAT_MAY_GO)
