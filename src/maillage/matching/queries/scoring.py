"""The offers considered for a text: what is known of each, part by part, and the order that follows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.cache import caches
from django.utils.translation import get_language

from maillage.agreements.enums import Visibility
from maillage.common.lookups import among
from maillage.directory.models import IndustryClass, Organisation
from maillage.directory.queries import reach_paths
from maillage.matching.bridge import ranking_of
from maillage.matching.bridge.scoring import (
    COPIES_FROM,
    likeness_of,
    page_order,
    points_of,
    relevance_parts,
)
from maillage.matching.enums import OfferKind
from maillage.matching.models import RankingWeights
from maillage.matching.queries.availability import availability_of
from maillage.matching.queries.eligible import eligibilities
from maillage.matching.queries.sharing import offers_open_to
from maillage.matching.queries.track_record import TrackRecord, mean_of_records, track_records
from maillage.matching.rules.conditions import sectors_named
from maillage.matching.rules.score import (
    Part,
    availability_part,
    checked_weights,
    eligibility_part,
    freshness_part,
    record_part,
    sector_part,
    strand_part,
    territory_part,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.matching.bridge import Candidate, Ranking, Vector
    from maillage.matching.models import Need, Offer
    from maillage.matching.queries.eligible import Eligibility
    from maillage.matching.rules.availability import Availability

CONSIDERED = 100  # best by what texts say: the other parts choose among these
READ_AT_ONCE = 3 * CONSIDERED  # some are not for this viewer: one query finds enough, most of the time
REACH_KEPT = 3600  # seconds: classifications change with an import


class Row(NamedTuple):
    """What the score asks of an offer."""

    pk: int
    kind: str
    organisation: int
    network: int
    strand: int | None
    visibility: str
    updated_on: date
    place: str | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks, and of what: all that the parts compare an offer with."""

    viewer: Viewer
    firm: Organisation | None
    strand: int | None
    place: str | None
    weights: dict[str, int]
    weights_version: int


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One offer considered: `parts` always in the same order, relevance first."""

    candidate: Candidate
    row: Row
    parts: list[Part]
    eligibility: Eligibility | None
    availability: Availability

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A contender at its place, with its points by part; `similar` are those that say the same, folded under it."""

    contender: Contender
    points: list[float]
    similar: list[Contender]

    @property
    def score(self) -> float:
        return sum(self.points)


@dataclass(frozen=True, kw_only=True)
class Contest:
    """Everything that decides the order of a page; a question « what if » changes one part and reads it again."""

    asked: Asked
    ranking: Ranking
    contenders: list[Contender]
    beside: int | None = None  # an offer that is here though it is not among the best

    @cached_property
    def likeness(self) -> Any:
        return likeness_of(
            self.ranking,
            [one.candidate for one in self.contenders],
            [one.row.organisation for one in self.contenders],
        )

    @cached_property
    def places(self) -> list[Placed]:
        """All of them in order, copies folded under the first."""
        points = points_of([one.parts for one in self.contenders], self.asked.weights)
        kept: dict[int, list[Contender]] = {}
        by_organisation: dict[int, list[int]] = defaultdict(list)
        for position in page_order(points.sum(axis=-1).tolist(), self.likeness):
            held = by_organisation[self.contenders[position].row.organisation]
            above = next((i for i in held if self._same(i, position)), None)
            if above is None:
                kept[position] = []
                held.append(position)
            else:
                kept[above].append(self.contenders[position])
        return [
            Placed(contender=self.contenders[i], points=points[i].tolist(), similar=similar)
            for i, similar in kept.items()
        ]

    def with_part(self, offer_id: int, part: Part) -> Contest:
        """The same, with one part of one offer otherwise."""
        changed = [
            replace(one, parts=[part if old.name == part.name else old for old in one.parts])
            if one.row.pk == offer_id
            else one
            for one in self.contenders
        ]
        contest = replace(self, contenders=changed)
        contest.__dict__["likeness"] = self.likeness  # texts are what they were
        return contest

    def _same(self, first: int, second: int) -> bool:
        """Whether two offers of one organisation are one said twice. Programmes are never: each has its own conditions."""
        one, other = self.contenders[first].row, self.contenders[second].row
        return one.kind == other.kind != OfferKind.PROGRAMME and bool(
            self.likeness[first, second] >= COPIES_FROM
        )


def contest_of(
    text: str,
    viewer: Viewer,
    *,
    vector: Vector | None = None,
    firm: Organisation | None = None,
    need: Need | None = None,
    beside: int | None = None,
) -> Contest:
    """The CONSIDERED best offers that the viewer may see, firm's own left out, with all that is known of them.

    `beside` is an offer to consider too, however far it is: it is there when the viewer may see it.
    """
    asked = _asked(viewer, firm, need)
    ranking = ranking_of(text, vector, kinds=need.kinds_corrected if need else None, country=_country(firm))
    offers = offers_open_to(viewer).exclude(organisation=firm.pk if firm else None).order_by()
    found = list(islice(_seen(ranking.candidates, offers), CONSIDERED))
    if beside in {row.pk for _candidate, row in found}:
        beside = None
    if beside is not None:
        found += _seen([one] if (one := ranking.candidate(beside)) else [], offers)
    return Contest(asked=asked, ranking=ranking, contenders=_contenders(found, asked, ranking), beside=beside)


