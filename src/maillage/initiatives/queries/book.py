"""The book of contributions: which ones, what they add up to on a day, what is late."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from maillage.common.zones import day_of
from maillage.directory.models import Organisation
from maillage.initiatives.enums import ContributionKind
from maillage.initiatives.models import (
    Allocation,
    Contribution,
    ContributionDocument,
    Initiative,
    Instalment,
    counting,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.common.viewer import Viewer
    from maillage.directory.models import Network

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Of one currency. `amount` is promised in all; in kind is a part of it."""

    amount: Decimal = NOTHING
    in_kind: Decimal = NOTHING
    received: Decimal = NOTHING
    late: Decimal = NOTHING

    @property
    def headline(self) -> Decimal:
        """What is told first: the money, what is in kind being told beside; all of it when there is no money."""
        return self.amount - self.in_kind or self.amount

    def __add__(self, other: Sums) -> Sums:
        return Sums(**{name: value + getattr(other, name) for name, value in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class Newest:
    """The contribution promised last; in money, if any is."""

    pk: int
    funder: Organisation
    promised_on: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What contributions in one currency add up to; each breakdown has the same total, the largest part first."""

    currency: str
    total: Sums
    contributions: int  # in money, if any is
    newest: Newest
    by_funder: list[tuple[Organisation, Sums]]
    by_purpose: list[tuple[str, Sums]]
    by_kind: list[tuple[str, Sums]]


def contributions_published() -> QuerySet[Contribution]:
    return Contribution.objects.filter(is_published=True)


def contributions_kept_by(network: Network) -> QuerySet[Contribution]:
    """The whole book of a network."""
    return Contribution.objects.filter(network=network)


def contributions_of_hers(viewer: Viewer) -> QuerySet[Contribution]:
    """What her organisations give, in any book."""
    return Contribution.objects.filter(funder__in=viewer.organisation_ids)


def rows_of(contributions: QuerySet[Contribution], moment: datetime) -> QuerySet[Contribution]:
    """Those that promise something at the moment, the latest first. Rows carry `amount`, `received`, `late` as they were at the moment."""
    then = counting(moment, "instalments__")
    waited = Q(instalments__received_on__isnull=True, instalments__due_on__lt=day_of(moment))
    which = {
        "amount": then,
        "received": then & Q(instalments__received_on__isnull=False),
        "late": then & waited,
    }
    sums = {name: Coalesce(Sum("instalments__amount", filter=rule), NOTHING) for name, rule in which.items()}
    rows: QuerySet[Any] = contributions.filter(created_at__lte=moment).annotate(**sums)
    return rows.filter(amount__gt=0).order_by("-promised_on", "-pk")


def ledgers_of(contributions: QuerySet[Contribution], moment: datetime) -> list[Ledger]:
    """One for each currency in which something is promised. Two queries."""
    names = ("pk", "currency", "funder", "purpose", "kind", "promised_on", "amount", "received", "late")
    rows = list(rows_of(contributions, moment).values(*names))
    funders = Organisation.objects.in_bulk({row["funder"] for row in rows})
    return [
        _ledger(currency, [row for row in rows if row["currency"] == currency], funders)
        for currency in sorted({row["currency"] for row in rows})
    ]


def _ledger(currency: str, rows: list[dict[str, Any]], funders: dict[int, Organisation]) -> Ledger:
    told_first = [row for row in rows if row["kind"] == ContributionKind.MONEY] or rows
    newest = told_first[0]
    by_funder = _by("funder", rows)
    return Ledger(
        currency=currency,
        total=sum((sums for _funder, sums in by_funder), Sums()),
        contributions=len(told_first),
        newest=Newest(
            pk=newest["pk"],
            funder=funders[newest["funder"]],
            promised_on=newest["promised_on"],
            amount=newest["amount"],
        ),
        by_funder=[(funders[pk], sums) for pk, sums in by_funder],
        by_purpose=_by("purpose", rows),
        by_kind=_by("kind", rows),
    )


def _by(name: str, rows: list[dict[str, Any]]) -> list[tuple[Any, Sums]]:
    """Sums by what the rows say of `name`, the largest first."""
    found = defaultdict[Any, Sums](Sums)
    for row in rows:
        found[row[name]] += Sums(
            amount=row["amount"],
            in_kind=NOTHING if row["kind"] == ContributionKind.MONEY else row["amount"],
            received=row["received"],
            late=row["late"],
        )
    return sorted(found.items(), key=lambda pair: (-pair[1].amount, str(pair[0])))


def late_in(contributions: QuerySet[Contribution], viewer: Viewer) -> QuerySet[Instalment]:
    """Instalments that should have come, the oldest first. Rows carry their contribution and its funder."""
    return (
        Instalment.objects.current()
        .filter(contribution__in=contributions.values("pk"), received_on__isnull=True, due_on__lt=viewer.day)
        .select_related("contribution__funder")
        .order_by("due_on", "pk")
    )


def instalments_of(contribution: Contribution) -> list[Instalment]:
    """All of them: those that ended too, with who ended them; the ones that count, by the day they are due."""
    rows = contribution.instalments.select_related("recorded_by", "ended_by")
    return list(rows.order_by("due_on", "pk"))


def allocations_of(contribution: Contribution) -> list[Allocation]:
    """All of them, those that ended too; the largest first. Rows carry what they are given to."""
    rows = contribution.allocations.select_related("initiative", "agreement", "strand", "ended_by")
    return list(rows.order_by("-amount", "pk"))


def documents_of(contribution: Contribution, viewer: Viewer) -> QuerySet[ContributionDocument]:
    """Of a contribution that she may read: public ones; all current ones for its funder; archived ones too for its book."""
    documents = contribution.documents.order_by("title", "pk")
    if contribution.network_id in viewer.coordinated_network_ids:
        return documents
    current = documents.filter(archived_at=None)
    return current if contribution.funder_id in viewer.organisation_ids else current.filter(is_public=True)


def initiatives_of_book(contribution: Contribution, viewer: Viewer) -> QuerySet[Initiative]:
    """Those that it may be given to: of its network, not over; the one that it is restricted to, alone."""
    held = Initiative.objects.filter(holders__network=contribution.network_id)
    if contribution.restricted_to_id is not None:
        held = held.filter(pk=contribution.restricted_to_id)
    return held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=viewer.day)).order_by("title", "pk")
