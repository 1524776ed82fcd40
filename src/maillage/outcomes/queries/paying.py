"""Whose money stands behind an outcome: what its activity took, else what its initiative or its strand was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Sum

from maillage.activities.models import Placement
from maillage.agreements.models import ExchangeRate
from maillage.agreements.rules.money import converted, rate_serving
from maillage.initiatives.models import Allocation, Contribution
from maillage.outcomes.models import Outcome

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet


WAY = ("activity_id", "initiative_id", "agreement_id", "strand_id")  # what an outcome came through


def unshared() -> QuerySet[Outcome]:
    """Those that stand and that nobody was ever credited with."""
    return (
        Outcome.objects.filter(statements__ended_at__isnull=True, statements__isnull=False)
        .exclude(shares__isnull=False)
        .order_by("pk")
    )


def ways_unshared() -> list[dict[str, int | None]]:
    """Each way by which unshared outcomes came, where somebody gave or placed money."""
    given = Allocation.objects.current()
    paid = (
        Exists(Placement.objects.current().filter(activity=OuterRef("activity")))
        | Exists(given.filter(initiative=OuterRef("initiative")))
        | Exists(given.filter(agreement=OuterRef("agreement"), strand=OuterRef("strand")))
    )
    return list(unshared().filter(paid).order_by(*WAY).values(*WAY).distinct())


def contributions_paying(outcome: Outcome) -> dict[int, Decimal]:
    """What each contribution paid, by its key, all in one currency; empty when nobody did, or when no rate joins two currencies."""
    if outcome.activity_id is not None:
        paid = _sums(
            Placement.objects.current().filter(activity=outcome.activity_id), "allocation__contribution"
        )
        if paid:
            return _in_one_currency(paid, outcome)
    given = Allocation.objects.current()
    if outcome.initiative_id is not None:
        return _in_one_currency(
            _sums(given.filter(initiative=outcome.initiative_id), "contribution"), outcome
        )
    if outcome.strand_id is not None:
        to_the_strand = given.filter(agreement=outcome.agreement_id, strand=outcome.strand_id)
        return _in_one_currency(_sums(to_the_strand, "contribution"), outcome)
    return {}


def contributions_to_credit(outcome: Outcome) -> QuerySet[Contribution]:
    """Those of the networks that hold its initiative, that are bound by its agreement, or whose book it is in."""
    books = Q(network=outcome.network_id)
    if outcome.initiative_id is not None:
        books |= Q(network__holdings__initiative=outcome.initiative_id)
    if outcome.agreement_id is not None:
        books |= Q(network__parties__agreement=outcome.agreement_id)
    return Contribution.objects.filter(books).distinct()


Paid = list[tuple[int, str, "Decimal"]]  # contribution, currency, amount


def _sums(rows: QuerySet[Placement] | QuerySet[Allocation], contribution: str) -> Paid:
    return list(
        rows.values_list(contribution, f"{contribution}__currency")
        .annotate(sum=Sum("amount"))
        .order_by(contribution)
    )


def _in_one_currency(paid: Paid, outcome: Outcome) -> dict[int, Decimal]:
    """In the currency of the first; at the last rate that the agreement of the outcome knows."""
    found: dict[int, Decimal] = {}
    rates: list[ExchangeRate] | None = None
    for pk, currency, amount in paid:
        into = paid[0][1]
        if currency == into:
            found[pk] = amount
            continue
        if rates is None:
            rates = list(ExchangeRate.objects.filter(agreement=outcome.agreement_id).order_by("day", "pk"))
        last = max((rate.day for rate in rates), default=None)
        rate = rate_serving(rates, currency=currency, into=into, day=last) if last else None
        if rate is None:
            return {}
        found[pk] = converted(amount, rate, into=into)
    return found