def weights_of(network_ids: Collection[int]) -> tuple[dict[str, int], int]:
    """The points that a network gives to each part, and their version; by default (0) outside one network alone."""
    if len(network_ids) != 1:
        return checked_weights({}), 0
    chosen = RankingWeights.objects.filter(network__in=network_ids).first()
    return (checked_weights(chosen.points), chosen.version) if chosen else (checked_weights({}), 0)


def _country(firm: Organisation | None) -> str | None:
    """Where words are read: the country of the firm, else that of the language on screen; English is of none."""
    if firm is not None and firm.territory is not None:
        return firm.territory.country
    return {"fr-ca": "CA", "fr-fr": "FR"}.get(get_language() or "")


def _asked(viewer: Viewer, firm: Organisation | None, need: Need | None) -> Asked:
    weights, version = weights_of({need.network_id} if need else viewer.network_ids)
    place = (need.territory if need else None) or (firm.territory if firm else None)
    return Asked(
        viewer=viewer,
        firm=firm,
        strand=need.strand_id if need else None,
        place=place.path if place else None,
        weights=weights,
        weights_version=version,
    )


def _seen(candidates: Sequence[Candidate], offers: QuerySet[Offer]) -> Iterator[tuple[Candidate, Row]]:
    """Those of the candidates that are among `offers`, in their order; one query for each READ_AT_ONCE candidates."""
    for start in range(0, len(candidates), READ_AT_ONCE):
        batch = candidates[start : start + READ_AT_ONCE]
        rows = offers.filter(among("pk", [candidate.offer_id for candidate in batch])).values_list(
            "pk",
            "kind",
            "organisation_id",
            "network_id",
            "strand_id",
            "visibility",
            "updated_at__date",
            "organisation__territory__path",
        )
        found = {row[0]: Row(*row) for row in rows}
        for candidate in batch:
            if candidate.offer_id in found:
                yield candidate, found[candidate.offer_id]


def _contenders(found: Sequence[tuple[Candidate, Row]], asked: Asked, ranking: Ranking) -> list[Contender]:
    rows = [row for _candidate, row in found]
    programmes = [row.pk for row in rows if row.kind == OfferKind.PROGRAMME]
    verdicts = eligibilities(programmes, asked.firm, asked.viewer.day)
    records = track_records([row.pk for row in rows]) if rows else {}
    places = availability_of([row.pk for row in rows], asked.viewer.day)
    mean = mean_of_records() if rows else 0.0
    sectors = _sectors_of({row.organisation for row in rows}, asked.firm)
    reach = _reach_of(sectors[asked.firm.pk]) if asked.firm and asked.firm.pk in sectors else set()
    relevance = relevance_parts([candidate for candidate, _row in found], words_only=ranking.words_only)
    return [
        Contender(
            candidate=candidate,
            row=row,
            eligibility=verdicts.get(row.pk),
            availability=places[row.pk],
            parts=[
                texts,
                eligibility_part(verdicts[row.pk].answer if row.pk in verdicts else None),
                _territory(row, asked),
                _sector(row, reach, sectors, verdicts.get(row.pk)),
                strand_part(asked.strand, row.strand),
                freshness_part((asked.viewer.day - row.updated_on).days),
                _record(records.get(row.pk, TrackRecord()), mean),
                availability_part(places[row.pk].state),
            ],
        )
        for (candidate, row), texts in zip(found, relevance, strict=True)
    ]


def _territory(row: Row, asked: Asked) -> Part:
    """Where a programme applies is one of its conditions, not a distance."""
    known = bool(asked.viewer.network_ids or asked.firm) and row.kind != OfferKind.PROGRAMME
    return territory_part(
        here=asked.place,
        there=row.place,
        in_network=row.network in asked.viewer.network_ids if known else None,
        twin=row.visibility == Visibility.PARTNERS,
    )


def _sector(
    row: Row, reach: Collection[str], sectors: dict[int, set[str]], verdict: Eligibility | None
) -> Part:
    named = sectors_named(verdict.programme.condition) if verdict else set()
    return sector_part(reach=reach, theirs=named or sectors.get(row.organisation, set()), stated=bool(named))


def _record(record: TrackRecord, mean: float) -> Part:
    return record_part(good=record.good, tried=record.tried, firms=record.firms, mean=mean)


def _reach_of(paths: Collection[str]) -> set[str]:
    """These sectors and what corresponds to them in every classification, remembered for a while."""
    return {reached for path in paths for reached in _reach_kept(path)}


def _reach_kept(path: str) -> list[str]:
    def reached() -> list[str]:
        return reach_paths(IndustryClass.objects.get(path=path))

    return caches["local"].get_or_set(f"reach-of-sector:{path}", reached, REACH_KEPT) or []


def _sectors_of(organisations: Collection[int], firm: Organisation | None) -> dict[int, set[str]]:
    """Paths by organisation; the firm is one of them. Nobody asks without a firm."""
    if firm is None:
        return {}
    links = Organisation.sectors.through.objects.filter(among("organisation", {*organisations, firm.pk}))
    found: dict[int, set[str]] = {}
    for pk, path in links.order_by("pk").values_list("organisation_id", "industryclass__path"):
        found.setdefault(pk, set()).add(path)
    return found
