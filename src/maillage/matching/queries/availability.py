"""Which offers can take a request, on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.timezone import make_aware

from maillage.common.lookups import among
from maillage.matching.enums import IntroductionState
from maillage.matching.models import Absence, Capacity, Offer
from maillage.matching.rules.availability import Availability, availability_on, first_of_next_month

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from maillage.matching.rules.availability import Days


def availability_of(offer_ids: Iterable[int], day: date) -> dict[int, Availability]:
    """By offer, whether it takes requests that day. Two queries, however many offers.

    What counts in a month: the introductions asked in that month, but those declined or left without an answer.
    """
    asked = set(offer_ids)
    if not asked:
        return {}
    offers = list(
        Offer.objects.filter(among("pk", asked))
        .annotate(load=Count("introductions", filter=_counting_in_month_of(day)))
        .order_by("pk")
        .values_list("pk", "organisation", "capacity__per_month", "load")
    )
    by_offer, by_organisation = _absences(asked, {organisation for _, organisation, _, _ in offers}, day)
    return {
        offer: availability_on(
            day,
            per_month=per_month,
            load=load,
            absences=by_offer.get(offer, []) + by_organisation.get(organisation, []),
        )
        for offer, organisation, per_month, load in offers
    }


def _counting_in_month_of(day: date) -> Q:
    first, next_first = day.replace(day=1), first_of_next_month(day)
    given_back = Q(introductions__state__in=(IntroductionState.DECLINED, IntroductionState.EXPIRED))
    return ~given_back & Q(
        introductions__asked_at__gte=make_aware(datetime.combine(first, time.min)),
        introductions__asked_at__lt=make_aware(datetime.combine(next_first, time.min)),
    )


def _absences(
    offers: set[int], organisations: set[int], day: date
) -> tuple[dict[int, list[Days]], dict[int, list[Days]]]:
    by_offer: dict[int, list[Days]] = defaultdict(list)
    by_organisation: dict[int, list[Days]] = defaultdict(list)
    rows = (
        Absence.objects.still_to_come(day)
        .filter(among("offer", offers) | among("organisation", organisations))
        .order_by("starts_on", "pk")
        .values_list("offer", "organisation", "starts_on", "ends_on")
    )
    for offer, organisation, first, last in rows:
        held = by_organisation[organisation] if offer is None else by_offer[offer]
        held.append((first, last))
    return by_offer, by_organisation


def capacity_of(offer: Offer) -> int | None:
    """Requests a month; None when nobody said."""
    return Capacity.objects.filter(offer=offer).order_by("pk").values_list("per_month", flat=True).first()


def absences_to_come(offer: Offer, day: date) -> QuerySet[Absence]:
    """Of the offer and of its whole organisation, the first to come first."""
    return (
        Absence.objects.still_to_come(day)
        .filter(Q(offer=offer) | Q(organisation=offer.organisation_id))
        .order_by("starts_on", "pk")
    )
