"""The only doors to a need, an offer, an introduction."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import Http404

from maillage.matching.enums import IntroductionState
from maillage.matching.models import Introduction, Need, Offer, Sharing
from maillage.matching.queries import introductions_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer

S = TypeVar("S", bound=Sharing)


def need_open_to(viewer: Viewer, pk: int) -> Need:
    """Raises Http404 when the viewer may not see it, or when it does not exist: she cannot tell which."""
    return _open_to(viewer, Need.objects.all(), pk)


def offer_open_to(viewer: Viewer, pk: int) -> Offer:
    """Raises Http404 when the viewer may not see it, or when it does not exist: she cannot tell which."""
    return _open_to(viewer, Offer.objects.all(), pk)


def need_of(viewer: Viewer, pk: int) -> Need:
    """A need of one of the viewer's organisations, hers to change. Raises Http404 otherwise."""
    need = need_open_to(viewer, pk)
    if not owns(viewer, need):
        raise Http404
    return need


def offer_of(viewer: Viewer, pk: int) -> Offer:
    """An offer of one of the viewer's organisations, hers to change. Raises Http404 otherwise."""
    offer = offer_open_to(viewer, pk)
    if not owns(viewer, offer):
        raise Http404
    return offer


def owns(viewer: Viewer, row: Need | Offer) -> bool:
    return row.organisation_id in viewer.organisation_ids


def introduction_open_to(viewer: Viewer, pk: int) -> Introduction:
    """Both sides, and nobody else. Raises Http404 otherwise."""
    introduction = introductions_of(viewer).filter(pk=pk).first()
    if introduction is None:
        raise Http404
    return introduction


def may_answer(viewer: Viewer, introduction: Introduction) -> bool:
    """The offer's side answers what is asked."""
    return introduction.state == IntroductionState.ASKED and holds(viewer, introduction)


def may_close(viewer: Viewer, introduction: Introduction) -> bool:
    """Either side says how it ended."""
    return introduction.state == IntroductionState.ACCEPTED


def holds(viewer: Viewer, introduction: Introduction) -> bool:
    """The offer's side: its organisation, or the coordination of its network, which stands in."""
    offer = introduction.offer
    return offer.organisation_id in viewer.organisation_ids or offer.network_id in viewer.coordinated_network_ids


def _open_to(viewer: Viewer, rows: QuerySet[S], pk: int) -> S:
    row = (
        rows.visible_to(viewer)  # type: ignore[attr-defined]
        .select_related("organisation__territory", "network", "strand", "territory")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    return row
