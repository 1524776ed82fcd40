"""What holders of offers say of their time, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.common.zones import day_of
from maillage.matching.errors import AbsenceEndsBeforeItStarts, AbsencesOverlap, OfferFull
from maillage.matching.models import Absence, Capacity, Offer
from maillage.matching.queries.availability import availability_of
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.directory.models import Organisation


@transaction.atomic
def state_capacity(*, offer_id: int, per_month: int | None) -> None:
    """Say how many requests an offer can take in a month; None takes back what was said."""
    Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer_id)
    if per_month is None:
        Capacity.objects.filter(offer=offer_id).delete()
    else:
        Capacity.objects.update_or_create(offer_id=offer_id, defaults={"per_month": per_month})


def note_absence(
    *,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    offer: Offer | None = None,
    organisation: Organisation | None = None,
) -> Absence:
    """Say that nobody answers on these days, both included: for one offer, or for all those of an organisation.

    Raises AbsenceEndsBeforeItStarts, AbsencesOverlap.
    """
    if ends_on < starts_on:
        raise AbsenceEndsBeforeItStarts
    try:
        with transaction.atomic():
            return Absence.objects.create(
                offer=offer, organisation=organisation, starts_on=starts_on, ends_on=ends_on, reason=reason
            )
    except IntegrityError as overlap:
        raise AbsencesOverlap from overlap


@transaction.atomic
def cancel_absence(*, absence_id: int) -> None:
    """Take an absence back; its history stays. A second click does nothing."""
    Absence.objects.filter(pk=absence_id).delete()


def refuse_when_full(*, offer: Offer, now: datetime) -> None:
    """Raises OfferFull, with the day on which it takes requests again.

    The caller holds the lock of the offer: of two people who want the last place, the second is refused.
    """
    availability = availability_of([offer.pk], day_of(now))[offer.pk]
    if not availability.takes_requests:
        assert availability.back_on is not None, "an offer that takes nobody says until when"
        raise OfferFull(holder=offer.organisation, day=plain_day(availability.back_on, spoken()))
