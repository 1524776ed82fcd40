"""What the finished sitting of a firm says: its bands, what its answers reveal, what changed since the last time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from maillage.assessments.enums import Ending, Unsaid
from maillage.assessments.models import Answer, Estimate, Sitting
from maillage.assessments.models.instruments import in_language
from maillage.assessments.queries.sittings import answers_read_again, live_after
from maillage.assessments.rules.bands import shares_of
from maillage.assessments.rules.revealed import Replied, revealed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.assessments.bridge import Overall
    from maillage.assessments.rules.revealed import Proposal

MOST_EARLIER = 3


@dataclass(frozen=True, kw_only=True)
class DimensionFound:
    """What is known of one dimension, and what content tells of it."""

    told: dict[str, Any]
    estimate: Estimate
    earlier: Estimate | None

    @property
    def title(self) -> str:
        return in_language(self.told, "title")

    @property
    def score(self) -> float:
        return float(self.estimate.score or 0.0)

    @property
    def low(self) -> float:
        return float(self.estimate.score_low or 0.0)

    @property
    def high(self) -> float:
        return float(self.estimate.score_high or 0.0)

    @property
    def moved(self) -> int:
        """1 or −1 when it is surely higher or lower than the last time, 0 when nothing can be said."""
        if self.earlier is None:
            return 0
        rose = self.low > float(self.earlier.score_high or 0.0)
        return int(rose) - int(self.high < float(self.earlier.score_low or 0.0))

    def said_of_band(self, name: str) -> str:
        """What its likeliest band means (`means`), or the first step from there (`first`)."""
        return in_language(self.told["bands"][self.estimate.level - 1], name)


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """A finished sitting of a firm. `answers` in their order, with their items; `dimensions` in that of the instrument."""

    sitting: Sitting
    answers: list[Answer]
    dimensions: list[DimensionFound]
    earlier: list[Sitting]

    @cached_property
    def overall(self) -> Overall:
        return overall_of(self.sitting, self.answers)

    @cached_property
    def strongest_first(self) -> list[DimensionFound]:
        return sorted(self.dimensions, key=lambda found: -found.score)

    @cached_property
    def stands_out(self) -> bool:
        """Whether the strongest dimension is surely above the weakest."""
        return len(self.dimensions) > 1 and self.strongest_first[0].low > self.strongest_first[-1].high

    @property
    def labels(self) -> list[str]:
        """Of the bands, from the lowest."""
        return [in_language(band, "label") for band in self.sitting.instrument.content["bands"]]

    @property
    def unsaid(self) -> list[Answer]:
        """« Je ne sais pas », as often as it was said."""
        return [answer for answer in self.answers if answer.response == Unsaid.DONT_KNOW]

    @property
    def proposals(self) -> list[Proposal]:
        return proposals_of(
            self.sitting, self.answers, {one.estimate.dimension: one.score for one in self.dimensions}
        )


def diagnosis_of(sitting: Sitting) -> Diagnosis:
    """All of it, in a constant number of queries."""
    earlier = list(earlier_diagnoses(sitting))
    estimates = _by_dimension(sitting)
    before = _by_dimension(earlier[0]) if earlier else {}
    told = [row for row in sitting.instrument.content["dimensions"] if row["id"] in estimates]
    return Diagnosis(
        sitting=sitting,
        answers=list(answers_read_again(sitting)),
        dimensions=[
            DimensionFound(told=row, estimate=estimates[row["id"]], earlier=before.get(row["id"]))
            for row in told
        ],
        earlier=earlier,
    )


def proposals_revealed(sitting: Sitting) -> list[Proposal]:
    """What the answers of a finished sitting reveal, without the rest of its result."""
    scores = {name: float(row.score or 0.0) for name, row in _by_dimension(sitting).items()}
    return proposals_of(sitting, list(answers_read_again(sitting)), scores)


def proposals_of(sitting: Sitting, answers: list[Answer], scores: dict[str, float]) -> list[Proposal]:
    replies = [
        Replied(question=answer.item.body, response=answer.response, category=answer.category)
        for answer in answers
    ]
    return revealed(replies, sitting.facts, scores)


def with_answers(sittings: list[Sitting]) -> list[tuple[Sitting, list[Answer]]]:
    """Each sitting and its answers in their order, in one query."""
    found: dict[int, list[Answer]] = {sitting.pk: [] for sitting in sittings}
    for answer in Answer.objects.filter(sitting__in=found).order_by("sitting", "position"):
        found[answer.sitting_id].append(answer)
    return [(sitting, found[sitting.pk]) for sitting in sittings]


def overall_of(sitting: Sitting, answers: list[Answer]) -> Overall:
    """The mean of the scores, read again from the answers."""
    return live_after(sitting, answers).overall(shares_of(sitting.instrument.content))


def earlier_diagnoses(sitting: Sitting) -> list[Sitting]:
    """The last ones of the same firm before this one, the newest first. Those that it continues are not among them."""
    rows = Sitting.objects.filter(
        instrument=sitting.instrument_id,
        organisation=sitting.organisation_id,
        organisation__isnull=False,
        finished_at__lt=sitting.started_at,
    ).exclude(pk__in=chain_of(sitting))
    return list(rows.select_related("instrument").order_by("-finished_at", "-pk")[:MOST_EARLIER])


def continuation_of(sitting: Sitting) -> Sitting | None:
    """The longer sitting that took over its answers, open or finished; None when there is none."""
    return chain_of(sitting).filter(pk__gt=sitting.pk).order_by("-pk").first()


def chain_of(sitting: Sitting) -> QuerySet[Sitting]:
    """Itself, the sittings that it continues and those that continue it; in no order."""
    first = sitting.continues_id or sitting.pk
    return Sitting.objects.filter(Q(pk=first) | Q(continues=first)).order_by()


def has_more_to_ask(sitting: Sitting, answered: int) -> bool:
    """Whether a finished sitting was short, or stopped on the way."""
    is_cut = sitting.ending in {Ending.BUDGET, Ending.PRECISE, Ending.STOPPED}
    return is_cut and answered < longest(sitting)


def longest(sitting: Sitting) -> int:
    """How many questions its instrument asks at most."""
    return int(sitting.instrument.content["length"]["most"])


def _by_dimension(sitting: Sitting) -> dict[str, Estimate]:
    return {row.dimension: row for row in sitting.estimates.order_by("position")}
