"""Counting groups, at night: what is told of them changes only when ten people differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.assessments.rules.groups import may_tell
from maillage.common.jobs import later_each
from maillage.learning.models import GroupResult, LearningPath
from maillage.learning.queries.results import pairs_of, paths_to_count
from maillage.learning.rules.results import mean_within, stands_apart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.learning.queries.results import Pair

ABOUT = ("cohort_id", "organisation_id", "territory_id")  # the narrowest first: it is told first
People = dict[int, "Pair"]


def queue_results() -> int:
    """One job for each path that may have something new to tell. Returns how many."""
    return later_each("learning.count_results", "path_id", paths_to_count())


@transaction.atomic
def count_results(*, path_id: int, now: datetime) -> int:
    """Count the groups of a path again, where enough people differ and nobody can be found by subtracting. Returns how many."""
    path = LearningPath.objects.select_for_update(of=("self",)).get(pk=path_id)
    kept = {_key(row): row for row in GroupResult.objects.filter(path=path).order_by("pk")}
    number = 0
    for key, people in _groups(pairs_of(path)).items():
        before = kept.get(key)
        if not may_tell(people, before.members if before else ()):
            continue
        same = [row.members for other, row in kept.items() if other != key and _shares(other, key)]
        if not stands_apart(people, same):
            continue
        kept[key] = _told(path, key, people, now)
        number += 1
    return number


Key = tuple[int, str, str, int]  # network, competence, what it is about, which one


def _key(row: GroupResult) -> Key:
    about = next(name for name in ABOUT if getattr(row, name) is not None)
    return (row.network_id, row.competence, about, getattr(row, about))


def _shares(one: Key, other: Key) -> bool:
    return one[:2] == other[:2]


def _groups(pairs: list[Pair]) -> Mapping[Key, People]:
    """People by group; of two cohorts of the same group, a person counts in the first."""
    groups: dict[Key, People] = defaultdict(dict)
    for about in ABOUT:
        for pair in pairs:
            which = pair.cohort.pk if about == "cohort_id" else getattr(pair.cohort, about)
            if which is not None:
                key = (pair.cohort.activity.network_id, pair.competence, about, which)
                groups[key].setdefault(pair.person, pair)
    return groups


def _told(path: LearningPath, key: Key, people: People, now: datetime) -> GroupResult:
    network, competence, about, which = key
    figures: dict[str, Any] = {}
    for name, values in (
        ("before", [pair.before for pair in people.values()]),
        ("after", [pair.after for pair in people.values()]),
        ("change", [pair.after - pair.before for pair in people.values()]),
    ):
        figures[name], figures[f"{name}_error"] = mean_within(values)
    nothing = dict.fromkeys(ABOUT)
    row, _is_new = GroupResult.objects.update_or_create(
        network_id=network,
        path=path,
        competence=competence,
        **nothing | {about: which},
        defaults={**figures, "members": sorted(people), "counted_at": now},
    )
    return row
