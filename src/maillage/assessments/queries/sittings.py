"""Reading sittings: where each stands, and what it may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform

from maillage.assessments.bridge import LiveSitting
from maillage.assessments.models import Answer, Estimate, Instrument, ItemParameters, Scale, Sitting
from maillage.assessments.rules.conditions import holds
from maillage.assessments.rules.sittings import ENOUGH_SITTINGS, too_much_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from maillage.assessments.bridge import Known
    from maillage.common.viewer import Viewer

OF_REAL_PEOPLE = Q(person__is_fictitious=False) & (
    Q(organisation=None) | Q(organisation__is_fictitious=False)
)


def real_sittings(scale: Scale) -> QuerySet[Sitting]:
    """Those of people and firms that exist; in no order."""
    return Sitting.objects.filter(OF_REAL_PEOPLE, scale=scale).order_by()


def instruments_offered() -> QuerySet[Instrument]:
    """Those that have a scale, people's first."""
    return Instrument.objects.filter(scales__isnull=False).distinct().order_by("-subject", "code")


def scale_in_use(instrument: Instrument) -> Scale | None:
    """The newest; None before anything was adopted."""
    return instrument.scales.order_by("-number").first()


def closed_to(scale: Scale, facts: Mapping[str, Any]) -> list[int]:
    """Items that a sitting begun now will not ask: retired, of no concern to this firm, or seen by too many."""
    rows = list(
        ItemParameters.objects.filter(scale=scale)
        .order_by("item_id")
        .values_list("item_id", "item__dimension", "item__retired_at", KeyTransform("asked_if", "item__body"))
    )
    closed = {
        item
        for item, _name, retired_at, asked_if in rows
        if retired_at is not None or not holds(asked_if or [], facts)
    }
    return sorted(closed | _too_much_seen(scale, [name for _item, name, *_rest in rows]))


def _too_much_seen(scale: Scale, dimensions: list[str]) -> set[int]:
    if scale.limit is None:
        return set()
    real = real_sittings(scale)
    sittings = real.values("scale").annotate(number=Count("pk")).values("number")
    seen = list(
        Answer.objects.filter(sitting__in=real.values("pk"))
        .values("item_id", "item__dimension")
        .annotate(times=Count("pk"), sittings=Subquery(sittings))
        .order_by("item_id")
        .values_list("item_id", "item__dimension", "times", "sittings")
    )
    if not seen or seen[0][3] < ENOUGH_SITTINGS:
        return set()
    questions = {name: dimensions.count(name) for name in set(dimensions)}
    return too_much_seen(
        [(item, name, times) for item, name, times, _all in seen],
        most=scale.limit * seen[0][3],
        questions=questions,
    )


def estimate_of(sitting: Sitting, known: Known, *, position: int, asked: int) -> Estimate:
    """What is known of one dimension, as a row that is not saved."""
    score = (None, None, None) if sitting.instrument.is_of_people else known.score
    return Estimate(
        sitting=sitting,
        dimension=known.dimension,
        position=position,
        mean=known.mean,
        error=known.error,
        low=known.low,
        middle=known.middle,
        high=known.high,
        levels=known.levels,
        asked=asked,
        score=score[1],
        score_low=score[0],
        score_high=score[2],
    )


def live(sitting: Sitting) -> LiveSitting:
    """A sitting as its stored answers leave it."""
    return live_after(sitting, answers_of(sitting))


def live_after(sitting: Sitting, answers: Iterable[Answer]) -> LiveSitting:
    """The same, when its answers are read already."""
    return LiveSitting(sitting, [(one.item_id, one.category) for one in answers])


def answers_of(sitting: Sitting) -> QuerySet[Answer]:
    """In the order they were given."""
    return Answer.objects.filter(sitting=sitting).order_by("position")


def answers_read_again(sitting: Sitting) -> QuerySet[Answer]:
    """The same, with their questions."""
    return answers_of(sitting).select_related("item")


def sittings_of(viewer: Viewer) -> QuerySet[Sitting]:
    """Hers, newest first, each with its instrument, its firm, its role and `given`, the number of answers."""
    given = Answer.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting").annotate(n=Count("pk"))
    return (
        Sitting.objects.filter(person=viewer.user_id)
        .select_related("instrument", "organisation", "role")
        .annotate(given=Subquery(given.values("n")))
        .order_by("-started_at", "-pk")
    )


def open_sittings(viewer: Viewer, instrument: Instrument) -> QuerySet[Sitting]:
    """Those of hers that wait for an answer to this instrument."""
    return sittings_of(viewer).filter(instrument=instrument, finished_at=None)
