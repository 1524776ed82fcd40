"""Where somebody stands in what she follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from maillage.assessments.enums import Standing
from maillage.assessments.rules.words import standing
from maillage.learning.enums import StepState
from maillage.learning.models import Enrolment, Module, ModuleVersion, Reading
from maillage.learning.queries.catalogue import LEVELS, newest_versions, version_given
from maillage.learning.queries.known import newest_estimates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maillage.assessments.models import Estimate
    from maillage.learning.models import LearningPath, ModuleLevel, PathStep, PathVersion


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """One step of a path before one person. version: the one she reads, else the one that is given.

    reading: hers of this module or of an alternative, whichever is furthest. reached: why it is mastered.
    """

    step: PathStep
    version: ModuleVersion
    alternatives: Sequence[ModuleVersion]
    state: StepState
    reading: Reading | None = None
    reached: Sequence[tuple[ModuleLevel, Estimate]] = ()


def enrolments_of(person_id: int | None) -> QuerySet[Enrolment]:
    """Those that are open, the latest first."""
    return (
        Enrolment.objects.filter(person=person_id, finished_at=None, left_at=None)
        .select_related("version__path")
        .order_by("-started_at", "-pk")
    )


def path_waiting_for(person_id: int | None, module: Module) -> LearningPath | None:
    """The path that she began last, and did not leave, where this module, or one it replaces, is a step."""
    steps = Q(version__steps__module=module) | Q(version__steps__alternatives=module)
    rows = Enrolment.objects.filter(steps, person=person_id, left_at=None).select_related("path")
    enrolment = rows.order_by("-started_at", "-pk").first()
    return enrolment.path if enrolment else None


def readings_of(person_id: int | None) -> QuerySet[Reading]:
    """The open ones first, then the last finished; each with its version, without the text."""
    return (
        Reading.objects.filter(person=person_id)
        .select_related("version__module")
        .defer("version__text")
        .order_by("-finished_at", "-started_at", "-pk")
    )


def reading_of(person_id: int | None, module: Module) -> Reading | None:
    """The one that is open, else the one that was finished last."""
    rows = Reading.objects.filter(person=person_id, module=module).select_related("version__module")
    return (
        rows.prefetch_related(Prefetch("version__levels", LEVELS.queryset))
        .order_by("-finished_at", "-pk")  # an open one has no end, and comes first
        .first()
    )


def standpoints(version: PathVersion, person_id: int | None) -> list[Standpoint]:
    """Every step of a path, in order. A constant number of queries; none about the person when nobody is known."""
    steps = list(version.steps.select_related("module").prefetch_related("alternatives").order_by("position"))
    wanted = {step.module_id for step in steps} | {
        row.pk for step in steps for row in step.alternatives.all()
    }
    given = {row.module_id: row for row in newest_versions().filter(module__in=wanted)}
    # The open ones come first: what was finished once takes their place.
    read = readings_of(person_id).filter(module__in=wanted) if person_id is not None else ()
    readings = {row.module_id: row for row in read}
    known = newest_estimates(person_id) if person_id is not None else {}
    found = [_standpoint(step, given, readings, known) for step in steps if step.module_id in given]
    return _with_the_one_to_read_now(found)


def modules_to_carry(version: PathVersion) -> list[list[ModuleVersion]]:
    """What is given to read at each step, its alternatives after it; with their text. No module twice. Five queries."""
    taken: dict[int, None] = {}
    steps = []
    for row in standpoints(version, None):
        given = [one for one in (row.version, *row.alternatives) if one.withdrawn_at is None]
        steps.append([one.pk for one in given if one.pk not in taken])
        taken |= dict.fromkeys(steps[-1])
    whole = ModuleVersion.objects.select_related("module").in_bulk(taken)
    return [[whole[pk] for pk in step] for step in steps if step]


def _standpoint(
    step: PathStep,
    given: Mapping[int, ModuleVersion],
    readings: Mapping[int, Reading],
    known: Mapping[str, Estimate],
) -> Standpoint:
    others = sorted(step.alternatives.all(), key=lambda row: row.pk)
    choices = [step.module, *others]
    hers = [readings[row.pk] for row in choices if row.pk in readings]
    over = [row for row in hers if row.finished_at]
    version = given[step.module_id]
    reached = reached_by(version.levels.all(), known)
    open_to_read = [row for row in choices if row.pk in given and given[row.pk].withdrawn_at is None]
    if over:
        state = StepState.DONE
    elif hers:
        state = StepState.NOW
    elif reached:
        state = StepState.MASTERED
    else:
        state = StepState.NEXT if open_to_read else StepState.GONE
    return Standpoint(
        step=step,
        version=version,
        alternatives=[given[row.pk] for row in others if row in open_to_read],
        state=state,
        reading=next(iter(over or hers), None),
        reached=reached if state == StepState.MASTERED else (),
    )


def reached_by(
    levels: Iterable[ModuleLevel], known: Mapping[str, Estimate]
) -> list[tuple[ModuleLevel, Estimate]]:
    """The levels that a module gives, each with the measure that shows it reached; none unless all are."""
    gained = [row for row in levels if row.is_gained]
    shown = [
        (row, known[row.competence.code])
        for row in gained
        if standing(known.get(row.competence.code), row.level) == Standing.REACHED
    ]
    return shown if len(shown) == len(gained) else []


def _with_the_one_to_read_now(found: list[Standpoint]) -> list[Standpoint]:
    """The first step that is neither settled nor begun is the one to read now, unless another is open."""
    if any(row.state == StepState.NOW for row in found):
        return found
    first = next((row for row in found if row.state == StepState.NEXT), None)
    return [replace(row, state=StepState.NOW) if row is first else row for row in found]


def is_over(found: Iterable[Standpoint]) -> bool:
    """Whether nothing is left to read."""
    return all(row.state.is_settled for row in found)


def blocks_done(reading: Reading) -> set[int]:
    """The places of the blocks that were read to their end."""
    return set(reading.blocks.order_by("position").values_list("position", flat=True))


def newer_than(reading: Reading) -> ModuleVersion | None:
    """The version that is given today, when it is another one than hers and is not withdrawn."""
    given = version_given(reading.version.module)
    is_newer = given is not None and given.pk != reading.version_id and given.withdrawn_at is None
    return given if is_newer else None
