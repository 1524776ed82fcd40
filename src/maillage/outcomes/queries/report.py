"""What a report tells: money, what came of it, how far from its targets, what nobody knows. As of a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from maillage.activities.models import Placement
from maillage.activities.queries import activities_open_to
from maillage.agreements.models import Agreement, Strand
from maillage.agreements.queries import agreements_readable_by
from maillage.directory.models import Organisation
from maillage.initiatives.enums import ContributionKind
from maillage.initiatives.models import Allocation, Contribution, Initiative, Instalment
from maillage.initiatives.queries.budget import budget_covered
from maillage.outcomes.enums import Certainty
from maillage.outcomes.models import InclusionCount
from maillage.outcomes.queries.reached import Reached, reached_in
from maillage.outcomes.queries.stories import stories_told
from maillage.outcomes.queries.totals import (
    Credit,
    Heap,
    Scope,
    Total,
    credited,
    heaps,
    statements_in,
    totals_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.common.viewer import Viewer
    from maillage.directory.models import Network
    from maillage.initiatives.rules.budget import Covered
    from maillage.outcomes.models import Story
    from maillage.outcomes.rules.periods import Span

NOTHING = Decimal(0)
MOST_STORIES = 3
Purse = tuple[int, str, str]  # of a funder, a kind, a currency
Aim = tuple[int | None, int | None, int | None]  # an initiative, or an agreement and its strand


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a report is about (`kind`: one of SUBJECTS), which days, and as of which moment; None: as things stand."""

    kind: str
    row: Initiative | Agreement | Organisation | Network
    span: Span
    as_of: datetime | None = None

    @property
    def scope(self) -> Scope:
        about: dict[str, Any] = {f"{self.kind}_id": self.row.pk}
        return Scope(since=self.span.first, until=self.span.last, as_of=self.as_of, **about)


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What one funder brings, of one kind, up to the last day: in all, received, and given to what the report is about.

    quantities: in kind, so much of each unit.
    """

    funder: int
    kind: str
    currency: str
    promised: Decimal
    received: Decimal
    given: Decimal
    quantities: dict[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Money that went from a purse to an aim, or from there on to an activity."""

    purse: Purse
    aim: Aim
    amount: Decimal
    activity: int | None = None


