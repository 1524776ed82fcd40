"""What came of it, added up. An outcome is one row here, whoever shares it: no total counts it twice.

Two readings, never mixed. *Contribution*: a funder took part in these outcomes; each is whole in its total, so totals of
two funders overlap and are not added. *Attribution*: the part credited to each; parts add up to the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Sum

from maillage.initiatives.models import Contribution, counting
from maillage.outcomes.enums import Certainty
from maillage.outcomes.models import Share, Statement, may_be_seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which outcomes: all that is given holds at once; nothing given is everything.

    networks: any of these. since, until: days on which they happened, both inclusive. as_of: the moment at which the figures are read.
    credited_id: a funder who is credited with a part of them; is_uncredited: those of which nobody is credited with any.
    """

    network_id: int | None = None
    networks: frozenset[int] | None = None
    initiative_id: int | None = None
    agreement_id: int | None = None
    strand_id: int | None = None
    activity_id: int | None = None
    organisation_id: int | None = None
    funder_id: int | None = None
    contribution_id: int | None = None
    credited_id: int | None = None
    is_uncredited: bool = False
    territory_path: str = ""
    since: date | None = None
    until: date | None = None
    as_of: datetime | None = None


class Heap(NamedTuple):
    """Outcomes of one kind, in one currency, as sure as one another. by: what else they have in common, when it was asked."""

    kind: str
    currency: str
    certainty: str
    by: Any
    outcomes: int
    value: Decimal
    full_time_equivalents: Decimal
    fictitious: int


@dataclass(frozen=True, kw_only=True)
class Total:
    """Outcomes of one kind, in one currency. value: of them all; claimed, documented, verified: how sure it is.

    unproven: how many of them are only claimed; fictitious: how many are invented.
    """

    kind: str
    currency: str
    outcomes: int
    value: Decimal
    full_time_equivalents: Decimal
    claimed: Decimal
    documented: Decimal
    verified: Decimal
    unproven: int
    fictitious: int


class Credit(NamedTuple):
    """What one funder is credited with; without a funder, what nobody is credited with.

    is_hidden: what contributions that the viewer may not see, and funders who are not named, are credited with, together.
    """

    funder_id: int | None
    is_hidden: bool
    kind: str
    currency: str
    outcomes: int
    value: Decimal


OF_THE_OUTCOME = (
    "network_id",
    "initiative_id",
    "agreement_id",
    "strand_id",
    "activity_id",
    "organisation_id",
)


def statements_in(scope: Scope, viewer: Viewer | None = None) -> QuerySet[Statement]:
    """What is said of each outcome, one row an outcome. With a viewer, of those that she may see."""
    rows: QuerySet[Statement] = Statement.objects.filter(counting(scope.as_of))
    for name in OF_THE_OUTCOME:
        if (value := getattr(scope, name)) is not None:
            rows = rows.filter((name, value))
    if scope.networks is not None:
        rows = rows.filter(network__in=scope.networks)
    if scope.territory_path:
        rows = rows.filter(
            Q(territory__path=scope.territory_path)
            | Q(territory__path__startswith=f"{scope.territory_path}/")
        )
    if scope.since is not None:
        rows = rows.filter(happened_on__gte=scope.since)
    if scope.until is not None:
        rows = rows.filter(happened_on__lte=scope.until)
    rows = _credited_to(rows, scope, viewer)
    if viewer is not None:
        rows = rows.filter(may_be_seen(viewer, "outcome"))
    return rows


def _credited_to(rows: QuerySet[Statement], scope: Scope, viewer: Viewer | None) -> QuerySet[Statement]:
    """Those whose shares are what the scope asks, if it asks anything of them."""
    if scope.funder_id is not None or scope.contribution_id is not None:
        rows = rows.filter(_has(_shares_of(scope, viewer)))
    if scope.credited_id is not None:
        to_her = replace(scope, funder_id=scope.credited_id, contribution_id=None)
        rows = rows.filter(_has(_shares_of(to_her, viewer)))
    if scope.is_uncredited:  # whoever reads: a part that she may not see credits somebody
        rows = rows.exclude(_has(Share.objects.as_of(scope.as_of)))
    return rows


def _has(shares: QuerySet[Share]) -> Exists:
    return Exists(shares.filter(outcome=OuterRef("outcome")))


def _shares_of(scope: Scope, viewer: Viewer | None) -> QuerySet[Share]:
    shares = Share.objects.filter(counting(scope.as_of))
    if viewer is not None:
        shares = shares.filter(contribution__in=Contribution.objects.visible_to(viewer))
    if scope.funder_id is not None:
        shares = shares.filter(contribution__funder=scope.funder_id)
    if scope.contribution_id is not None:
        shares = shares.filter(contribution=scope.contribution_id)
    return shares


