"""What flowed between networks and between territories: counted here, and discreet with strangers.

An introduction belongs to the strand of its offer: it is that strand which opened the offer to the other shore.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from maillage.agreements.enums import Shore
from maillage.directory.enums import Country, TerritoryLevel
from maillage.directory.models import Territory
from maillage.matching.enums import FRUITFUL_STATES, HELPED_STATES
from maillage.matching.models import Introduction
from maillage.matching.queries.sharing import introductions_of
from maillage.matching.rules.discretion import told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from maillage.agreements.models import Agreement, AgreementVersion, Strand
    from maillage.common.viewer import Viewer
    from maillage.matching.queries.openings import Opened

SHORE_OF_COUNTRY = {Country.CANADA: Shore.A, Country.FRANCE: Shore.B}
TAKEN_AT = Coalesce("need__territory__path", "need__organisation__territory__path")
NOTHING = (0, 0, 0)
GIVEN_AT = Coalesce("offer__territory__path", "offer__organisation__territory__path")


@dataclass(frozen=True, kw_only=True)
class Side:
    """One shore on one strand. None: too few to be told to this reader."""

    asked: int | None
    helped: int | None
    solved: int | None
    needs: int
    offers: int


@dataclass(frozen=True, kw_only=True)
class Balance:
    """A strand, and what each shore asked of the other, received and opened."""

    strand: Strand
    sides: dict[str, Side]


def reciprocity_of(
    agreement: Agreement, version: AgreementVersion, viewer: Viewer, opened: Iterable[Opened]
) -> list[Balance]:
    """Introductions asked across since this version began, and what is open today, strand by strand. One query.

    `version` carries its openings and their strands; `opened`: what the viewer sees, see `what_an_agreement_opens`.

    Members of a party read every number; others, what is public, and no introductions fewer than three.
    """
    shores = {party.network_id: party.shore for party in agreement.parties.all()}
    is_member = any(network in viewer.network_ids for network in shores)
    asked = _asked_across(shores, version.starts_on)
    beyond = _beyond_networks(opened, shores)
    return [
        Balance(
            strand=opening.strand,
            sides={
                shore: _side(
                    *asked.get((opening.strand_id, shore), NOTHING),
                    is_member=is_member,
                    needs=beyond["needs", opening.strand_id, shore],
                    offers=beyond["offers", opening.strand_id, shore],
                )
                for shore in Shore.values
            },
        )
        for opening in version.openings.all()
    ]


def _asked_across(shores: dict[int, str], since: date) -> dict[tuple[int, str], tuple[int, int, int]]:
    """(asked, helped, solved) for each strand and asking shore."""
    rows = (
        Introduction.objects.filter(
            need__network__in=shores, offer__network__in=shores, asked_at__date__gte=since
        )
        .values_list("offer__strand", "need__network", "offer__network", "state")
        .annotate(number=Count("pk"))
    )
    found: dict[tuple[int, str], tuple[int, int, int]] = {}
    for strand, taker, giver, state, number in rows:
        if shores[taker] != shores[giver]:
            asked, helped, solved = found.get((strand, shores[taker]), NOTHING)
            found[strand, shores[taker]] = (
                asked + number,
                helped + (number if state in FRUITFUL_STATES else 0),
                solved + (number if state in HELPED_STATES else 0),
            )
    return found


def _beyond_networks(opened: Iterable[Opened], shores: dict[int, str]) -> Counter[tuple[str, int, str]]:
    """How many (offers or needs) are opened beyond their network, for each strand and shore."""
    found: Counter[tuple[str, int, str]] = Counter()
    for seen in opened:
        found[seen.rows, seen.strand, shores[seen.network]] += seen.number
    return found


def _side(asked: int, helped: int, solved: int, *, is_member: bool, needs: int, offers: int) -> Side:
    if is_member:
        return Side(asked=asked, helped=helped, solved=solved, needs=needs, offers=offers)
    told_helped = _told_of(helped, asked)
    told_solved = None if told_helped is None else _told_of(solved, helped)
    return Side(asked=told(asked), helped=told_helped, solved=told_solved, needs=needs, offers=offers)


def _told_of(part: int, whole: int) -> int | None:
    """A difference tells as much as a number."""
    return None if told(whole - part) is None else told(part)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A territory on the shore where it is drawn."""

    shore: str
    territory: Territory


@dataclass(frozen=True, kw_only=True)
class Flow:
    """How many introductions helped, from who gave to who was helped.

    `told` is None when too few are the reader's networks' business to tell; `readable` are those she may open.
    """

    giver: Place
    taker: Place
    told: int | None
    readable: int


