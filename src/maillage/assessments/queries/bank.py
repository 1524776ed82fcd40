"""The questions of an instrument, and what has become of them. Answers of fictitious people and firms are never counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from maillage.assessments.enums import CalibrationState, ItemFlag, ItemState, Unsaid
from maillage.assessments.models import Answer, Calibration, Instrument, Item, ItemParameters, Scale, Sitting
from maillage.assessments.queries.sittings import OF_REAL_PEOPLE, scale_in_use
from maillage.assessments.rules.sittings import ENOUGH_SITTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

FAR = 3.0  # standard errors: where a question that answers placed has moved


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Answers to one question: how many of each category, None for those that say nothing of the level."""

    categories: Counter[int | None]
    dont_know: int

    @property
    def seen(self) -> int:
        return self.categories.total()

    @property
    def dont_know_share(self) -> float | None:
        return self.dont_know / self.seen if self.seen else None

    def shares(self, several: int) -> list[float]:
        """Of each of these categories, among the answers that say something; empty without any."""
        told = self.seen - self.categories[None]
        return [self.categories[one] / told for one in range(several)] if told else []


NOTHING = Tally(categories=Counter(), dont_know=0)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of the bank. parameters: on the scale in use. exposure: the share of finished sittings that saw it.

    drift: how far the last calibration has it from the scale in use, in standard errors; None when it says nothing of it.
    """

    item: Item
    parameters: ItemParameters | None
    tally: Tally
    exposure: float | None
    drift: float | None
    flags: list[ItemFlag]

    @property
    def state(self) -> ItemState:
        if self.item.retired_at is not None:
            return ItemState.RETIRED
        return ItemState.CALIBRATED if self.parameters and self.parameters.answers else ItemState.RUNNING_IN

    @property
    def shares(self) -> list[float]:
        """Wrong and right, or each grade from the lowest."""
        return self.tally.shares(len(self.parameters.thresholds) + 1 if self.parameters else 0)


class Neighbours(NamedTuple):
    """The questions beside one in its area, its rank there from 1, and how many they are."""

    before: str | None
    after: str | None
    rank: int
    number: int


def instruments_with_counts() -> list[tuple[Instrument, int]]:
    """Each, and how many of its questions are not retired."""
    asked = Count("items", filter=Q(items__retired_at=None))
    return [(one, one.asked) for one in Instrument.objects.annotate(asked=asked).order_by("code")]


def finished_sittings(instrument: Instrument) -> QuerySet[Sitting]:
    """Of real people and firms, in no order. One that a longer one took over is left to it: its answers are there."""
    longer = Sitting.objects.filter(
        Q(continues=OuterRef("pk")) | Q(continues=OuterRef("continues")),
        pk__gt=OuterRef("pk"),
        finished_at__isnull=False,
    )
    return Sitting.objects.filter(
        OF_REAL_PEOPLE, ~Exists(longer), instrument=instrument, finished_at__isnull=False
    ).order_by()


def being_run_in(scale: Scale) -> float:
    """The share, from 0 to 1, of the questions still asked whose place on this scale is their author's judgement alone."""
    counted = scale.parameters.filter(item__retired_at=None).aggregate(
        all=Count("pk"), judged=Count("pk", filter=Q(answers=0))
    )
    return float(counted["judged"] / counted["all"]) if counted["all"] else 0.0


def questions_of(instrument: Instrument) -> list[Question]:
    """All of them, retired ones too, in the order of the dimensions, then of their codes."""
    scale = scale_in_use(instrument)
    places = {name: rank for rank, name in enumerate(scale.dimensions if scale else ())}
    items = sorted(
        instrument.items.order_by("code"), key=lambda item: places.get(item.dimension, len(places))
    )
    return _questions(instrument, scale, items)


def question_of(item: Item) -> Question:
    return _questions(item.instrument, scale_in_use(item.instrument), [item])[0]


