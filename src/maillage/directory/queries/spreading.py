"""Activities told in several classifications, counted in one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from maillage.directory.models import IndustryClass
from maillage.directory.queries.sectors import reached_from
from maillage.directory.rules.routes import route

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Weights = dict[int, float]  # heading → its part of one activity

DIVISION = 2


def spread_over(classes: Iterable[int], scheme: str) -> dict[int, Weights]:
    """For each of these classes, the divisions of `scheme` where its activities go, and what part of one goes to each.

    A heading that corresponds to several is shared out equally among them, at each step of the way; a whole sector,
    among its divisions. Parts sum to one; a class that corresponds to nothing is left out.
    """
    spread: dict[int, Weights] = {}
    known = IndustryClass.objects.filter(pk__in=set(classes)).order_by("pk").values_list("pk", "scheme")
    by_scheme: dict[str, list[int]] = defaultdict(list)
    for pk, its_scheme in known:
        by_scheme[its_scheme].append(pk)
    for its_scheme, pks in by_scheme.items():
        parts: dict[int, Weights] = {pk: {pk: 1.0} for pk in pks}
        for step in route(its_scheme, scheme):
            parts = _composed(parts, _targets_of(_reached(parts), step))
        spread |= _composed(parts, _divisions_of(_reached(parts)))
    return spread


def _reached(parts: Mapping[int, Weights]) -> set[int]:
    return {heading for weights in parts.values() for heading in weights}


def _composed(parts: Mapping[int, Weights], targets: Mapping[int, set[int]]) -> dict[int, Weights]:
    """Each part shared out equally among the targets of its heading; what has none is lost, and the rest makes one."""
    composed: dict[int, Weights] = {}
    for pk, weights in parts.items():
        shared: Weights = defaultdict(float)
        for heading, weight in weights.items():
            for target in targets.get(heading, ()):
                shared[target] += weight / len(targets[heading])
        total = sum(shared.values())
        if total:
            composed[pk] = {target: weight / total for target, weight in sorted(shared.items())}
    return composed


def _targets_of(headings: set[int], scheme: str) -> dict[int, set[int]]:
    targets: dict[int, set[int]] = defaultdict(set)
    for heading, target, _is_partial in reached_from(dict.fromkeys(headings, False), scheme):
        targets[heading].add(target)
    return targets


def _divisions_of(headings: set[int]) -> dict[int, set[int]]:
    """The division that holds each heading, itself when it is one; for a whole sector, all of its divisions."""
    divisions: dict[int, set[int]] = defaultdict(set)
    climbing = {heading: {heading} for heading in headings}  # on the way up → where it started
    while climbing:
        rows = (
            IndustryClass.objects.filter(pk__in=climbing)
            .order_by("pk")
            .values_list("pk", "level", "parent_id")
        )
        above: dict[int, set[int]] = defaultdict(set)
        sectors = []
        for pk, level, parent in rows:
            if level < DIVISION:
                sectors.append(pk)
            elif level == DIVISION:
                for origin in climbing[pk]:
                    divisions[origin].add(pk)
            else:
                above[parent] |= climbing[pk]
        children = (
            IndustryClass.objects.filter(parent__in=sectors).order_by("pk").values_list("pk", "parent_id")
        )
        for pk, parent in children if sectors else ():
            for origin in climbing[parent]:
                divisions[origin].add(pk)
        climbing = above
    return divisions
