"""The only doors to a need, an offer, an introduction, what is known of a firm, a search that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.common.zones import day_of
from maillage.directory.models import Organisation
from maillage.directory.queries import organisations_spoken_for, speaks_for, viewer_of
from maillage.matching.enums import AnsweredAs, IntroductionState, SharingState
from maillage.matching.models import (
    AdvisorLink,
    FollowUp,
    Introduction,
    Need,
    Offer,
    Programme,
    ProgrammeFact,
    RoutedNeed,
    SavedSearch,
    Sharing,
    Webhook,
)
from maillage.matching.queries import (
    advised_by,
    advisor_memberships_of,
    introductions_of,
    link_at,
    terms_of,
)
from maillage.matching.queries.programmes import facts_kept_by, programmes_kept_by
from maillage.matching.rules import MOVES, Mover, may_become
from maillage.matching.rules.links import ANSWER, FOLLOW_UP, read
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.directory.models import Membership
    from maillage.matching.models import SharingQuerySet
    from maillage.matching.rules.links import Link

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


def need_of_ours(viewer: Viewer, pk: int) -> Need:
    """A need of an organisation that the viewer is a member of, whose answers she reads. Raises Http404 otherwise."""
    need = need_open_to(viewer, pk)
    if not owns(viewer, need):
        raise Http404
    return need


def offer_of(viewer: Viewer, pk: int) -> Offer:
    """An offer in whose organisation's name the viewer may act, hers to change. Raises Http404 otherwise."""
    offer = offer_open_to(viewer, pk)
    if not speaks_for(viewer, offer.organisation):
        raise Http404
    return offer


def programme_of(viewer: Viewer, offer_pk: int) -> Programme:
    """A programme that is hers to change, by its offer. Raises Http404 otherwise."""
    return get_object_or_404(programmes_kept_by(viewer), offer=offer_pk)


def fact_of(viewer: Viewer, pk: int) -> ProgrammeFact:
    """A fact that the viewer may confirm, of a programme that she may see. Raises Http404 otherwise."""
    fact = get_object_or_404(facts_kept_by(viewer), pk=pk)
    if not (keeps(viewer, fact.programme) or sees(viewer, fact.programme.offer)):
        raise Http404
    return fact


def keeps(viewer: Viewer, programme: Programme) -> bool:
    """Whether the programme is hers to change."""
    return viewer.is_known and programmes_kept_by(viewer).filter(pk=programme.pk).exists()


def firm_answered_for(viewer: Viewer, slug: str) -> tuple[Organisation, AnsweredAs]:
    """A firm about which the viewer may answer, and in what name: for it, or as an advisor of one of its networks.

    Raises Http404 otherwise.
    """
    firm = get_object_or_404(Organisation.objects.active().select_related("territory"), slug=slug)
    if speaks_for(viewer, firm):
        return firm, AnsweredAs.FIRM
    if may_advise(viewer, firm):
        return firm, AnsweredAs.ADVISOR
    raise Http404


def may_advise(viewer: Viewer, firm: Organisation) -> bool:
    """Whether the viewer advises the firms of one of its networks."""
    advised = viewer.advised_network_ids
    return bool(advised) and firm.networks.filter(pk__in=advised).exists()


def search_of(viewer: Viewer, pk: int) -> SavedSearch:
    """A search that the viewer keeps. Raises Http404 for anybody else's."""
    return get_object_or_404(SavedSearch, owner=viewer.user_id, pk=pk)


def sees(viewer: Viewer, row: Need | Offer) -> bool:
    """Whether its page opens to the viewer today."""
    rows: SharingQuerySet[Any] = type(row).objects.all()
    return _seen_by(viewer, rows).filter(pk=row.pk).exists()


def owns(viewer: Viewer, row: Need | Offer) -> bool:
    """Whether it belongs to an organisation that the viewer is a member of."""
    return row.organisation_id in viewer.organisation_ids


def advises(viewer: Viewer, need: Need) -> bool:
    """Whether the firm opened this need to the viewer as its advisor, and neither ended it."""
    return bool(viewer.advised_network_ids) and advised_by(viewer).filter(need=need).exists()


def advisor_link_open_to_anybody(token: str) -> AdvisorLink:
    """A personal address that was given once, open or closed. Raises Http404 for any other."""
    link = link_at(token)
    if link is None:
        raise Http404
    return link


def advisor_membership_of(viewer: Viewer, pk: int) -> Membership:
    """One of the viewer's own roles as an advisor. Raises Http404 otherwise."""
    return get_object_or_404(advisor_memberships_of(viewer), pk=pk)


def introduction_open_to(viewer: Viewer, pk: int) -> Introduction:
    """Both sides, and nobody else. Raises Http404 otherwise."""
    return get_object_or_404(introductions_of(viewer), pk=pk)


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


