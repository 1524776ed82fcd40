"""Who and what can help with a text: ranked, explained, within what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from maillage.agreements.enums import Visibility
from maillage.agreements.queries import agreements_linking
from maillage.matching.bridge import ranked_offers
from maillage.matching.enums import Answer, Fit, OfferKind
from maillage.matching.queries.eligible import eligibilities
from maillage.matching.queries.sharing import offers_open_to
from maillage.matching.rules import checked_text, fit_of, reasons_for

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement
    from maillage.common.viewer import Viewer
    from maillage.directory.models import Organisation
    from maillage.matching.bridge import RankedOffer
    from maillage.matching.models import Offer
    from maillage.matching.queries.eligible import Eligibility
    from maillage.matching.rules import Reason

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
    eligibility: Eligibility | None = None  # of a programme that states its conditions


@dataclass(frozen=True, kw_only=True)
class Help:
    """The answer to a text. `words_only` when the meaning of texts could not be compared."""

    suggestions: list[Suggestion]
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


def help_for(text: str, viewer: Viewer, *, most: int = MOST_SHOWN, firm: Organisation | None = None) -> Help:
    """The best open offers that the viewer may see for this text; programmes are held against what is known of the firm.

    Raises EmptyNeed or TextTooLong. Offers that no better than chance fits are left out.
    """
    ranking = ranked_offers(checked_text(text), offers_open_to(viewer), most=most)
    offers = offers_open_to(viewer).in_bulk([row.offer_id for row in ranking.rows])
    links = agreements_linking(viewer)
    programmes = [pk for pk, offer in offers.items() if offer.kind == OfferKind.PROGRAMME]
    verdicts = eligibilities(programmes, firm, viewer.day)
    suggestions = []
    for rank, row in enumerate(ranking.rows, start=1):
        offer = offers.get(row.offer_id)
        if offer is not None:  # closed or hidden between the two queries
            found = _suggestion(rank, row, offer, links, viewer)
            suggestions.append(replace(found, eligibility=verdicts.get(offer.pk)))
    return Help(suggestions=suggestions, words_only=ranking.words_only)


def _suggestion(
    rank: int,
    row: RankedOffer,
    offer: Offer,
    links: dict[tuple[int, int], Agreement],
    viewer: Viewer,
) -> Suggestion:
    by_agreement = offer.visibility == Visibility.PARTNERS
    agreement = links.get((offer.network_id, offer.strand_id or 0)) if by_agreement else None
    reasons = reasons_for(
        shared_words=row.shared_words,
        meaning=row.meaning,
        place=offer.organisation.territory.name if offer.organisation.territory else offer.network.name,
        near=offer.network_id in viewer.network_ids,
        agreement=agreement is not None,
        strand=str(offer.strand or ""),
    )
    fit = fit_of(row.total, halves=1 if row.meaning is None else 2)
    return Suggestion(rank=rank, offer=offer, score=row.total, fit=fit, reasons=reasons, agreement=agreement)
