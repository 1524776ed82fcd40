"""Reading the classifications, and what corresponds to what between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from maillage.directory.models import IndustryClass, IndustryLink
from maillage.directory.rules.routes import route, tour

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Reached = tuple[int, int, bool]  # origin, target, is_partial
    Frontier = Mapping[int, bool]  # class → whether only a part of it, or of what led to it, corresponds


@dataclass(frozen=True, kw_only=True)
class Equivalent:
    """A heading of another classification. Partial unless both hold exactly the same activities."""

    industry_class: IndustryClass
    is_partial: bool


def equivalents(industry_class: IndustryClass, scheme: str) -> list[Equivalent]:
    """All the headings of `scheme` that overlap this one, by code. Never one standing silently for several.

    A heading without a link of its own stands for the headings it holds, else for the one that holds it: both
    are partial. A code changed between two editions without an official link has no equivalent.
    """
    frontier: dict[int, bool] = {industry_class.pk: False}
    for step in route(industry_class.scheme, scheme):
        frontier = _crossed(frontier, step)
    classes = IndustryClass.objects.in_bulk(frontier)
    rows = [Equivalent(industry_class=found, is_partial=frontier[pk]) for pk, found in classes.items()]
    return sorted(rows, key=lambda row: (row.industry_class.sort_key, row.industry_class.code))


def _crossed(frontier: Frontier, scheme: str) -> dict[int, bool]:
    """The frontier one classification further."""
    crossed: dict[int, bool] = {}
    for _, target, is_partial in reached_from(frontier, scheme):
        crossed[target] = crossed.get(target, False) or is_partial
    return crossed


def reached_from(frontier: Frontier, scheme: str) -> list[Reached]:
    """Each heading of the frontier, with all those of a neighbouring classification that it reaches."""
    reached = _linked(frontier, scheme)
    alone = set(frontier) - {origin for origin, _, _ in reached}
    if alone:
        below, childless = _reached_below(alone, scheme)
        reached += below + _reached_above(childless, scheme)
    return reached


def _reached_below(classes: set[int], scheme: str) -> tuple[list[Reached], set[int]]:
    """Through what these hold, at the first depth that has links; and those that hold nothing linked."""
    reached: list[Reached] = []
    holder = {pk: pk for pk in classes}  # heading → which of `classes` holds it
    fruitful: set[int] = set()
    while holder:
        children = (
            IndustryClass.objects.filter(parent__in=holder).order_by("pk").values_list("pk", "parent_id")
        )
        holder = {pk: holder[parent] for pk, parent in children}
        found = _linked(dict.fromkeys(holder, True), scheme)
        fruitful |= {holder[origin] for origin, _, _ in found}
        linked = {origin for origin, _, _ in found}
        reached += [(holder[origin], target, is_partial) for origin, target, is_partial in found]
        holder = {pk: top for pk, top in holder.items() if pk not in linked}
    return reached, classes - fruitful


def _reached_above(classes: set[int], scheme: str) -> list[Reached]:
    """Through the closest heading that holds these and has links, short of a whole sector."""
    reached: list[Reached] = []
    held = {pk: {pk} for pk in classes}  # heading → which of `classes` it holds
    while held:
        rows = IndustryClass.objects.filter(pk__in=held, parent__level__gt=1).order_by("pk")
        above: dict[int, set[int]] = {}
        for pk, parent in rows.values_list("pk", "parent_id"):
            above.setdefault(parent, set()).update(held[pk])
        found = _linked(dict.fromkeys(above, True), scheme)
        reached += [
            (origin, target, is_partial) for holder, target, is_partial in found for origin in above[holder]
        ]
        linked = {holder for holder, _, _ in found}
        held = {holder: origins for holder, origins in above.items() if holder not in linked}
    return reached


def _linked(frontier: Frontier, scheme: str) -> list[Reached]:
    """(origin, target, is_partial) for every link of the frontier, in whichever direction it is stored."""
    if not frontier:
        return []
    links = (
        IndustryLink.objects.filter(
            Q(source__in=frontier, target__scheme=scheme) | Q(target__in=frontier, source__scheme=scheme)
        )
        .order_by("pk")
        .values_list("source_id", "target_id", "is_partial")
    )
    both_ways = [(a, b, part) if a in frontier else (b, a, part) for a, b, part in links]
    return [(origin, target, part or frontier[origin]) for origin, target, part in both_ways]


def reach_of(industry_class: IndustryClass) -> Q:
    """A condition on classes: this heading, its equivalents everywhere, and all that these hold."""
    paths = reach_paths(industry_class)
    condition = Q(path__in=paths)
    for path in _widest(paths):
        condition |= Q(path__startswith=f"{path}/")
    return condition


def reach_paths(industry_class: IndustryClass) -> list[str]:
    """The paths of this heading and of its equivalents in every classification, in order."""
    frontiers: dict[str, dict[int, bool]] = {industry_class.scheme: {industry_class.pk: False}}
    for here, there in tour(industry_class.scheme):
        frontiers[there] = _crossed(frontiers[here], there)
    reached = [pk for frontier in frontiers.values() for pk in frontier]
    return list(IndustryClass.objects.filter(pk__in=reached).order_by("path").values_list("path", flat=True))


def _widest(paths: Iterable[str]) -> list[str]:
    """Those that no other one holds."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(f"{kept[-1]}/"):
            kept.append(path)
    return kept


def nearest_class(scheme: str, code: str) -> IndustryClass | None:
    """The heading with this code, else the closest known one above it: 10.51C → 10.51 → 10.5 → 10."""
    shorter = {code[:length].rstrip(".") for length in range(1, len(code) + 1)}
    rows = IndustryClass.objects.filter(scheme=scheme, code__in=shorter).order_by("level", "pk")
    return rows.last()


def classes_to_filter_by(scheme: str) -> QuerySet[IndustryClass]:
    """The widest headings of a classification, by code."""
    return IndustryClass.objects.filter(scheme=scheme, level=1).order_by("sort_key", "pk")


def sectors_to_choose(schemes: Iterable[str]) -> QuerySet[IndustryClass]:
    """The headings an organisation may say it belongs to: sectors and subsectors, by classification and code."""
    return IndustryClass.objects.filter(scheme__in=schemes, level__lte=2).order_by(
        "scheme", "sort_key", "level", "pk"
    )
