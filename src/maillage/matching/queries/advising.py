"""Reading who advises whom: only while the advisor holds her role and the consent stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from maillage.directory.queries import advisors_on
from maillage.matching.models import Advising, AdvisorLink, Introduction

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.directory.models import Membership
    from maillage.matching.models import Need


def link_at(token: str) -> AdvisorLink | None:
    """The personal address, open or closed, with its advisor, her organisation and network."""
    rows = AdvisorLink.objects.select_related(
        "membership__user", "membership__organisation", "membership__network"
    )
    return rows.filter(token=token).first()


def link_works(link: AdvisorLink, day: date) -> bool:
    """Whether it is open and its advisor still advises."""
    return link.closed_at is None and advisors_on(day).filter(pk=link.membership_id).exists()


def advisor_memberships_of(viewer: Viewer) -> QuerySet[Membership]:
    """What the viewer advises for today. Rows carry `open_links` (one or none), organisation and network."""
    return (
        advisors_on(viewer.day)
        .filter(user=viewer.user_id)
        .select_related("user", "organisation", "network")
        .prefetch_related(
            Prefetch("advisor_links", AdvisorLink.objects.filter(closed_at=None), to_attr="open_links")
        )
        .order_by("network__sort_key", "pk")
    )


def standing_advisings(day: date) -> QuerySet[Advising]:
    """Those in force that day: the firm still consents, the advisor still advises."""
    return Advising.objects.filter(consent__withdrawn_at__isnull=True, membership__in=advisors_on(day))


def advised_by(viewer: Viewer) -> QuerySet[Advising]:
    """What firms opened to the viewer, in force today."""
    return standing_advisings(viewer.day).filter(membership__user=viewer.user_id)


def advising_of(need: Need, day: date) -> Advising | None:
    """Who accompanies the firm on this need that day, with her name, organisation and network."""
    rows = standing_advisings(day).select_related(
        "membership__user", "membership__organisation", "membership__network"
    )
    return rows.filter(need=need).first()


def introductions_about(need: Need) -> QuerySet[Introduction]:
    """All those of a need, the latest change first, with the offer's organisation; for its advisor."""
    rows = Introduction.objects.filter(need=need).select_related("offer__organisation").defer("offer__vector")
    return rows.order_by("-changed_at", "-pk")