@dataclass(frozen=True, kw_only=True)
class Fruit:
    """Outcomes of one kind that came through one activity; claimed: how many nobody documented."""

    activity: int
    kind: str
    currency: str
    outcomes: int
    value: Decimal
    claimed: int


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """What the figures do not say: outcomes that are only claimed; money that waits; targets without data."""

    claimed: int
    targets_without_data: int
    unallocated: dict[str, Decimal]
    unplaced: dict[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that a page or a paper shows. `names` are of what the viewer may know, by kind and key."""

    asked: Asked
    viewer: Viewer
    gifts: list[Gift]
    given: list[Moved]
    placed: list[Moved]
    fruits: list[Fruit]
    totals: list[Total]
    reached: list[Reached]
    stories: list[Story]
    groups: list[InclusionCount]
    budget: list[Covered]
    doubts: Doubts
    names: dict[str, dict[Any, str]]

    @cached_property
    def credits(self) -> list[Credit]:
        """Who is credited with which part, those whom it does not name together: asked of the database by who shows it."""
        return credited(self.asked.scope, self.viewer, named=self.names["funder"])

    def count_uncredited(self) -> int:
        """How many outcomes nobody is credited with, counted alone: for who does not tell the credits."""
        return statements_in(replace(self.asked.scope, is_uncredited=True), self.viewer).count()


def report(asked: Asked, viewer: Viewer) -> Report:
    """What this viewer may know of it, in a fixed number of queries."""
    contributions = contributions_in(asked, viewer)
    given, placed = _given(asked, contributions), _placed(asked, contributions)
    gifts = _gifts(asked, contributions, given)
    found = heaps(asked.scope, viewer, by="activity")
    fruits, whole = _fruits(found), totals_of(found)
    reached = reached_in(initiatives_in(asked, viewer), asked.scope, viewer)
    return Report(
        asked=asked,
        viewer=viewer,
        gifts=gifts,
        given=given,
        placed=placed,
        fruits=fruits,
        totals=whole,
        reached=reached,
        stories=_stories(asked, viewer),
        groups=_groups(asked),
        budget=_budget(asked, contributions),
        doubts=_doubts(asked, (gifts, given, placed), whole, reached),
        names=_names(viewer, given, [*placed, *fruits], contributions),
    )


def contributions_in(asked: Asked, viewer: Viewer) -> QuerySet[Contribution]:
    """Those promised up to the last day: hers, the funder's, or those given to the initiative or the agreement."""
    rows = Contribution.objects.visible_to(viewer).filter(promised_on__lte=asked.span.last)
    if asked.kind in {"funder", "network"}:
        return rows.filter(**{asked.kind: asked.row.pk})
    given = Allocation.objects.as_of(asked.as_of).filter(**{asked.kind: asked.row.pk})
    return rows.filter(Exists(given.filter(contribution=OuterRef("pk"))))


def here(asked: Asked, prefix: str = "") -> Q:
    """Allocations to what the report is about; of a funder or a network, all of theirs."""
    if asked.kind in {"funder", "network"}:
        return Q()
    return Q(**{f"{prefix}{asked.kind}": asked.row.pk})


def _gifts(asked: Asked, contributions: QuerySet[Contribution], moves: list[Moved]) -> list[Gift]:
    arrived = Q(received_on__lte=asked.span.last)
    rows = (
        Instalment.objects.as_of(asked.as_of)
        .filter(contribution__in=contributions)
        .values("contribution__funder", "contribution__kind", "contribution__currency", "unit")
        .annotate(
            promised=Sum("amount"),
            received=Sum("amount", filter=arrived, default=NOTHING),
            quantity=Sum("quantity", default=NOTHING),
        )
        .order_by("contribution__funder", "contribution__kind", "contribution__currency", "unit")
    )
    given = _summed(moves)
    gifts: dict[Purse, Gift] = {}
    for row in rows:
        purse = (row["contribution__funder"], row["contribution__kind"], row["contribution__currency"])
        before = gifts.get(purse)
        gifts[purse] = Gift(
            funder=purse[0],
            kind=purse[1],
            currency=purse[2],
            promised=row["promised"] + (before.promised if before else NOTHING),
            received=row["received"] + (before.received if before else NOTHING),
            given=given.get(purse, NOTHING),
            quantities=(before.quantities if before else {})
            | ({row["unit"]: row["quantity"]} if row["unit"] else {}),
        )
    return sorted(gifts.values(), key=lambda gift: (-gift.promised, gift.funder, gift.kind))


def _summed(moves: Iterable[Moved]) -> dict[Purse, Decimal]:
    sums: dict[Purse, Decimal] = {}
    for move in moves:
        sums[move.purse] = sums.get(move.purse, NOTHING) + move.amount
    return sums


def _given(asked: Asked, contributions: QuerySet[Contribution]) -> list[Moved]:
    rows = (
        Allocation.objects.as_of(asked.as_of)
        .filter(here(asked), contribution__in=contributions)
        .values_list(
            "contribution__funder", "contribution__kind", "contribution__currency",
            "initiative", "agreement", "strand",
        )
        .annotate(amount=Sum("amount"))
        .order_by("contribution__funder", "contribution__kind", "initiative", "agreement", "strand")
    )  # fmt: skip
    return [Moved(purse=row[:3], aim=row[3:6], amount=row[6]) for row in rows]


def _placed(asked: Asked, contributions: QuerySet[Contribution]) -> list[Moved]:
    rows = (
        Placement.objects.as_of(asked.as_of)
        .filter(here(asked, "allocation__"), allocation__contribution__in=contributions)
        .values_list(
            "allocation__contribution__funder", "allocation__contribution__kind",
            "allocation__contribution__currency", "allocation__initiative", "allocation__agreement",
            "allocation__strand", "activity",
        )
        .annotate(sum=Sum("amount"))
        .order_by("allocation__contribution__funder", "activity", "allocation__initiative")
    )  # fmt: skip
    return [Moved(purse=row[:3], aim=row[3:6], activity=row[6], amount=row[7]) for row in rows]


def _fruits(found: Iterable[Heap]) -> list[Fruit]:
    """By activity, the most frequent kind first."""
    only_claimed = Certainty.CLAIMED.value
    sums: dict[tuple[int, str, str], tuple[int, Decimal, int]] = {}
    for heap in found:
        if heap.by is not None:
            key = (heap.by, heap.kind, heap.currency)
            outcomes, value, claimed = sums.get(key, (0, NOTHING, 0))
            more = heap.outcomes if heap.certainty == only_claimed else 0
            sums[key] = (outcomes + heap.outcomes, value + heap.value, claimed + more)
    fruits = [
        Fruit(
            activity=activity, kind=kind, currency=currency, outcomes=outcomes, value=value, claimed=claimed
        )
        for (activity, kind, currency), (outcomes, value, claimed) in sums.items()
    ]
    return sorted(fruits, key=lambda fruit: (fruit.activity, -fruit.outcomes, fruit.kind, fruit.currency))


def initiatives_in(asked: Asked, viewer: Viewer) -> QuerySet[Initiative]:
    """Whose targets the report tells: itself, those that serve the agreement, those that a network holds, or that a funder helps."""
    rows = Initiative.objects.visible_to(viewer)
    if asked.kind == "initiative":
        return rows.filter(pk=asked.row.pk)
    if asked.kind == "agreement":
        return rows.filter(served__agreement=asked.row.pk).distinct()
    if asked.kind == "network":
        return rows.filter(holders__network=asked.row.pk).distinct()
    given = Allocation.objects.as_of(asked.as_of).filter(contribution__in=contributions_in(asked, viewer))
    return rows.filter(pk__in=given.filter(initiative__isnull=False).values("initiative"))


def _stories(asked: Asked, viewer: Viewer) -> list[Story]:
    """Newest first. Whoever takes her consent back is not told of any more, whatever the moment of the report."""
    told = statements_in(asked.scope, viewer).values("outcome")
    rows = stories_told().select_related(None).select_related("outcome__organisation")
    return list(rows.filter(outcome__in=told)[:MOST_STORIES])


def _groups(asked: Asked) -> list[InclusionCount]:
    """Of the people of an initiative, ten at least; what was counted after the moment of the report is not of it."""
    if asked.kind != "initiative":
        return []
    rows = InclusionCount.objects.filter(initiative=asked.row.pk).order_by("group")
    return list(rows if asked.as_of is None else rows.filter(counted_at__lte=asked.as_of))


def _budget(asked: Asked, contributions: QuerySet[Contribution]) -> list[Covered]:
    """Of an initiative alone: the others have none of their own."""
    if not isinstance(asked.row, Initiative):
        return []
    return budget_covered(asked.row, contributions, asked.as_of)


def _doubts(
    asked: Asked,
    money: tuple[list[Gift], list[Moved], list[Moved]],
    whole: list[Total],
    reached: list[Reached],
) -> Doubts:
    gifts, given, placed = money
    has_a_book = asked.kind in {"funder", "network"}
    money_given = [gift for gift in gifts if gift.kind == ContributionKind.MONEY] if has_a_book else []
    promised = [(gift.currency, gift.promised) for gift in money_given]
    went, used = _by_currency(given), _by_currency(placed)
    return Doubts(
        claimed=sum(total.unproven for total in whole),
        targets_without_data=sum(row.reached is None for row in reached),
        unallocated=_left(promised, went),
        unplaced=_left(list(went.items()), used),
    )


def _by_currency(moves: Iterable[Moved]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for move in moves:
        if move.purse[1] == ContributionKind.MONEY:  # what is in kind is told in its own units
            sums[move.purse[2]] = sums.get(move.purse[2], NOTHING) + move.amount
    return sums


def _left(had: Iterable[tuple[str, Decimal]], used: dict[str, Decimal]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for currency, amount in had:
        sums[currency] = sums.get(currency, NOTHING) + amount
    left = {currency: amount - used.get(currency, NOTHING) for currency, amount in sums.items()}
    return {currency: amount for currency, amount in sorted(left.items()) if amount > 0}


def _names(
    viewer: Viewer,
    given: list[Moved],
    held: list[Moved | Fruit],
    contributions: QuerySet[Contribution],
) -> dict[str, dict[Any, str]]:
    """What is not here is told without its name."""
    funders = Organisation.objects.filter(contributions__in=contributions)
    named: list[set[int]] = [
        {aim for aim in aims if aim is not None} for aims in zip(*(move.aim for move in given), strict=True)
    ] or [set(), set(), set()]
    givers = list(funders.order_by("pk").values_list("pk", "name", "slug").distinct())
    return {
        "funder": {pk: name for pk, name, _slug in givers},
        "funder_slug": {pk: slug for pk, _name, slug in givers},
        "initiative": _initiative_names(viewer, named[0]),
        "agreement": _agreement_names(viewer, named[1]),
        "strand": {
            strand.pk: str(strand) for strand in Strand.objects.filter(pk__in=named[2]).order_by("pk")
        },
        "activity": _activity_names(viewer, {row.activity for row in held if row.activity}),
    }


def _initiative_names(viewer: Viewer, initiatives: set[int]) -> dict[Any, str]:
    if not initiatives:
        return {}
    rows = Initiative.objects.visible_to(viewer).filter(pk__in=initiatives)
    return dict(rows.order_by("pk").values_list("pk", "title"))


def _agreement_names(viewer: Viewer, agreements: set[int]) -> dict[Any, str]:
    if not agreements:
        return {}
    rows = agreements_readable_by(viewer).filter(pk__in=agreements).prefetch_related(None)
    return dict(rows.order_by("pk").values_list("pk", "name"))


def _activity_names(viewer: Viewer, activities: set[int]) -> dict[Any, str]:
    if not activities:
        return {}
    rows = activities_open_to(viewer).filter(pk__in=activities).select_related(None)
    return dict(rows.order_by("pk").values_list("pk", "title"))
