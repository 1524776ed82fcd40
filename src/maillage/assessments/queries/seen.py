"""Reading what somebody met and answered while learning, and what it adds to a result."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from maillage.assessments.enums import Subject
from maillage.assessments.models import Answer, Item, SeenItem, Sitting
from maillage.assessments.queries.sittings import estimate_of, live
from maillage.assessments.rules.learned import WEIGHT, closed_for_having_been_shown
from maillage.people.enums import ConsentPurpose
from maillage.people.models import Consent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from maillage.assessments.models import Estimate, Scale
    from maillage.assessments.queries.results import Measured


@dataclass(frozen=True, kw_only=True)
class Refined:
    """A result with what was answered since while learning. answers: how many that count, by dimension; never saved."""

    estimates: Mapping[str, Estimate]
    answers: Mapping[str, int]


def consent_to_learn_from(person_id: int | None) -> Consent | None:
    """Under which her first answers count today."""
    return Consent.objects.standing().filter(user=person_id, purpose=ConsentPurpose.PRACTICE).first()


def has_a_profile(person_id: int | None) -> bool:
    """Whether a sitting of hers, as a person, was finished: without one there is nothing to refine."""
    return Sitting.objects.filter(
        person=person_id, instrument__subject=Subject.PERSON, finished_at__isnull=False
    ).exists()


def was_asked(person_id: int | None, item: Item) -> bool:
    """Whether a sitting of hers had an answer to this question."""
    return Answer.objects.filter(sitting__person=person_id, item=item).exists()


def learned_from(person_id: int | None) -> QuerySet[SeenItem]:
    """Her first answers that count, the latest first: her consent stands, and no sitting asked the same. With their item."""
    asked = Answer.objects.filter(sitting__person=person_id, item=OuterRef("item"))
    return (
        SeenItem.objects.filter(
            ~Exists(asked), person=person_id, consent__withdrawn_at=None, answered_at__isnull=False
        )
        .select_related("item")
        .order_by("-answered_at", "-pk")
    )


def shown_to(person_id: int, scale: Scale) -> list[int]:
    """Items that a module showed her, and those of the same family: a sitting begun now asks none of them.

    Of a competence that would keep too few questions, the ones shown longest ago are asked again.
    """
    seen = SeenItem.objects.filter(person=person_id, item__instrument=scale.instrument_id)
    shown = dict(seen.order_by("pk").values_list("item", "shown_at"))
    if not shown:
        return []
    items = list(Item.objects.filter(parameters__scale=scale, retired_at=None).order_by("pk"))
    families = {item.family: shown[item.pk] for item in items if item.family and item.pk in shown}
    when = {item.pk: shown.get(item.pk) or families.get(item.family) for item in items}
    return closed_for_having_been_shown([(item.pk, item.dimension, when[item.pk]) for item in items])


def refined(sitting: Sitting) -> Refined | None:
    """What a finished sitting says once her answers since are counted, each for WEIGHT; None when there is none.

    The order of the answers leaves no trace. What the sitting itself concluded stays as it was written.
    """
    rows = learned_from(sitting.person_id).filter(
        item__instrument=sitting.instrument_id, answered_at__gt=sitting.finished_at, category__isnull=False
    )
    standing = live(sitting) if (given := list(rows)) else None
    kept = [row for row in given if standing and row.item_id in standing.bank.places]
    if standing is None or not kept:
        return None
    for row in kept:
        standing.learn_beside(row.item_id, row.category, weight=WEIGHT)
    answers = Counter(row.item.dimension for row in kept)
    asked = dict(sitting.estimates.order_by("position").values_list("dimension", "asked"))
    return Refined(
        answers=answers,
        estimates={
            one.dimension: estimate_of(
                sitting, one, position=position, asked=asked.get(one.dimension, 0) + answers[one.dimension]
            )
            for position, one in enumerate(standing.known(sitting.instrument.content["cuts"]), start=1)
        },
    )


def refined_until_now(sitting: Sitting, measured: Sequence[Measured]) -> tuple[list[Measured], int]:
    """The rows of her last result with what she answered since, and how many answers that is; an older one as it was."""
    last = Sitting.objects.filter(
        person=sitting.person_id, instrument=sitting.instrument_id, finished_at__isnull=False
    )
    known = refined(sitting) if last.latest("finished_at", "pk").pk == sitting.pk else None
    if known is None:
        return list(measured), 0
    rows = [replace(row, estimate=known.estimates[row.competence.code]) for row in measured]
    return rows, sum(known.answers.values())