def flows_between_territories(
    viewer: Viewer,
    *,
    since: date | None = None,
    strand: Strand | None = None,
    agreement: Agreement | None = None,
) -> list[Flow]:
    """Who helped whom, region by region; with an agreement, community by community of its parties. Two queries.

    The most first; ties by names. Introductions without a territory on both sides are not drawn.
    """
    shores = {party.network_id: party.shore for party in agreement.parties.all()} if agreement else {}
    rows = _helped_by_place(viewer, helped_introductions(since=since, strand=strand, agreement=agreement))
    level = TerritoryLevel.MUNICIPALITY if agreement else TerritoryLevel.REGION
    places = _places_at(level, {path for row in rows for path in (row["taken_at"], row["given_at"])})
    sums: dict[tuple[Place, Place], tuple[int, int, int]] = {}
    for row in rows:
        giver = _drawn(places[row["given_at"]], shores.get(row["offer__network"]))
        taker = _drawn(places[row["taken_at"]], shores.get(row["need__network"]))
        number, own, readable = sums.get((giver, taker), (0, 0, 0))
        sums[giver, taker] = (number + row["number"], own + row["own"], readable + row["readable"])
    return _in_order(sums)


def _helped_by_place(viewer: Viewer, rows: QuerySet[Introduction]) -> list[dict[str, Any]]:
    """How many by place and network of each side: in all, of the viewer's networks, open to her."""
    own = Q(need__network__in=viewer.network_ids) | Q(offer__network__in=viewer.network_ids)
    readable = Q(pk__in=introductions_of(viewer).order_by().values("pk"))
    counted = (
        rows.annotate(taken_at=TAKEN_AT, given_at=GIVEN_AT)
        .filter(taken_at__isnull=False, given_at__isnull=False)
        .values("taken_at", "given_at", "need__network", "offer__network")
        .annotate(number=Count("pk"), own=Count("pk", filter=own), readable=Count("pk", filter=readable))
        .order_by("given_at", "taken_at", "need__network", "offer__network")
    )
    return [dict(row) for row in counted]


def _drawn(territory: Territory, shore: str | None) -> Place:
    return Place(shore=shore or SHORE_OF_COUNTRY[Country(territory.country)], territory=territory)


def helped_introductions(
    *, since: date | None = None, strand: Strand | None = None, agreement: Agreement | None = None
) -> QuerySet[Introduction]:
    """Introductions accepted or solved, asked since that day, on that strand, between the parties of that agreement."""
    rows = Introduction.objects.filter(state__in=FRUITFUL_STATES)
    if since is not None:
        rows = rows.filter(asked_at__date__gte=since)
    if strand is not None:
        rows = rows.filter(offer__strand=strand)
    if agreement is not None:
        networks = [party.network_id for party in agreement.parties.all()]
        rows = rows.filter(need__network__in=networks, offer__network__in=networks)
    return rows


def readable_between(
    viewer: Viewer, rows: QuerySet[Introduction], *, giver: str, taker: str
) -> QuerySet[Introduction]:
    """Of these, those that the viewer may open, given in one territory and received in the other; latest first.

    Territories are paths. Rows carry need, offer and both organisations.
    """
    found = introductions_of(viewer).filter(pk__in=rows.values("pk"))
    found = found.annotate(taken_at=TAKEN_AT, given_at=GIVEN_AT)
    return found.filter(_within("taken_at", taker), _within("given_at", giver))


def _within(name: str, path: str) -> Q:
    return Q(**{name: path}) | Q(**{f"{name}__startswith": f"{path}/"})


def _places_at(level: TerritoryLevel, paths: Iterable[str]) -> dict[str, Territory]:
    """For each path, the place of this level that holds it; where there is none, the place itself."""
    lineages = {path: _lineage(path) for path in paths}
    known = Territory.objects.in_bulk(
        {above for lineage in lineages.values() for above in lineage}, field_name="path"
    )
    return {
        path: next(
            (known[above] for above in lineage if above in known and known[above].level == level), known[path]
        )
        for path, lineage in lineages.items()
    }


def _lineage(path: str) -> list[str]:
    codes = path.split("/")
    return ["/".join(codes[: depth + 1]) for depth in range(len(codes))]


def _in_order(sums: dict[tuple[Place, Place], tuple[int, int, int]]) -> list[Flow]:
    flows = [
        Flow(giver=giver, taker=taker, told=told(number, own=own), readable=readable)
        for (giver, taker), (number, own, readable) in sums.items()
    ]
    return sorted(flows, key=_rank)


def _rank(flow: Flow) -> tuple[int | str, ...]:
    """By what is told alone: an order could tell the rest."""
    giver, taker = flow.giver.territory, flow.taker.territory
    return (-(flow.told or 0), giver.sort_key, taker.sort_key, giver.pk, taker.pk, flow.giver.shore)
