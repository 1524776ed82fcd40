"""A person decides what becomes of a calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.assessments.enums import CalibrationState, Origin
from maillage.assessments.errors import AlreadyDecided, ScaleHasChanged
from maillage.assessments.models import Calibration, Instrument, ItemParameters, Scale
from maillage.assessments.queries import scale_in_use

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def adopt_calibration(*, calibration_id: int, by: User, reason: str, now: datetime) -> Scale:
    """Sittings that begin from now on are read on its scale; those begun before keep theirs.

    Raises AlreadyDecided, and ScaleHasChanged when another scale came into use since it was asked.
    """
    calibration = _to_decide(calibration_id)
    former = scale_in_use(calibration.instrument)
    if former is None or former.pk != calibration.scale_id:
        raise ScaleHasChanged
    report = calibration.report or {}
    scale = Scale.objects.create(
        instrument=calibration.instrument,
        number=former.number + 1,
        origin=Origin.ANSWERS,
        dimensions=former.dimensions,
        correlation=report["correlation"] or former.correlation,
        limit=former.limit,
        adopted_at=now,
        adopted_by=by,
        reason=reason,
    )
    placed = {row["item"]: row for row in report["items"]}
    kept = {row.item_id: row for row in former.parameters.all()}
    ItemParameters.objects.bulk_create(
        ItemParameters(
            scale=scale, item_id=item, price=price, ticket=ticket, **_known(kept[item], placed.get(item))
        )
        for item, price, ticket in report["prices"]
    )
    calibration.adopted = scale
    _decide(calibration, CalibrationState.ADOPTED, by=by, reason=reason, now=now)
    return scale


@transaction.atomic
def decline_calibration(*, calibration_id: int, by: User, reason: str, now: datetime) -> Calibration:
    """The scale in use stays. Raises AlreadyDecided."""
    calibration = _to_decide(calibration_id)
    _decide(calibration, CalibrationState.DECLINED, by=by, reason=reason, now=now)
    return calibration


def _to_decide(calibration_id: int) -> Calibration:
    """Its instrument is locked first, as imports do: two scales never come into use at once."""
    Instrument.objects.select_for_update(of=("self",)).get(calibrations=calibration_id)
    calibration = (
        Calibration.objects.select_for_update(of=("self",))
        .select_related("instrument")
        .get(pk=calibration_id)
    )
    if calibration.state != CalibrationState.FINISHED:
        raise AlreadyDecided
    return calibration


def _known(former: ItemParameters, placed: dict[str, object] | None) -> dict[str, object]:
    """What answers say of an item; where too few came, what was known before."""
    told: dict[str, object] = {"guess": former.guess}
    names = ("slope", "thresholds", "slope_error", "threshold_errors", "answers")
    return told | {name: placed[name] if placed else getattr(former, name) for name in names}


def _decide(
    calibration: Calibration, state: CalibrationState, *, by: User, reason: str, now: datetime
) -> None:
    calibration.state, calibration.decided_by, calibration.decided_at = state, by, now
    calibration.reason = reason
    calibration.save(update_fields=["state", "adopted", "decided_by", "decided_at", "reason"])
