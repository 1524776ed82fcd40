"""What an agreement lets each network see of the others, and what changing it would show or hide.

Members of a party count what they may open; strangers count what is public. Only who coordinates a party is told
of a change: what her networks do not see yet is then counted discreetly.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q, Value

from maillage.activities.models import Activity
from maillage.agreements.enums import Visibility
from maillage.agreements.queries import bonds_around
from maillage.agreements.rules.opening import NOBODY, Bond, Opening, closed_between, opened_by, opened_with
from maillage.directory.queries import standing_on
from maillage.matching.models import Need, Offer
from maillage.matching.queries.sharing import programmes_over
from maillage.matching.rules.discretion import told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from maillage.agreements.models import Agreement
    from maillage.common.viewer import Viewer

Pair = tuple[int, int]  # network, strand
ACTIVITIES = "activities"


@dataclass(kw_only=True)
class Lot:
    """What one network shares beyond itself on one strand: how many for partners, how many for everyone."""

    needs: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    offers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    activities: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    organisations: set[int] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """How many offers, or needs, one network shares on one strand beyond itself."""

    rows: str
    network: int
    strand: int
    number: int


def what_an_agreement_opens(agreement: Agreement, viewer: Viewer) -> list[Opened]:
    """Needs and offers that its parties share beyond themselves, as far as the viewer may count them. One query.

    Only the strands of a version in force may be told to her: on these, it is what she may open.
    """
    beyond = _beyond([party.network_id for party in agreement.parties.all()], viewer, strand__isnull=False)
    needs, offers = (
        rows.annotate(of=Value(name)).values_list("of", "network", "strand").annotate(number=Count("pk"))
        for name, rows in _sharings(beyond, viewer).items()
    )
    return [
        Opened(rows=name, network=network, strand=strand, number=number)
        for name, network, strand, number in needs.union(offers, all=True)
    ]


def lots_shared(networks: Collection[int], strands: Collection[int], viewer: Viewer) -> dict[Pair, Lot]:
    """What these networks share on these strands, as far as the viewer may count it, and who. Three queries."""
    lots: dict[Pair, Lot] = defaultdict(Lot)
    beyond = _beyond(networks, viewer, strand__in=strands)
    activities = Activity.objects.announced().to_come(viewer.day).filter(**beyond)
    for name, rows in {**_sharings(beyond, viewer), ACTIVITIES: activities}.items():
        counted = (
            rows.values_list("network", "strand", "visibility")
            .annotate(number=Count("pk"), holders=ArrayAgg("organisation", distinct=True))
            .order_by("network", "strand", "visibility")
        )
        for network, strand, visibility, number, holders in counted:
            lot = lots[network, strand]
            getattr(lot, name)[visibility] = number
            if name != ACTIVITIES:
                lot.organisations.update(holders)
    return dict(lots)


def _beyond(networks: Collection[int], viewer: Viewer, **strands: Any) -> dict[str, Any]:
    """What is for partners, to who belongs to one of these networks; to anybody else, what is public."""
    is_member = not viewer.network_ids.isdisjoint(networks)
    seen = [Visibility.PUBLIC, Visibility.PARTNERS] if is_member else [Visibility.PUBLIC]
    return {"network__in": networks, "visibility__in": seen, **strands}


def _sharings(beyond: Mapping[str, Any], viewer: Viewer) -> dict[str, Any]:
    """Open needs and offers among those, a programme past its last day left out."""
    return {
        "needs": Need.objects.open().filter(**beyond),
        "offers": Offer.objects.open().filter(**beyond).exclude(pk__in=programmes_over(viewer)),
    }


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What a change shows (or hides) of one network on one strand. None: too few to be told to this reader."""

    network: int
    strand: int
    needs: int | None
    offers: int | None
    activities: int | None


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a change would hide from how many people, and what it would show to how many."""

    hidden: list[Shift]
    hidden_from: int
    shown: list[Shift]
    shown_to: int


def effect_of(
    agreement: Agreement, strands: Iterable[int], lots: Mapping[Pair, Lot], viewer: Viewer
) -> Effect:
    """What would change if this agreement opened these strands today, and no other. Two queries.

    What another agreement opens anyway does not count; nor do people who belong to the network that shares.
    `lots`: what the parties share on the strands of today and on these, see `lots_shared`.
    """
    networks = frozenset(party.network_id for party in agreement.parties.all())
    bonds = bonds_around(networks, viewer.day)
    before = opened_by(bonds)
    after = opened_with(bonds, Bond(agreement=agreement.pk, networks=networks, strands=frozenset(strands)))
    closed, opened = (
        {pair: others for pair, others in found.items() if _number(lots.get(pair))}
        for found in (closed_between(before, after), closed_between(after, before))
    )
    people = _people({"hidden": (closed, after), "shown": (opened, before)}, viewer.day)
    return Effect(
        hidden=_shifts(closed, before, lots, viewer),
        hidden_from=people["hidden"],
        shown=_shifts(opened, before, lots, viewer),
        shown_to=people["shown"],
    )


def _number(lot: Lot | None) -> int:
    counts = (lot.needs, lot.offers, lot.activities) if lot else ()
    return sum(count[Visibility.PARTNERS] for count in counts)


def _shifts(changed: Opening, before: Opening, lots: Mapping[Pair, Lot], viewer: Viewer) -> list[Shift]:
    shifts = []
    for network, strand in sorted(changed):
        lot = lots[network, strand]
        counts = [count[Visibility.PARTNERS] for count in (lot.needs, lot.offers, lot.activities)]
        sees = not viewer.network_ids.isdisjoint({network, *before.get((network, strand), NOBODY)})
        needs, offers, activities = counts if sees else map(told, counts)
        shifts.append(
            Shift(network=network, strand=strand, needs=needs, offers=offers, activities=activities)
        )
    return shifts


def _people(changes: Mapping[str, tuple[Opening, Opening]], day: date) -> dict[str, int]:
    """For each (what changes for whom, who sees it anyway): how many people it changes something for."""
    counts = {}
    touched: set[int] = set()
    for name, (changed, anyway) in changes.items():
        alike = {(pair[0], others, anyway.get(pair, NOBODY)) for pair, others in changed.items()}
        concerned = [_concerned(*case, day) for case in alike]
        touched.update(*changed.values())
        counts[name] = Count("user", distinct=True, filter=reduce(or_, concerned, Q(pk__in=[])))
    people = standing_on(day).filter(user__is_active=True, network__in=touched)
    return people.aggregate(**counts)


def _concerned(network: int, others: frozenset[int], anyway: frozenset[int], day: date) -> Q:
    """Memberships of these networks, of people who see what this network shares by no other way."""
    elsewhere = standing_on(day).filter(user=OuterRef("user"), network__in={network, *anyway})
    return Q(network__in=others) & ~Q(Exists(elsewhere))
