"""Two versions side by side, competence by competence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from maillage.skills.enums import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maillage.skills.models import Competence, FrameworkVersion, RoleProfile


@dataclass(frozen=True, kw_only=True)
class Rewording:
    """What was said, and what is said now. `level` when it is said of a level, else 0."""

    level: int
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class CompetenceChange:
    kind: ChangeKind
    competence: Competence  # as the newer version tells it; as the older one did when it was removed
    rewordings: tuple[Rewording, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoleChange:
    """The level that a role asked for, and asks for now; None where it asks for nothing."""

    role: RoleProfile
    competence: Competence
    before: int | None
    after: int | None


def competence_changes(old: FrameworkVersion, new: FrameworkVersion) -> list[CompetenceChange]:
    """Competences that are not the same in both, in the order of the newer version, then what it removed.

    A competence keeps its identifier from one version to the next; both are read in the language of the page.
    """
    before, after = _competences(old), _competences(new)
    changes = []
    for identifier, competence in after.items():
        if identifier not in before:
            changes.append(CompetenceChange(kind=ChangeKind.ADDED, competence=competence))
        elif rewordings := tuple(_rewordings(before[identifier], competence)):
            changes.append(
                CompetenceChange(kind=ChangeKind.CHANGED, competence=competence, rewordings=rewordings)
            )
    removed = [row for identifier, row in before.items() if identifier not in after]
    return [*changes, *(CompetenceChange(kind=ChangeKind.REMOVED, competence=row) for row in removed)]


def role_changes(old: Iterable[RoleProfile], new: Iterable[RoleProfile]) -> list[RoleChange]:
    """Levels that a role asks for in one version and not in the other, by role then by competence."""
    before, after = _asked(old), _asked(new)
    return [
        RoleChange(
            role=told[0],
            competence=told[1],
            before=before[key][2] if key in before else None,
            after=after[key][2] if key in after else None,
        )
        for key, told in {**before, **after}.items()
        if before.get(key, (None,))[-1] != after.get(key, (None,))[-1]
    ]


def _competences(version: FrameworkVersion) -> Mapping[object, Competence]:
    rows = chain.from_iterable(area.competences.all() for area in version.areas.all())
    return {row.identifier: row for row in rows}


def _rewordings(old: Competence, new: Competence) -> Iterable[Rewording]:
    pairs = [
        (0, old.title, new.title),
        (0, old.definition, new.definition),
        (0, old.with_ai, new.with_ai),
    ]
    then, now = ({row.level: row.text for row in told.descriptors.all()} for told in (old, new))
    pairs += [(level, then.get(level, ""), now.get(level, "")) for level in sorted({*then, *now})]
    return (
        Rewording(level=level, before=before, after=after)
        for level, before, after in pairs
        if before != after
    )


def _asked(roles: Iterable[RoleProfile]) -> dict[tuple[object, object], tuple[RoleProfile, Competence, int]]:
    return {
        (role.identifier, row.competence.identifier): (role, row.competence, row.level)
        for role in roles
        for row in role.requirements.all()
    }
