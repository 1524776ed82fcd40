"""Write a plan of places, and the history of what it changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Value
from django.db.models.functions import Concat, Greatest, Substr
from django.utils.translation import gettext as _

from maillage.common.text import sort_key
from maillage.directory.enums import TerritoryChangeKind, TerritoryLevel
from maillage.directory.models import Territory, TerritoryChange
from maillage.directory.rules.plans import DEPTH, Known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.directory.operations.reports import Progress
    from maillage.directory.rules.places import Key, Succession
    from maillage.directory.rules.plans import Decision, Plan

BATCH = 2000
REWRITTEN = ["name", "sort_key", "designation", "parent", "population", "valid_until"]


def known_places(root: str) -> dict[Key, Known]:
    """Every stored place under this root, gone or not."""
    rows = (
        Territory.objects.filter(path__startswith=f"{root}/")
        .order_by("pk")
        .values_list("pk", "level", "code", "path", "name", "designation", "population", "valid_until")
    )
    return {
        (level, code): Known(
            pk=pk, key=(level, code), path=path, name=name, designation=designation, population=population,
            is_current=until is None,
        )
        for pk, level, code, path, name, designation, population, until in rows
    }  # fmt: skip


def carry_out(plan: Plan, *, country: str, on: date, is_first: bool, progress: Progress) -> None:
    """Write the plan. On a first load, nobody knows since when each place exists."""
    _move_branches(plan.updated)
    _tell_changes(plan, on)
    _let_go([row.pk for row in plan.withdrawn], on)
    _write(plan, country=country, valid_from=None if is_first else on, progress=progress)
    _merge(plan.merged, on)
    _remember(plan.remembered, country=country, on=on)


def _move_branches(decisions: Sequence[Decision]) -> None:
    """Give each place its new path, and take along all that lies in it."""
    moving = [decision for decision in decisions if decision.before and decision.before.path != decision.path]
    for decision in sorted(moving, key=lambda decision: DEPTH[decision.place.level]):
        if decision.before is None:
            continue
        place = Territory.objects.get(pk=decision.before.pk)
        if place.path == decision.path:  # already taken along
            continue
        below = Territory.objects.filter(path__startswith=f"{place.path}/")
        below.update(path=Concat(Value(decision.path), Substr("path", len(place.path) + 1)))
        Territory.objects.filter(pk=place.pk).update(path=decision.path)


def _write(plan: Plan, *, country: str, valid_from: date | None, progress: Progress) -> None:
    decisions = [*plan.created, *plan.updated]
    done = 0
    for level in TerritoryLevel.values:
        rows = [decision for decision in decisions if decision.place.level == level]
        ids = _ids_by_path() if rows else {}
        for start in range(0, len(rows), BATCH):
            progress(_("Écriture des territoires"), done, len(decisions))
            batch = [_instance(row, ids, country, valid_from) for row in rows[start : start + BATCH]]
            Territory.objects.bulk_create(
                batch, update_conflicts=True, unique_fields=["path"], update_fields=REWRITTEN
            )
            done += len(batch)
    progress(_("Écriture des territoires"), done, len(decisions))


def _ids_by_path() -> dict[str, int]:
    holders = Territory.objects.exclude(level=TerritoryLevel.MUNICIPALITY).order_by("pk")
    return dict(holders.values_list("path", "pk"))


def _instance(decision: Decision, ids: Mapping[str, int], country: str, valid_from: date | None) -> Territory:
    place = decision.place
    return Territory(
        country=country, level=place.level, code=place.code, path=decision.path, name=place.name,
        sort_key=sort_key(place.name), designation=place.designation, population=decision.population,
        parent_id=ids[decision.path.rpartition("/")[0]], valid_from=valid_from, valid_until=None,
    )  # fmt: skip


def _tell_changes(plan: Plan, on: date) -> None:
    """History of places that stay themselves, and of those that leave the list."""
    told = [
        (decision.before, decision.before.pk, kind)
        for kind, decisions in (
            (TerritoryChangeKind.RENAMED, plan.renamed),
            (TerritoryChangeKind.MOVED, plan.moved),
            (TerritoryChangeKind.RESTORED, plan.restored),
        )
        for decision in decisions
        if decision.before is not None
    ]
    gone = [(row, None, TerritoryChangeKind.WITHDRAWN) for row in plan.withdrawn]
    TerritoryChange.objects.bulk_create(
        [_change(row, new, kind, on) for row, new, kind in (*told, *gone)],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _change(old: Known, new: int | None, kind: TerritoryChangeKind, on: date) -> TerritoryChange:
    return TerritoryChange(old_id=old.pk, new_id=new, kind=kind, on=on, old_name=old.name, old_path=old.path)


def _let_go(places: Sequence[int], on: date) -> None:
    """Their last day is the eve, or their first day when they came that very day."""
    eve = on - timedelta(days=1)
    Territory.objects.filter(pk__in=places).update(valid_until=Greatest(F("valid_from"), Value(eve)))


def _successors(codes: Sequence[str], country: str) -> dict[str, Territory]:
    rows = Territory.objects.filter(
        country=country, level=TerritoryLevel.MUNICIPALITY, code__in=codes
    ).order_by("pk")
    return {row.code: row for row in rows}


def _merge(merged: Sequence[tuple[Known, Succession]], on: date) -> None:
    """Close each old place and point it to its successor. A successor we lack leaves the place withdrawn."""
    for old, told in merged:
        country = old.path[:2]
        successor = _successors([told.successor], country).get(told.successor)
        day = told.on or on
        _let_go([old.pk], day)
        kind = TerritoryChangeKind.MERGED if successor else TerritoryChangeKind.WITHDRAWN
        _change(old, successor.pk if successor else None, kind, day).save()


def _remember(successions: Sequence[Succession], *, country: str, on: date) -> None:
    """Old codes we never had: kept closed beside their successor, so that old files can still be read."""
    successors = _successors([told.successor for told in successions], country)
    for told in successions:
        successor, day = successors[told.successor], told.on or on
        old = Territory.objects.create(
            country=country, level=successor.level, code=told.code, name=told.old_name, parent_id=successor.parent_id,
            designation=successor.designation, path=f"{successor.path.rpartition('/')[0]}/{told.code}",
            valid_until=day - timedelta(days=1),
        )  # fmt: skip
        TerritoryChange.objects.create(
            old=old,
            new=successor,
            kind=TerritoryChangeKind.MERGED,
            on=day,
            old_name=old.name,
            old_path=old.path,
        )
