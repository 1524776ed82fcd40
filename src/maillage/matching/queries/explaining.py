"""Why this offer, why not that one, and what would change it: always by computing again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from maillage.common.text import sort_key
from maillage.matching.bridge import known_vector
from maillage.matching.bridge.eligibility import met_by
from maillage.matching.bridge.scoring import points_of, weight_of
from maillage.matching.enums import Answer, PartName, Standing
from maillage.matching.models import Match
from maillage.matching.queries.eligible import answers_if
from maillage.matching.queries.help import MOST_SHOWN
from maillage.matching.queries.scoring import contest_of
from maillage.matching.queries.sharing import offers_open_to
from maillage.matching.rules import is_worth_showing
from maillage.matching.rules.score import Part, eligibility_part, freshness_part, strand_part

TOLERANCE = 1e-3  # a stored score is rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.matching.models import Need, Offer
    from maillage.matching.queries.scoring import Contender, Contest, Placed


@dataclass(frozen=True, kw_only=True)
class Line:
    """One part: what it is worth, what it weighs, the points that follow."""

    part: Part
    weight: int
    points: float


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """One thing otherwise, and where the offer would then be. `answer` is that of the programme, when it changes."""

    code: str  # « condition », « all_conditions », « fresh », « strand »
    condition: str = ""
    answer: Answer | None = None
    rank: int


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Where one offer stands today for a need. Without `lines` when it is not compared at all: see `standing`."""

    offer: Offer
    standing: Standing
    rank: int | None = None
    out_of: int = 0
    score: float = 0.0
    lines: Sequence[Line] = ()
    last_shown: Placed | None = None
    last_lines: Sequence[Line] = ()
    refusals: Sequence[str] = ()
    what_ifs: Sequence[WhatIf] = ()


@dataclass(frozen=True, kw_only=True)
class Replay:
    """A stored match computed again with its own parts and weights, beside what is computed today.

    `is_faithful`: the stored parts and weights give the stored score.
    """

    match: Match
    lines: Sequence[Line]
    score: float
    is_faithful: bool
    today: Explanation | None  # None: nobody may see the offer any more
    changed: Sequence[str]  # the parts that are otherwise today

    @property
    def is_same_today(self) -> bool:
        return self.today is not None and self.today.rank == self.match.rank and not self.changed


def offers_titled(words: str, viewer: Viewer) -> QuerySet[Offer]:
    """Offers that the viewer may see whose title or organisation holds each word, by title."""
    rows = offers_open_to(viewer).order_by("title", "pk")
    for word in words.split():
        rows = rows.filter(
            Q(title__unaccent__icontains=word) | Q(organisation__sort_key__contains=sort_key(word))
        )
    return rows


def explanation_of(need: Need, offer: Offer, viewer: Viewer) -> Explanation:
    """Where this offer, that the viewer may see, stands among all those that she may see for this need."""
    if offer.organisation_id == need.organisation_id:
        return Explanation(offer=offer, standing=Standing.OWN)
    contest = contest_of(
        need.whole_text, viewer, vector=known_vector(need), firm=need.organisation, need=need, beside=offer.pk
    )
    contender = next((one for one in contest.contenders if one.row.pk == offer.pk), None)
    if contender is None:
        return Explanation(offer=offer, standing=Standing.GONE)
    position, standing = _place_of(contest, contender)
    last = contest.places[:MOST_SHOWN][-1]
    lines = lines_of(contender.parts, contest.asked.weights)
    seen = offers_open_to(viewer).exclude(organisation=need.organisation_id).order_by("pk")
    before = contest.ranking.number_before(contender.candidate, seen.values_list("pk", flat=True))
    return Explanation(
        offer=offer,
        standing=standing,
        rank=max(position, before + 1) if contest.beside == offer.pk else position,
        out_of=seen.count(),
        score=sum(line.points for line in lines),
        lines=lines,
        last_shown=last,
        last_lines=lines_of(last.contender.parts, contest.asked.weights),
        refusals=[said.text for said in contender.eligibility.refusals] if contender.eligibility else [],
        what_ifs=list(_what_ifs(contest, contender, position)),
    )


def today_of(match: Match, viewer: Viewer) -> Explanation | None:
    """What is said of it today; None when the viewer may not see the offer any more."""
    offer = offers_open_to(viewer).filter(pk=match.offer_id).first()
    return explanation_of(match.run.need, offer, viewer) if offer else None


