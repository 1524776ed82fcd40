"""A group of invented people, who agreed to be counted: numbers, and nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from maillage.assessments.models import Instrument
from maillage.assessments.operations import begin_invited, count_group, invite, open_campaign, stop_sitting
from maillage.config.demo.assessments import answered
from maillage.config.demo.files import told_in
from maillage.directory.models import Network
from maillage.people.models import User
from maillage.people.operations import create_person

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.assessments.models import Campaign


def build_groups(*, now: datetime) -> None:
    """Those of content/demo/groups.json: who answered, who was invited and stays silent."""
    for told in told_in("groups.json"):
        opened = now - timedelta(days=told["days_ago"])
        campaign = _opened(told, opened)
        emails = [person["email"] for person in told["people"]]
        invite(campaign_id=campaign.pk, emails=[*emails, *told["silent"]], now=opened)
        for days, person in enumerate(told["people"], start=1):
            _sat(campaign, told, person, opened + timedelta(days=days))
        count_group(campaign_id=campaign.pk, now=now)


def _opened(told: dict[str, Any], now: datetime) -> Campaign:
    return open_campaign(
        network=Network.objects.get(slug=told["network"]),
        instrument=Instrument.objects.get(code=told["instrument"]),
        title=told["title"],
        purpose=told["purpose"],
        role=None,
        areas=told["areas"],
        closes_on=(now + timedelta(days=told["open_for_days"])).date(),
        opened_by=User.objects.get(email=told["opened_by"]),
        now=now,
    )


def _sat(campaign: Campaign, told: dict[str, Any], one: dict[str, Any], now: datetime) -> None:
    person = create_person(
        email=one["email"], full_name=one["name"], language="fr-ca", is_fictitious=True, now=now
    )
    invitation = campaign.invitations.get(email=one["email"])
    sitting = begin_invited(
        invitation_id=invitation.pk, person=person, counts=True, seed=one["seed"], now=now
    )
    sitting = answered(sitting, one | {"answers": told["answers"]}, now)
    if sitting.finished_at is None:
        stop_sitting(sitting_id=sitting.pk, now=now + timedelta(hours=1))