def heaps(scope: Scope, viewer: Viewer | None = None, *, by: str = "") -> list[Heap]:
    """Whole outcomes, told apart by kind, currency, certainty and, when asked, one more column. One query, one pass."""
    columns = ["kind", "currency", "certainty", *([by] if by else [])]
    rows = (
        statements_in(scope, viewer)
        .values_list(*columns)
        .annotate(
            outcomes=Count("*"),
            total=Sum("value"),
            full_time=Sum("full_time_equivalents"),
            invented=Count("is_fictitious", filter=Q(is_fictitious=True)),
        )
        .order_by(*columns)
    )
    return [
        Heap(
            kind=kind, currency=currency, certainty=certainty, by=other[0] if by else None,
            outcomes=outcomes, value=value, full_time_equivalents=full_time or NOTHING, fictitious=invented,
        )
        for kind, currency, certainty, *other, outcomes, value, full_time, invented in rows
    ]  # fmt: skip


def totals(scope: Scope, viewer: Viewer | None = None) -> list[Total]:
    """Whole outcomes, by kind and currency, in the order of kinds. One query."""
    return totals_of(heaps(scope, viewer))


def totals_of(found: Iterable[Heap]) -> list[Total]:
    """The same heaps, put together by kind and currency."""
    together: dict[tuple[str, str], list[Heap]] = {}
    for heap in found:
        together.setdefault((heap.kind, heap.currency), []).append(heap)
    return [_total(kind, currency, together[kind, currency]) for kind, currency in sorted(together)]


def _total(kind: str, currency: str, found: list[Heap]) -> Total:
    sums, only_claimed = dict.fromkeys(Certainty.values, NOTHING), Certainty.CLAIMED.value
    for heap in found:
        sums[heap.certainty] += heap.value
    return Total(
        kind=kind,
        currency=currency,
        outcomes=sum(heap.outcomes for heap in found),
        value=sum(sums.values(), NOTHING),
        full_time_equivalents=sum((heap.full_time_equivalents for heap in found), NOTHING),
        unproven=sum(heap.outcomes for heap in found if heap.certainty == only_claimed),
        fictitious=sum(heap.fictitious for heap in found),
        **sums,
    )


CREDITED = """
    WITH said AS ({said}), part AS ({part}), seen AS ({seen})
    SELECT seen.funder_id, part.outcome_id IS NOT NULL AND seen.id IS NULL,
           said.kind COLLATE "C", said.currency COLLATE "C",
           count(DISTINCT said.outcome_id), sum(said.value * coalesce(part.share, 1))
    FROM said
    LEFT JOIN part ON part.outcome_id = said.outcome_id
    LEFT JOIN seen ON seen.id = part.contribution_id AND coalesce(seen.funder_id = ANY(%s::bigint[]), true)
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2, 3, 4
"""  # a statement meets its shares by the outcome of both: by way of the outcome itself, it takes twice as long; keys first, words last and compared by their bytes: rows are sorted to be counted


def credited(
    scope: Scope, viewer: Viewer | None = None, *, named: Collection[int] | None = None
) -> list[Credit]:
    """The parts of the same outcomes, by funder, kind and currency; their sum is the total, to the last decimal. One query.

    named: the funders who are told apart, the others being hidden; None: every one of them.
    """
    known = Contribution.objects.all() if viewer is None else Contribution.objects.visible_to(viewer)
    asked: dict[str, QuerySet[Any, Any]] = {
        "said": statements_in(scope, viewer).values("outcome_id", "kind", "currency", "value"),
        "part": Share.objects.as_of(scope.as_of).values("outcome_id", "contribution_id", "share"),
        "seen": known.values("id", "funder_id"),
    }
    try:
        written = {name: rows.order_by().query.sql_with_params() for name, rows in asked.items()}
    except EmptyResultSet:  # no network at all is asked for
        return []
    values = [value for _sql, given in written.values() for value in given]
    values.append(None if named is None else list(named))
    with connection.cursor() as cursor:
        cursor.execute(CREDITED.format(**{name: sql for name, (sql, _given) in written.items()}), values)
        return [
            Credit(
                funder_id=funder, is_hidden=hidden, kind=kind, currency=currency, outcomes=count, value=value
            )
            for funder, hidden, kind, currency, count, value in cursor.fetchall()
        ]


def uncredited_in(credits_: Iterable[Credit]) -> int:
    """How many outcomes nobody is credited with."""
    return sum(row.outcomes for row in credits_ if row.funder_id is None and not row.is_hidden)
