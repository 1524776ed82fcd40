"""Inviting a group: it is told why and who sees what, each person begins, and counts with the group if she agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import translation

from maillage.assessments import queries
from maillage.assessments.errors import GroupIsClosed, InvitationIsTaken, TooManyInvited
from maillage.assessments.models import Campaign, Invitation, InvitationReminder, Sitting
from maillage.assessments.operations.sittings import begin_sitting
from maillage.assessments.rules.invitations import signed
from maillage.assessments.rules.starting import questions_at_most
from maillage.common.jobs import later
from maillage.common.letters import send_once, write_once
from maillage.common.mail import forgotten_address, message
from maillage.common.zones import day_of
from maillage.directory.queries import mailbox_of
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.core.mail import EmailMessage

    from maillage.assessments.models import Instrument
    from maillage.directory.models import Network
    from maillage.skills.models import RoleProfile

MOST_INVITED = 500  # by one campaign


@transaction.atomic
def open_campaign(
    *,
    network: Network,
    instrument: Instrument,
    title: str,
    purpose: str,
    role: RoleProfile | None,
    areas: Sequence[str],
    closes_on: date | None,
    opened_by: User,
    now: datetime,
) -> Campaign:
    """A fictitious person opens a fictitious group. Raises ValidationError."""
    campaign = Campaign(
        network=network,
        instrument=instrument,
        title=title,
        purpose=purpose,
        role=role,
        areas=list(areas),
        is_fictitious=opened_by.is_fictitious,
        closes_on=closes_on,
        opened_by=opened_by,
        opened_at=now,
    )
    campaign.save()
    return campaign


@transaction.atomic
def invite(*, campaign_id: int, emails: Sequence[str], now: datetime) -> int:
    """Write to these addresses, those already invited aside. Returns how many are new.

    Raises GroupIsClosed, TooManyInvited.
    """
    campaign = _open_one(campaign_id, now)
    known = set(campaign.invitations.annotate(low=Lower("email")).order_by().values_list("low", flat=True))
    fresh = [one for one in dict.fromkeys(email.strip().lower() for email in emails) if one not in known]
    if len(known) + len(fresh) > MOST_INVITED:
        raise TooManyInvited(most=MOST_INVITED)
    rows = [Invitation(campaign=campaign, email=email, written_at=now) for email in fresh]
    for row in Invitation.objects.bulk_create(rows):
        later("assessments.send_invitation", letter_id=row.pk)
    return len(rows)


@transaction.atomic
def remind_invited(*, campaign_id: int, now: datetime) -> int:
    """Recall the invitation, once, to those who do not count with the group. Returns how many. Raises GroupIsClosed."""
    campaign = _open_one(campaign_id, now)
    rows = list(queries.to_remind(campaign))
    for row in rows:
        write_once(InvitationReminder.objects, "assessments.send_reminder", {"invitation": row}, now=now)
    return len(rows)


@transaction.atomic
def close_campaign(*, campaign_id: int, now: datetime) -> Campaign:
    """No link begins any more. Those who began go on, and still count. A second call changes nothing."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    if campaign.closed_at is None:
        campaign.closed_at = now
        campaign.save(update_fields=["closed_at"])
    return campaign


@transaction.atomic
def join_campaign(*, invitation_id: int, sitting_id: int, now: datetime) -> Invitation:
    """She agreed: her sitting counts with the group. A second call changes nothing.

    Raises GroupIsClosed, and InvitationIsTaken when somebody else began by this link.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=invitation_id)
    )
    if invitation.sitting_id == sitting_id:
        return invitation
    if not queries.is_open(invitation.campaign, day_of(now)):
        raise GroupIsClosed
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting_id)
    if invitation.sitting_id is not None:
        raise InvitationIsTaken
    # one group at a time: the last that she agreed to
    Invitation.objects.filter(sitting=sitting).update(sitting=None)
    invitation.sitting = sitting
    invitation.save(update_fields=["sitting"])
    return invitation


@transaction.atomic
def begin_invited(*, invitation_id: int, person: User, counts: bool, seed: int, now: datetime) -> Sitting:
    """Begin what the group is asked about; `counts`: she agreed to be counted with it.

    Raises GroupIsClosed, InvitationIsTaken, NothingToAsk.
    """
    invitation = Invitation.objects.select_related("campaign__instrument__framework", "campaign__role").get(
        pk=invitation_id
    )
    campaign = invitation.campaign
    if not queries.is_open(campaign, day_of(now)):
        raise GroupIsClosed
    asked, length = queries.asked_of(campaign), campaign.instrument.content["length"]
    sitting = begin_sitting(
        instrument=campaign.instrument,
        person=person,
        dimensions=asked,
        most=questions_at_most(length["most"], asked),
        error=length["error"],
        role=campaign.role,
        organisation=None,
        facts={},
        seed=seed,
        consented_at=now,
        now=now,
    )
    if counts:
        join_campaign(invitation_id=invitation_id, sitting_id=sitting.pk, now=now)
    return sitting


@transaction.atomic
def leave_campaign(*, sitting_id: int) -> bool:
    """She counts with no group any more, from the next time it is counted. False when she did not."""
    return bool(Invitation.objects.filter(sitting=sitting_id).update(sitting=None))


@transaction.atomic
def forget_invited(*, day: date) -> int:
    """Addresses of groups that are closed. Returns how many; the counts stay."""
    rows = list(queries.addresses_to_forget(day))
    for row in rows:
        row.email = forgotten_address(row.pk)
    return Invitation.objects.bulk_update(rows, ["email"])


def _open_one(campaign_id: int, now: datetime) -> Campaign:
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    if not queries.is_open(campaign, day_of(now)):
        raise GroupIsClosed
    return campaign


def send_invitation(*, letter_id: int, now: datetime) -> bool:
    """Invite once; False when the group closed, or the letter left already."""
    rows = Invitation.objects.select_related("campaign__network__territory", "campaign__instrument")
    return send_once(rows, letter_id, compose=lambda row: _message(row, "invitation", now), now=now)


def send_reminder(*, letter_id: int, now: datetime) -> bool:
    """Recall once; False when she began meanwhile, the group closed, or the letter left already."""
    rows = InvitationReminder.objects.select_related(
        "invitation__campaign__network__territory", "invitation__campaign__instrument"
    )
    return send_once(
        rows,
        letter_id,
        compose=lambda row: None if row.invitation.sitting_id else _message(row.invitation, "reminder", now),
        now=now,
    )


def _message(invitation: Invitation, name: str, now: datetime) -> EmailMessage | None:
    campaign = invitation.campaign
    if not queries.is_open(campaign, day_of(now)):
        return None
    known = User.objects.filter(email=invitation.email, is_active=True).first()
    with translation.override(known.language if known else mailbox_of(campaign.network).language):
        context = {
            "campaign": campaign,
            "address": settings.SITE_URL + reverse("assessments:invitation", args=[signed(invitation)]),
        }
        return message(f"assessments/mail/{name}.txt", context, to=invitation.email)