def months_of(item: Item) -> list[tuple[datetime, Tally]]:
    """Its answers, month by month, the newest first."""
    answers = Answer.objects.filter(item=item, sitting__in=finished_sittings(item.instrument))
    return sorted(_tallies(answers.annotate(month=TruncMonth("answered_at")), "month").items(), reverse=True)


def neighbours_of(item: Item) -> Neighbours:
    """In the order of the competences of an area, or in the dimension of a firm; retired ones are passed over."""
    inside = (
        Q(dimension__startswith=f"{item.dimension.partition('.')[0]}.")
        if item.instrument.is_of_people
        else Q(dimension=item.dimension)
    )
    asked = item.instrument.items.filter(inside, Q(retired_at=None) | Q(pk=item.pk))
    codes = list(asked.order_by("dimension", "code").values_list("code", flat=True))
    place = codes.index(item.code)
    return Neighbours(
        before=codes[place - 1] if place else None,
        after=codes[place + 1] if place + 1 < len(codes) else None,
        rank=place + 1,
        number=len(codes),
    )


def _questions(instrument: Instrument, scale: Scale | None, items: list[Item]) -> list[Question]:
    parameters = {row.item_id: row for row in scale.parameters.filter(item__in=items)} if scale else {}
    sittings = finished_sittings(instrument)
    tallies = _tallies(Answer.objects.filter(item__in=items, sitting__in=sittings), "item_id")
    number, report = sittings.count(), last_report(instrument)
    placed = {row["item"]: row for row in report.get("items", ())}
    flagged = _flagged(report)
    questions = []
    for item in items:
        own, tally = parameters.get(item.pk), tallies.get(item.pk, NOTHING)
        exposure = tally.seen / number if number else None
        drift = _drift(own, placed[item.pk]) if own and item.pk in placed else None
        flags = [flag for flag, those in flagged.items() if item.pk in those]
        if own and own.answers and abs(drift or 0.0) >= FAR:
            flags.append(ItemFlag.DRIFTING)
        if scale and scale.limit and number >= ENOUGH_SITTINGS and (exposure or 0.0) > scale.limit:
            flags.append(ItemFlag.WORN)
        questions.append(
            Question(item=item, parameters=own, tally=tally, exposure=exposure, drift=drift, flags=flags)
        )
    return questions


def last_report(instrument: Instrument) -> dict[str, Any]:
    """Of the newest calibration that gave one, whatever was decided of it; empty when none did."""
    rows = Calibration.objects.filter(instrument=instrument).exclude(report=None)
    newest = rows.exclude(state=CalibrationState.FAILED).order_by("-asked_at", "-pk").first()
    return dict(newest.report or {}) if newest else {}


def _flagged(report: Mapping[str, Any]) -> dict[ItemFlag, set[int]]:
    return {
        ItemFlag.ILL: set(report.get("ill", ())),
        ItemFlag.TOGETHER: {item for pair in report.get("together", ()) for item in pair},
        ItemFlag.FAVOURING: {item for those in report.get("favouring", {}).values() for item in those},
    }


def _drift(own: ItemParameters, placed: Mapping[str, Any]) -> float:
    return (fmean(placed["thresholds"]) - fmean(own.thresholds)) / fmean(placed["threshold_errors"])


def _tallies(answers: QuerySet[Answer], by: str) -> dict[Any, Tally]:
    rows = (
        answers.values(by, "category")
        .annotate(times=Count("pk"), unknown=Count("pk", filter=Q(response=Unsaid.DONT_KNOW.value)))
        .order_by(by, "category")
    )
    times: defaultdict[Any, Counter[int | None]] = defaultdict(Counter)
    unknown: Counter[Any] = Counter()
    for row in rows:
        times[row[by]][row["category"]] += row["times"]
        unknown[row[by]] += row["unknown"]
    return {key: Tally(categories=counted, dont_know=unknown[key]) for key, counted in times.items()}