def may(viewer: Viewer, introduction: Introduction, target: IntroductionState) -> bool:
    """Whether the viewer may bring the introduction to this state, from where it stands."""
    if not may_become(introduction.state, target):
        return False
    by = MOVES[target].by
    return (by is Mover.HOLDER and holds(viewer, introduction)) or (
        by is Mover.EITHER and _takes_part(viewer, introduction)
    )


def may_answer(viewer: Viewer, introduction: Introduction) -> bool:
    """The offer's side answers what is asked."""
    return may(viewer, introduction, IntroductionState.ACCEPTED)


def may_close(viewer: Viewer, introduction: Introduction) -> bool:
    """Either side says how it ended, through somebody who speaks for it."""
    return may(viewer, introduction, IntroductionState.SOLVED)


def holds(viewer: Viewer, introduction: Introduction) -> bool:
    """The offer's side: who speaks for its organisation, or the coordination of its network, which stands in."""
    offer = introduction.offer
    return offer.network_id in viewer.coordinated_network_ids or speaks_for(viewer, offer.organisation)


def routed_need_open_to(viewer: Viewer, pk: int) -> RoutedNeed:
    """One line of the routing of a network that the viewer coordinates. Raises Http404 otherwise."""
    rows = RoutedNeed.objects.filter(run__network__in=viewer.coordinated_network_ids)
    return get_object_or_404(rows.select_related("run__network"), pk=pk)


def _takes_part(viewer: Viewer, introduction: Introduction) -> bool:
    return holds(viewer, introduction) or speaks_for(viewer, introduction.need.organisation)


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Somebody who came by a link: who, and about what."""

    introduction: Introduction
    user: User


def answering(token: str, now: datetime) -> Answering:
    """Behind the link of a request. Raises Http404 when it is not ours, too old, or no longer hers to answer:
    nobody can tell which. An answered request still opens, to say so.
    """
    link = _read(token, ANSWER)
    introduction = get_object_or_404(_introductions_by_link(), pk=link.about)
    user = _user_of(link, introduction, now)
    if not holds(viewer_of(user, day_of(now)), introduction):
        raise Http404
    return Answering(introduction=introduction, user=user)


def follow_up_behind(token: str, now: datetime) -> FollowUp:
    """Behind the link that asks what became of a need. Raises Http404 as `answering` does."""
    link = _read(token, FOLLOW_UP)
    follow_up = get_object_or_404(FollowUp, pk=link.about)
    follow_up.introduction = _introductions_by_link().get(pk=follow_up.introduction_id)
    user = _user_of(link, follow_up.introduction, now)
    if user.pk != follow_up.introduction.asked_by_id:
        raise Http404
    return follow_up


def _read(token: str, purpose: str) -> Link:
    link = read(token, purpose=purpose)
    if link is None:
        raise Http404
    return link


def _introductions_by_link() -> QuerySet[Introduction]:
    return Introduction.objects.select_related(
        "need__organisation", "offer__organisation", "offer__network", "answered_by"
    )


def _user_of(link: Link, introduction: Introduction, now: datetime) -> User:
    validity = timedelta(days=terms_of(introduction.offer.network_id).link_days)
    user = User.objects.filter(pk=link.user_id, is_active=True).first()
    is_ours = bool(link.key) and link.key == introduction.answer_key
    if user is None or not is_ours or now - link.signed_at > validity:
        raise Http404
    return user


def organisation_to_inform(viewer: Viewer, slug: str) -> Organisation:
    """An organisation in whose name the viewer may act. Raises Http404 otherwise."""
    return get_object_or_404(organisations_spoken_for(viewer), slug=slug)


def webhook_of(viewer: Viewer, pk: int) -> Webhook:
    """An address told for an organisation in whose name the viewer may act. Raises Http404 otherwise."""
    told = Webhook.objects.filter(stopped_at=None, organisation__in=organisations_spoken_for(viewer))
    return get_object_or_404(told.select_related("organisation"), pk=pk)


def _open_to(viewer: Viewer, rows: SharingQuerySet[S], pk: int) -> S:
    return get_object_or_404(
        _seen_by(viewer, rows).select_related("organisation__territory", "territory", "strand"), pk=pk
    )


def _seen_by(viewer: Viewer, rows: SharingQuerySet[S]) -> SharingQuerySet[S]:
    """What visibility opens, and the needs that their firms opened to the viewer as their advisor."""
    seen = rows.visible_to(viewer).filter(
        Q(state=SharingState.OPEN) | Q(organisation__in=viewer.organisation_ids)
    )
    if rows.model is not Need or not viewer.advised_network_ids:
        return seen
    return rows.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=advised_by(viewer).values("need")))
