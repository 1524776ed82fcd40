"""Who and what can help with a text: ranked, explained, within what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.agreements.enums import Visibility
from maillage.agreements.queries import agreements_linking
from maillage.directory.models import IndustryClass
from maillage.matching.bridge import known_vector
from maillage.matching.enums import Answer, Fit, OfferKind, PartName
from maillage.matching.models import Offer
from maillage.matching.queries.history import past_reasons
from maillage.matching.queries.scoring import contest_of
from maillage.matching.queries.sharing import as_shown
from maillage.matching.rules import checked_text, fit_of, reasons_for, reasons_of_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.agreements.models import Agreement
    from maillage.common.viewer import Viewer
    from maillage.directory.models import Organisation
    from maillage.matching.bridge import Kind, Vector
    from maillage.matching.models import Need
    from maillage.matching.queries.eligible import Eligibility
    from maillage.matching.queries.scoring import Contender, Contest, Placed
    from maillage.matching.rules import Reason
    from maillage.matching.rules.availability import Availability
    from maillage.matching.rules.score import Part

MOST_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One offer, why it is shown, and the agreement that opens it (None when none was needed)."""

    rank: int
    offer: Offer
    score: float
    fit: Fit
    reasons: list[Reason]
    agreement: Agreement | None
    eligibility: Eligibility | None  # of a programme that states its conditions
    availability: Availability
    parts: list[Part]  # what the score is made of
    similar: list[Offer]  # that say the same, folded under this one


@dataclass(frozen=True, kw_only=True)
class Help:
    """The answer to a text. `words_only` when the meaning of texts could not be compared.

    `understood`: the kinds of need that the text is clearly of, the clearest first; often none.
    """

    suggestions: list[Suggestion]
    understood: list[Kind]
    words_only: bool
    contest: Contest  # all that was considered, for whoever asks why

    @property
    def groups(self) -> list[tuple[OfferKind, list[Suggestion]]]:
        """Those that fit, by kind of offer, existing programmes first, each in order of rank."""
        by_kind = ((kind, [s for s in self.fitting if s.offer.kind == kind]) for kind in OfferKind)
        return [(kind, found) for kind, found in by_kind if found]

    @property
    def fitting(self) -> list[Suggestion]:
        return [s for s in self._possible if s.fit != Fit.WEAK]

    @property
    def doubtful(self) -> list[Suggestion]:
        """Those that may only look alike: shown apart, after the rest."""
        return [s for s in self._possible if s.fit == Fit.WEAK]

    @property
    def excluded(self) -> list[Suggestion]:
        """Programmes that fit, but whose conditions the firm does not meet."""
        return [s for s in self.suggestions if s.fit != Fit.WEAK and _refuses(s)]

    @property
    def _possible(self) -> list[Suggestion]:
        return [s for s in self.suggestions if not _refuses(s)]


def _refuses(suggestion: Suggestion) -> bool:
    return suggestion.eligibility is not None and suggestion.eligibility.answer == Answer.NO


def help_for(
    text: str,
    viewer: Viewer,
    *,
    most: int = MOST_SHOWN,
    vector: Vector | None = None,
    firm: Organisation | None = None,
    need: Need | None = None,
) -> Help:
    """The best open offers that the viewer may see for this text.

    `vector` is the text's meaning when it is known already; programmes are held against what
    is known of the `firm`, whose own offers are left out; `need` brings its place, its strand, the weights of its
    network and the kinds that its owner corrected. Raises EmptyNeed or TextTooLong. Offers that fit no
    better than chance are left out too.
    """
    contest = contest_of(checked_text(text), viewer, vector=vector, firm=firm, need=need)
    return Help(
        suggestions=suggestions_of(contest, most),
        understood=contest.ranking.understood,
        words_only=contest.ranking.words_only,
        contest=contest,
    )


def help_for_need(need: Need, viewer: Viewer) -> Help:
    """The best offers for a need that somebody said, its programmes held against what is known of the firm."""
    return help_for(need.whole_text, viewer, vector=known_vector(need), firm=need.organisation, need=need)


def suggestions_of(contest: Contest, most: int) -> list[Suggestion]:
    """The first `most` of a contest, with their reasons. Three queries at most: the offers, the sectors to name, and
    which of the needs that they helped may be read.
    """
    places = contest.places[:most]
    shown = [row.pk for place in places for row in (place.contender.row, *(one.row for one in place.similar))]
    offers = as_shown(Offer.objects.all()).in_bulk(shown) if shown else {}
    links = agreements_linking(contest.asked.viewer)
    sectors = _sector_titles(places)
    past = past_reasons(contest.ranking, [place.contender.row.pk for place in places], contest.asked.viewer)
    return [
        _suggestion(
            rank=rank, place=place, offers=offers, links=links, sectors=sectors, past=past, contest=contest
        )
        for rank, place in enumerate(places, start=1)
    ]


def _sector_titles(places: Sequence[Placed]) -> dict[str, str]:
    paths = {place.contender.part(PartName.SECTOR).facts.get("path") for place in places} - {None}
    rows = IndustryClass.objects.filter(path__in=paths).order_by("path") if paths else ()
    return {row.path: row.title for row in rows}


def _suggestion(
    *,
    rank: int,
    place: Placed,
    offers: Mapping[int, Offer],
    links: Mapping[tuple[int, int], Agreement],
    sectors: Mapping[str, str],
    past: Mapping[int, Reason],
    contest: Contest,
) -> Suggestion:
    contender = place.contender
    offer, candidate = offers[contender.row.pk], contender.candidate
    by_agreement = offer.visibility == Visibility.PARTNERS
    agreement = links.get((offer.network_id, offer.strand_id or 0)) if by_agreement else None
    return Suggestion(
        rank=rank,
        offer=offer,
        score=place.score,
        fit=fit_of(candidate.total, halves=1 if candidate.meaning is None else 2),
        reasons=_reasons(
            contender, offer, agreement=agreement, sectors=sectors, past=past.get(offer.pk), contest=contest
        ),
        agreement=agreement,
        eligibility=contender.eligibility,
        availability=contender.availability,
        parts=contender.parts,
        similar=[offers[one.row.pk] for one in place.similar],
    )


def _reasons(
    contender: Contender,
    offer: Offer,
    *,
    agreement: Agreement | None,
    sectors: Mapping[str, str],
    past: Reason | None,
    contest: Contest,
) -> list[Reason]:
    parts = {part.name: part for part in contender.parts}
    place = offer.organisation.territory.name if offer.organisation.territory else offer.network.name
    nearer = parts[PartName.TERRITORY].facts.get("near") in {"town", "region"}
    waiting = contender.eligibility.waiting if contender.eligibility else []
    reasons = reasons_for(
        shared_words=contest.ranking.shared_words(contender.candidate),
        meaning=contender.candidate.meaning,
        place=place,
        near=offer.network_id in contest.asked.viewer.network_ids and not nearer,
        agreement=agreement is not None,
        strand=str(offer.strand or ""),
        past=past,
        other_words=contest.ranking.other_words(contender.candidate),
    )
    return reasons + reasons_of_parts(
        parts,
        place=place,
        strand=str(offer.strand or ""),
        sector=sectors.get(parts[PartName.SECTOR].facts.get("path", ""), ""),
        to_confirm=[_lowered(reading.text) for reading in waiting],
        agreement=agreement is not None,
        helped=past is None,  # else it is said already, of needs alike
    )


def _lowered(text: str) -> str:
    """As the end of a sentence."""
    return text[:1].lower() + text[1:].rstrip(".")
