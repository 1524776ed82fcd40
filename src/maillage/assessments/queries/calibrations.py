"""What a calibration reads, and the calibrations there were. Answers of fictitious people and firms are never read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.assessments.bridge import Judged
from maillage.assessments.models import Answer, Calibration, Instrument, ItemParameters, Sitting
from maillage.assessments.queries.bank import finished_sittings
from maillage.directory.models import Membership

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Heard:
    """answers: of each person or firm, (item, category); groups: by « language » and « country », the group of each, empty when unknown."""

    answers: list[list[tuple[int, int]]]
    groups: Mapping[str, list[str]]


def first_sittings(instrument: Instrument) -> QuerySet[Sitting]:
    """The first one that each person, or each firm, finished: the next ones remember it."""
    return (
        finished_sittings(instrument)
        .order_by("person_id", "organisation_id", "finished_at", "pk")
        .distinct("person_id", "organisation_id")
    )


def heard(instrument: Instrument) -> Heard:
    """Answers that say something of the level. « Je ne sais pas » is left out, as in sittings."""
    membership = Membership.objects.filter(user=OuterRef("person"), network__territory__isnull=False)
    of_network = membership.order_by("pk").values("network__territory__country")[:1]
    sittings = list(
        Sitting.objects.filter(pk__in=first_sittings(instrument).values("pk"))
        .annotate(country=Coalesce("organisation__territory__country", Subquery(of_network)))
        .order_by("pk")
        .values_list("pk", "person__language", "country")
    )
    given: dict[int, list[tuple[int, int]]] = {pk: [] for pk, _language, _country in sittings}
    answers = Answer.objects.filter(sitting__in=list(given), category__isnull=False).order_by(
        "sitting_id", "position"
    )
    for sitting, item, category in answers.values_list("sitting_id", "item_id", "category"):
        given[sitting].append((item, int(category or 0)))
    return Heard(
        answers=list(given.values()),
        groups={
            "language": [language[:2] for _pk, language, _country in sittings],
            "country": [country or "" for _pk, _language, country in sittings],
        },
    )


def judgement_of(instrument: Instrument) -> dict[int, Judged]:
    """By item, what its author last said of it."""
    rows = ItemParameters.objects.filter(item__instrument=instrument, answers=0)
    last = rows.order_by("item_id", "-scale__number").distinct("item_id")
    return {row.item_id: Judged(row.slope, row.thresholds) for row in last}


def calibrations_of(instrument: Instrument) -> QuerySet[Calibration]:
    """The newest first."""
    return Calibration.objects.filter(instrument=instrument).order_by("-asked_at", "-pk")
