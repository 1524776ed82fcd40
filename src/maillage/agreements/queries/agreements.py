"""Agreements that may be read, and what they open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from maillage.agreements.models import Agreement, AgreementVersion, Party

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from maillage.common.viewer import Viewer


class InForce(TypedDict):
    is_in_force: bool


def agreements_open_to(viewer: Viewer) -> QuerySet[WithAnnotations[Agreement, InForce]]:
    """Agreements that the viewer may read, by name. Rows carry `is_in_force` (bool, on her day) and their parties."""
    versions = AgreementVersion.objects.filter(agreement=OuterRef("pk"))
    return agreements_readable_by(viewer).annotate(is_in_force=Exists(versions.in_force(viewer.day)))


def agreements_readable_by(viewer: Viewer) -> QuerySet[Agreement]:
    """Agreements signed at least once, and drafts of the networks that the viewer coordinates, by name.

    Rows carry their parties.
    """
    versions = AgreementVersion.objects.filter(agreement=OuterRef("pk"))
    readable = Q(Exists(versions.filter(signed_on__isnull=False)))
    if viewer.coordinated_network_ids:
        mine = Party.objects.filter(agreement=OuterRef("pk"), network__in=viewer.coordinated_network_ids)
        readable |= Q(Exists(mine))
    return Agreement.objects.filter(readable).prefetch_related(parties_of("parties")).order_by("name", "pk")


def parties_of(path: str) -> Prefetch[Any]:
    """At the end of this path, the parties in their order, with their networks."""
    return Prefetch(path, Party.objects.select_related("network").order_by("shore", "pk"))


def agreements_linking(viewer: Viewer) -> dict[tuple[int, int], Agreement]:
    """For each (network, strand) opened to the viewer across an agreement in force: that agreement.

    One query, once a page. The viewer's own networks are not listed: what is hers needs no agreement.
    """
    return AgreementVersion.objects.linking(viewer)
