"""Who and what can help with a text: ranked, explained, within what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from maillage.agreements.enums import Visibility
from maillage.agreements.queries import agreements_linking
from maillage.matching.bridge import known_vector, ranking_of
from maillage.matching.enums import Answer, Fit, OfferKind
from maillage.matching.queries.eligible import eligibilities
from maillage.matching.queries.history import past_reasons
from maillage.matching.queries.sharing import offers_open_to
from maillage.matching.rules import checked_text, fit_of, reasons_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from maillage.agreements.models import Agreement
    from maillage.common.viewer import Viewer
    from maillage.directory.models import Organisation
    from maillage.matching.bridge import Candidate, Kind, Vector
    from maillage.matching.models import Need, Offer
    from maillage.matching.queries.eligible import Eligibility
    from maillage.matching.rules import Reason

MOST_SHOWN = 12
AT_ONCE = 48  # candidates asked of the database together


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


@dataclass(frozen=True, kw_only=True)
class Help:
    """The answer to a text. `words_only` when the meaning of texts could not be compared.

    `understood`: the kinds of need that the text is clearly of, the clearest first; often none.
    """

    suggestions: list[Suggestion]
    understood: list[Kind]
    words_only: bool

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
) -> Help:
    """The best open offers that the viewer may see for this text.

    `vector` is the text's meaning when it is known already; programmes are held against what
    is known of the `firm`, whose own offers are left out. Raises EmptyNeed or TextTooLong. Offers that fit no
    better than chance are left out too.
    """
    ranking = ranking_of(checked_text(text), vector, country=_country(firm))
    links = agreements_linking(viewer)
    mine = firm.pk if firm else None
    seen = _seen(ranking.candidates, offers_open_to(viewer).exclude(organisation=mine))
    shown = list(islice(seen, most))
    programmes = [offer.pk for _candidate, offer in shown if offer.kind == OfferKind.PROGRAMME]
    verdicts = eligibilities(programmes, firm, viewer.day)
    past = past_reasons(ranking, [offer.pk for _candidate, offer in shown], viewer)
    suggestions = [
        _suggestion(
            rank=rank,
            candidate=candidate,
            offer=offer,
            shared_words=ranking.shared_words(candidate),
            other_words=ranking.other_words(candidate),
            links=links,
            viewer=viewer,
            eligibility=verdicts.get(offer.pk),
            past=past.get(offer.pk),
        )
        for rank, (candidate, offer) in enumerate(shown, start=1)
    ]
    return Help(suggestions=suggestions, understood=ranking.understood, words_only=ranking.words_only)


def help_for_need(need: Need, viewer: Viewer) -> Help:
    """The best offers for a need that somebody said, its programmes held against what is known of the firm."""
    return help_for(need.whole_text, viewer, vector=known_vector(need), firm=need.organisation)


def _country(firm: Organisation | None) -> str | None:
    """Where words are read: the country of the firm, else that of the language on screen; English is of none."""
    if firm is not None and firm.territory is not None:
        return firm.territory.country
    return {"fr-ca": "CA", "fr-fr": "FR"}.get(get_language() or "")


def _seen(candidates: Sequence[Candidate], offers: QuerySet[Offer]) -> Iterator[tuple[Candidate, Offer]]:
    """Those of the candidates that are among `offers`, in their order; one query for each AT_ONCE candidates."""
    for start in range(0, len(candidates), AT_ONCE):
        batch = candidates[start : start + AT_ONCE]
        found = offers.in_bulk([candidate.offer_id for candidate in batch])
        for candidate in batch:
            if candidate.offer_id in found:
                yield candidate, found[candidate.offer_id]


def _suggestion(
    *,
    rank: int,
    candidate: Candidate,
    offer: Offer,
    shared_words: Sequence[str],
    other_words: Sequence[tuple[str, str]],
    links: dict[tuple[int, int], Agreement],
    viewer: Viewer,
    eligibility: Eligibility | None,
    past: Reason | None,
) -> Suggestion:
    by_agreement = offer.visibility == Visibility.PARTNERS
    agreement = links.get((offer.network_id, offer.strand_id or 0)) if by_agreement else None
    reasons = reasons_for(
        shared_words=shared_words,
        meaning=candidate.meaning,
        place=offer.organisation.territory.name if offer.organisation.territory else offer.network.name,
        near=offer.network_id in viewer.network_ids,
        agreement=agreement is not None,
        strand=str(offer.strand or ""),
        past=past,
        other_words=other_words,
    )
    fit = fit_of(candidate.total, halves=1 if candidate.meaning is None else 2)
    return Suggestion(
        rank=rank,
        offer=offer,
        score=candidate.total,
        fit=fit,
        reasons=reasons,
        agreement=agreement,
        eligibility=eligibility,
    )
