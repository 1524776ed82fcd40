"""The only doors to a need, an offer, an introduction, what is known of a firm, a search that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q
from django.http import Http404

from maillage.directory.models import Organisation
from maillage.directory.queries import speaks_for
from maillage.matching.enums import AnsweredAs, IntroductionState, SharingState
from maillage.matching.models import Introduction, Need, Offer, SavedSearch, Sharing
from maillage.matching.queries import introductions_of

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer
    from maillage.matching.models import SharingQuerySet

S = TypeVar("S", bound=Sharing)


def need_open_to(viewer: Viewer, pk: int) -> Need:
    """Raises Http404 when the viewer may not see it, or it is closed, or does not exist: she cannot
    tell which. Members of its organisation still read what they closed.
    """
    return _open_to(viewer, Need.objects.all(), pk)


def offer_open_to(viewer: Viewer, pk: int) -> Offer:
    """Raises Http404 when the viewer may not see it, or it is closed, or does not exist: she cannot
    tell which. Members of its organisation still read what they closed.
    """
    return _open_to(viewer, Offer.objects.all(), pk)


def need_of(viewer: Viewer, pk: int) -> Need:
    """A need in whose organisation's name the viewer may act, hers to change. Raises Http404 otherwise."""
    need = need_open_to(viewer, pk)
    if not speaks_for(viewer, need.organisation):
        raise Http404
    return need


def offer_of(viewer: Viewer, pk: int) -> Offer:
    """An offer in whose organisation's name the viewer may act, hers to change. Raises Http404 otherwise."""
    offer = offer_open_to(viewer, pk)
    if not speaks_for(viewer, offer.organisation):
        raise Http404
    return offer


def firm_answered_for(viewer: Viewer, slug: str) -> tuple[Organisation, AnsweredAs]:
    """A firm about which the viewer may answer, and in what name: for it, or as an advisor of one of its networks.

    Raises Http404 otherwise.
    """
    firm = Organisation.objects.active().select_related("territory").filter(slug=slug).first()
    if firm is None:
        raise Http404
    if speaks_for(viewer, firm):
        return firm, AnsweredAs.FIRM
    if advises(viewer, firm):
        return firm, AnsweredAs.ADVISOR
    raise Http404


def advises(viewer: Viewer, firm: Organisation) -> bool:
    """Whether the viewer advises the firms of one of its networks."""
    advised = viewer.advised_network_ids
    return bool(advised) and firm.networks.filter(pk__in=advised).exists()


def search_of(viewer: Viewer, pk: int) -> SavedSearch:
    """A search that the viewer keeps. Raises Http404 for anybody else's."""
    search = SavedSearch.objects.filter(owner=viewer.user_id, pk=pk).first()
    if search is None:
        raise Http404
    return search


def sees(viewer: Viewer, row: Need | Offer) -> bool:
    """Whether its page opens to the viewer today."""
    rows: SharingQuerySet[Any] = type(row).objects.all()
    return _seen_by(viewer, rows).filter(pk=row.pk).exists()


def owns(viewer: Viewer, row: Need | Offer) -> bool:
    """Whether it belongs to an organisation that the viewer is a member of."""
    return row.organisation_id in viewer.organisation_ids


def introduction_open_to(viewer: Viewer, pk: int) -> Introduction:
    """Both sides, and nobody else. Raises Http404 otherwise."""
    introduction = introductions_of(viewer).filter(pk=pk).first()
    if introduction is None:
        raise Http404
    return introduction


def introduction_to_answer(viewer: Viewer, pk: int) -> Introduction:
    """For the offer's side alone. Raises Http404 otherwise; whether it was answered is for the operation to say."""
    introduction = introduction_open_to(viewer, pk)
    if not holds(viewer, introduction):
        raise Http404
    return introduction


def introduction_to_close(viewer: Viewer, pk: int) -> Introduction:
    """For whoever speaks for either side. Raises Http404 otherwise."""
    introduction = introduction_open_to(viewer, pk)
    if not _takes_part(viewer, introduction):
        raise Http404
    return introduction


def may_answer(viewer: Viewer, introduction: Introduction) -> bool:
    """The offer's side answers what is asked."""
    return introduction.state == IntroductionState.ASKED and holds(viewer, introduction)


def may_close(viewer: Viewer, introduction: Introduction) -> bool:
    """Either side says how it ended, through somebody who speaks for it."""
    return introduction.state == IntroductionState.ACCEPTED and _takes_part(viewer, introduction)


def holds(viewer: Viewer, introduction: Introduction) -> bool:
    """The offer's side: who speaks for its organisation, or the coordination of its network, which stands in."""
    offer = introduction.offer
    return offer.network_id in viewer.coordinated_network_ids or speaks_for(viewer, offer.organisation)


def _takes_part(viewer: Viewer, introduction: Introduction) -> bool:
    return holds(viewer, introduction) or speaks_for(viewer, introduction.need.organisation)


def _open_to(viewer: Viewer, rows: SharingQuerySet[S], pk: int) -> S:
    rows = _seen_by(viewer, rows).select_related("organisation__territory", "network", "strand", "territory")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _seen_by(viewer: Viewer, rows: SharingQuerySet[S]) -> SharingQuerySet[S]:
    return rows.visible_to(viewer).filter(
        Q(state=SharingState.OPEN) | Q(organisation__in=viewer.organisation_ids)
    )
