"""What goes together: networks and what they hold, agreements and the strands that they opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from maillage.activities.models import Activity
from maillage.activities.queries import activities_open_to
from maillage.agreements.models import Opening, Party
from maillage.initiatives.models import Holder, Initiative
from maillage.outcomes.enums import Origin
from maillage.outcomes.models import Outcome, Statement

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from maillage.agreements.models import Agreement, Strand
    from maillage.common.viewer import Viewer
    from maillage.directory.models import Network
    from maillage.matching.models import Introduction


def holds(network: Network, initiative: Initiative) -> bool:
    return Holder.objects.filter(network=network, initiative=initiative).exists()


def is_party(network: Network, agreement: Agreement) -> bool:
    return Party.objects.filter(network=network, agreement=agreement).exists()


def has_opened(agreement: Agreement, strand: Strand) -> bool:
    """Whether a signed version ever opened this strand."""
    signed = Opening.objects.filter(version__agreement=agreement, version__signed_on__isnull=False)
    return signed.filter(strand=strand).exists()


def agreement_behind(introduction: Introduction, day: date) -> tuple[Agreement, Strand] | None:
    """Through which agreement two networks met, and on which of its strands; None when no agreement in force links them that day."""
    need, offer = introduction.need, introduction.offer
    if need.network_id == offer.network_id:
        return None
    opened = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    opened &= Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    version = Q(
        Q(version__ended_on__isnull=True) | Q(version__ended_on__gt=day),
        version__signed_on__lte=day,
        version__starts_on__lte=day,
        version__ends_on__gte=day,
    )
    rows = Opening.objects.filter(opened, version, strand__in=[need.strand_id, offer.strand_id])
    for network in (need.network_id, offer.network_id):
        rows = rows.filter(version__agreement__in=Party.objects.filter(network=network).values("agreement"))
    found = rows.select_related("version__agreement", "strand").order_by("version__agreement", "strand", "pk")
    opening = found.first()
    return (opening.version.agreement, opening.strand) if opening else None


def told_of(introduction: Introduction) -> QuerySet[Statement]:
    """What stands of what came of it, as somebody declared it, the newest first. Rows carry their outcome."""
    declared = Outcome.objects.filter(introduction=introduction).exclude(origin=Origin.GATHERED)
    return (
        Statement.objects.current()
        .filter(outcome__in=declared.values("pk"))
        .select_related("outcome")
        .order_by("-pk")
    )


def initiatives_to_choose(viewer: Viewer) -> QuerySet[Initiative]:
    """Those of her networks, begun, by title."""
    held = Holder.objects.filter(network__in=viewer.network_ids).values("initiative")
    return Initiative.objects.filter(pk__in=held, starts_on__lte=viewer.day).order_by("title", "pk")


def activities_to_choose(viewer: Viewer) -> QuerySet[Activity]:
    """Those that she may read and that began, the latest first."""
    open_to_her = activities_open_to(viewer).order_by().values("pk")
    return Activity.objects.filter(pk__in=open_to_her, starts_on__lte=viewer.day).order_by(
        "-starts_on", "-pk"
    )
