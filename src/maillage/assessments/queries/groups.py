"""Reading groups: who may follow them, how many people came, what is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from maillage.assessments.enums import Subject
from maillage.assessments.models import Campaign, Estimate, GroupCount, Instrument, Invitation, Sitting
from maillage.common.mail import FORGOTTEN_HOST
from maillage.skills.models import Competence

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer

KEPT = timedelta(days=30)  # addresses, once a group is closed
BEGUN, FINISHED = (
    Q(invitations__sitting__isnull=False),
    Q(invitations__sitting__finished_at__isnull=False),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of a group about one competence; `count` is None as long as ten people are not there."""

    competence: Competence
    count: GroupCount | None


def campaigns_followed_by(viewer: Viewer) -> QuerySet[Campaign]:
    """Those of the networks where the viewer coordinates or advises, the newest first.

    Rows carry how many people were `invited`, have `begun` and `finished` among those who count with the group.
    """
    return (
        Campaign.objects.filter(network__in=viewer.coordinated_network_ids | viewer.advised_network_ids)
        .select_related("network__territory", "instrument__framework", "role")
        .annotate(
            invited=Count("invitations"),
            begun=Count("invitations", filter=BEGUN),
            finished=Count("invitations", filter=FINISHED),
        )
        .order_by("-opened_at", "-pk")
    )


def is_open(campaign: Campaign, day: date) -> bool:
    return campaign.closed_at is None and (campaign.closes_on is None or day <= campaign.closes_on)


def instruments_of_people() -> QuerySet[Instrument]:
    """Those that a group may be invited to, in the order of their codes."""
    return Instrument.objects.filter(subject=Subject.PERSON).select_related("framework").order_by("code")


def asked_of(campaign: Campaign) -> list[str]:
    """The competences that its people are asked about, in the order of the reference."""
    rows = Competence.objects.filter(version=campaign.instrument.framework_id)
    if campaign.areas:
        rows = rows.filter(area__code__in=campaign.areas)
    elif campaign.role_id:
        wanted = campaign.role.requirements.values("competence__code")  # type: ignore[union-attr] # there is one
        rows = rows.filter(code__in=wanted)
    return list(rows.order_by("position").values_list("code", flat=True))


def told_of(campaign: Campaign) -> list[Told]:
    """Every competence that is asked about, in the order of the reference, and what was counted last."""
    counts = {row.dimension: row for row in campaign.counts.order_by("dimension")}
    rows = Competence.objects.filter(
        version=campaign.instrument.framework_id, code__in=asked_of(campaign)
    ).select_related("area")
    return [Told(competence=row, count=counts.get(row.code)) for row in rows.order_by("position")]


def counted_among(campaign: Campaign) -> QuerySet[Estimate]:
    """What is known of those who finished and count with the group, by question asked; real people or fictitious ones, never both."""
    return Estimate.objects.filter(
        sitting__invitation__campaign=campaign,
        sitting__finished_at__isnull=False,
        sitting__person__is_fictitious=campaign.is_fictitious,
        asked__gt=0,
    ).order_by("dimension", "sitting_id")


def campaigns_to_count() -> QuerySet[Campaign]:
    """Those where somebody finished."""
    finished = Sitting.objects.filter(finished_at__isnull=False, invitation__isnull=False)
    return Campaign.objects.filter(invitations__sitting__in=finished).distinct().order_by("pk")


def to_remind(campaign: Campaign) -> QuerySet[Invitation]:
    """Those who were written to, who do not count with the group yet and were not reminded."""
    return campaign.invitations.filter(
        sent_at__isnull=False, sitting__isnull=True, reminder__isnull=True
    ).order_by("pk")


def addresses_to_forget(day: date) -> QuerySet[Invitation]:
    """Those of groups closed for a month, and not forgotten yet."""
    limit = day - KEPT
    closed = Q(campaign__closed_at__date__lt=limit) | Q(campaign__closes_on__lt=limit)
    return Invitation.objects.filter(closed).exclude(email__endswith=FORGOTTEN_HOST).order_by("pk")


def group_of(sitting: Sitting) -> Campaign | None:
    """The group that the person agreed to be counted with."""
    return Campaign.objects.filter(invitations__sitting=sitting).select_related("network").first()
