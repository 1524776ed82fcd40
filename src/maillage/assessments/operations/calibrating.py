"""A calibration is asked for, then computed apart. It adopts and retires nothing by itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.assessments.bridge.live import live_bank, parts_of
from maillage.assessments.bridge.recalibration import recalibrated
from maillage.assessments.bridge.rehearsal import priced
from maillage.assessments.enums import CalibrationState
from maillage.assessments.errors import TooFewPeople
from maillage.assessments.models import Calibration, Instrument
from maillage.assessments.queries import scale_in_use
from maillage.assessments.queries.calibrations import first_sittings, heard, judgement_of
from maillage.common.jobs import later

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.assessments.bridge.live import Part
    from maillage.assessments.bridge.recalibration import Recalibration
    from maillage.assessments.models import Scale
    from maillage.people.models import User

FEWEST_PEOPLE = 50
FEWEST_ANSWERS = 200  # to one item: with fewer, its author's judgement stays


@transaction.atomic
def ask_calibration(*, instrument_id: int, by: User, now: datetime) -> Calibration:
    """Have it computed later; the one that waits already is given back, and queued again. Raises TooFewPeople."""
    instrument = Instrument.objects.select_for_update(of=("self",)).get(pk=instrument_id)
    people, scale = first_sittings(instrument).count(), scale_in_use(instrument)
    if people < FEWEST_PEOPLE or scale is None:
        raise TooFewPeople(people=people, needed=FEWEST_PEOPLE)
    calibration, _is_new = Calibration.objects.get_or_create(
        instrument=instrument,
        state=CalibrationState.WAITING,
        defaults={"scale": scale, "asked_by": by, "asked_at": now},
    )
    later(
        "assessments.calibrate",
        once=f"assessments.calibrate:{calibration.pk}",
        calibration_id=calibration.pk,
    )
    return calibration


def run_calibration(*, calibration_id: int, now: datetime) -> None:
    """Compute the report, or say why there is none. Once: whoever comes second changes nothing."""
    calibration = Calibration.objects.select_related("instrument", "scale").get(pk=calibration_id)
    if calibration.state != CalibrationState.WAITING:
        return
    try:
        report, fault = _report(calibration.instrument, calibration.scale), ""
    except ValueError as refused:
        report, fault = None, _("Le calcul n’a pas abouti : %(reason)s.") % {"reason": refused}
    with transaction.atomic():
        calibration = Calibration.objects.select_for_update(of=("self",)).get(pk=calibration_id)
        if calibration.state == CalibrationState.WAITING:
            calibration.state = CalibrationState.FAILED if fault else CalibrationState.FINISHED
            calibration.report, calibration.fault, calibration.finished_at = report, fault, now
            calibration.save(update_fields=["state", "report", "fault", "finished_at"])


def _report(instrument: Instrument, scale: Scale) -> dict[str, Any]:
    said = heard(instrument)
    retired = set(instrument.items.exclude(retired_at=None).values_list("pk", flat=True))
    dimensions = tuple(scale.dimensions)
    parts = [part for part in parts_of(scale, dimensions) if part.key not in retired]
    found = recalibrated(
        live_bank(dimensions, parts, scale.correlation, scale.limit),
        said.answers,
        judged=judgement_of(instrument),
        groups=said.groups,
        enough=FEWEST_ANSWERS,
    )
    return {
        "people": len(said.answers),
        "answers": sum(map(len, said.answers)),
        "items": [asdict(one) for one in found.placed],
        "log_likelihood": found.log_likelihood,
        "settled": found.settled,
        "link": found.link,
        "ill": found.ill,
        "together": found.together,
        "favouring": found.favouring,
        "correlation": found.correlation,
        "prices": _prices(instrument, scale, parts, found),
    }


def _prices(
    instrument: Instrument, scale: Scale, parts: Sequence[Part], found: Recalibration
) -> list[tuple[int, float, float]]:
    """Item, price and ticket on the scale to be adopted; as they were when its exposure has no limit."""
    if scale.limit is None:
        return [(part.key, part.price, part.ticket) for part in parts]
    placed = {one.item: one for one in found.placed}
    moved = [
        part._replace(slope=own.slope, thresholds=own.thresholds) if (own := placed.get(part.key)) else part
        for part in parts
    ]
    bank = live_bank(tuple(scale.dimensions), moved, found.correlation or scale.correlation, scale.limit)
    length = instrument.content["length"]
    pairs = priced(bank, most=length["most"], error=length["error"], seed=scale.number)
    return [(part.key, *pair) for part, pair in zip(parts, pairs, strict=True)]