def replay_of(match: Match, today: Explanation | None) -> Replay:
    """A stored match, computed again with what was stored, beside what is said of it today."""
    lines = lines_of(parts_of(match), match.run.weights)
    score = sum(line.points for line in lines)
    return Replay(
        match=match,
        lines=lines,
        score=score,
        is_faithful=abs(score - match.score) < TOLERANCE,
        today=today,
        changed=_changed(lines, today.lines) if today else [],
    )


def match_kept(pk: int) -> Match | None:
    """A stored match with its run, its need and its offer."""
    return (
        Match.objects.filter(pk=pk)
        .select_related("run__need__organisation__territory", "run__need__territory", "offer__organisation")
        .first()
    )


def last_match_of(need: Need, offer: Offer) -> Match | None:
    """The latest match that was kept of this offer for this need."""
    return (
        Match.objects.filter(run__need=need, offer=offer)
        .select_related("run__need__organisation__territory", "run__need__territory", "offer__organisation")
        .order_by("-run__made_at", "-pk")
        .first()
    )


def parts_of(match: Match) -> list[Part]:
    return [Part(**stored) for stored in match.parts]


def lines_of(parts: Sequence[Part], weights: Mapping[str, int]) -> list[Line]:
    (points,) = points_of([parts], weights)
    return [
        Line(part=part, weight=weight_of(part, weights), points=float(worth))
        for part, worth in zip(parts, points, strict=True)
    ]


def _changed(then: Sequence[Line], now: Sequence[Line]) -> list[str]:
    """The parts whose points are otherwise, and those that only one of the two knows."""
    before = {line.part.name: line.points for line in then}
    after = {line.part.name: line.points for line in now}
    names = [name for name in PartName.values if name in {*before, *after}]
    return [name for name in names if abs(before.get(name, 0.0) - after.get(name, 0.0)) > TOLERANCE]


def _place_of(contest: Contest, contender: Contender) -> tuple[int, Standing]:
    """Its rank from 1 in this contest, and what the page makes of it."""
    for rank, placed in enumerate(contest.places, start=1):
        if contender in placed.similar:
            return rank, Standing.FOLDED
        if placed.contender is contender:
            break
    if not is_worth_showing(contender.candidate.total):
        return rank, Standing.FAINT
    return rank, Standing.SHOWN if rank <= MOST_SHOWN else Standing.BEYOND


def _what_ifs(contest: Contest, contender: Contender, rank: int) -> Iterator[WhatIf]:
    """Each thing that could be otherwise and would change something, computed again with it."""
    pk = contender.row.pk

    def rank_with(part: Part) -> int:
        return _place_of(changed := contest.with_part(pk, part), _same(changed, pk))[0]

    for condition, answer in _answers_if(contest, contender):
        yield WhatIf(
            code="condition" if condition else "all_conditions",
            condition=condition,
            answer=answer,
            rank=rank_with(eligibility_part(answer)),
        )
    others = {"fresh": freshness_part(0)}
    if contender.row.strand is not None:
        others["strand"] = strand_part(contender.row.strand, contender.row.strand)
    for code, part in others.items():
        found = rank_with(part)
        if found != rank:
            yield WhatIf(code=code, rank=found)


def _same(contest: Contest, pk: int) -> Contender:
    return next(one for one in contest.contenders if one.row.pk == pk)


def _answers_if(contest: Contest, contender: Contender) -> Iterator[tuple[str, Answer]]:
    """Each condition not met or not known, and the answer if it were met; then if they all were, under no name."""
    verdict, day = contender.eligibility, contest.asked.viewer.day
    if verdict is None or verdict.answer == Answer.YES:
        return
    missing = [one for one in verdict.readings if one.answer != Answer.YES and one.leaf is not None]
    met = [met_by(one.leaf, day) for one in missing if one.leaf is not None]
    together = {fact: value for facts in met for fact, value in facts.items()}
    texts = [one.text for one in missing]
    if len(met) > 1:
        met, texts = [*met, together], [*texts, ""]
    answers = answers_if(verdict, day, met)
    yield from (
        (text, answer) for text, answer in zip(texts, answers, strict=True) if answer != verdict.answer
    )
