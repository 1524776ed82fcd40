"""Workshops on both shores: some to come, with people who wait for a place; some past, with who was there."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from maillage.activities.operations import (
    add_item,
    announce_activity,
    cancel_item,
    note_presence,
    register,
    write_activity,
)
from maillage.agreements.models import Agreement, Strand
from maillage.common.zones import instant
from maillage.config.demo.files import told_in
from maillage.config.demo.people import somebody
from maillage.directory.models import Network, Organisation
from maillage.initiatives.models import Initiative
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import date

    from maillage.activities.models import Activity

AGREEMENT = "shawinigan-chambery"
PREPARED = timedelta(days=40)  # before the day itself
ABSENT_EVERY = 4  # one registered person in four did not come


def build_workshops(*, now: datetime) -> None:
    """The activities of content/demo/workshops.json, on days that follow today."""
    for told in told_in("workshops.json"):
        first = now.date() + timedelta(days=told["in_days"])
        written = min(now, datetime.combine(first, time(12), now.tzinfo) - PREPARED)
        activity = _written(told, first, written)
        _programme(activity, told, first, written)
        announce_activity(activity_id=activity.pk, now=written)
        _people(activity, told, written, is_past=told["in_days"] < 0)


def _written(told: dict[str, Any], first: date, now: datetime) -> Activity:
    agreement = Agreement.objects.get(slug=AGREEMENT) if told["under_agreement"] else None
    kept = ("title", "kind", "visibility", "time_zone", "place", "online_url", "summary")
    return write_activity(
        now=now,
        network=Network.objects.get(slug=told["network"]),
        organisation=Organisation.objects.get(slug=told["organisation"]),
        strand=Strand.objects.get(slug=told["strand"]),
        agreement=agreement,
        initiative=Initiative.objects.filter(slug=told.get("initiative")).first(),
        starts_on=first,
        ends_on=first + timedelta(days=told["days"] - 1),
        is_fictitious=True,
        registration={"audience": told["audience"], "places": told["places"], "closes_on": None},
        **{name: told[name] for name in kept},
    )


def _programme(activity: Activity, told: dict[str, Any], day: date, now: datetime) -> None:
    for moment in told["moments"]:
        zone = moment.get("time_zone", told["time_zone"])
        starts = instant(datetime.combine(day, time.fromisoformat(moment["at"])), ZoneInfo(zone))
        item = add_item(
            activity_id=activity.pk,
            now=now,
            kind="session",
            title=moment["title"],
            starts_at=starts,
            ends_at=starts + timedelta(minutes=moment["minutes"]),
            time_zone=zone,
            place=moment.get("place", ""),
        )
        if moment.get("cancelled"):
            cancel_item(item_id=item.pk, now=now)


def _people(activity: Activity, told: dict[str, Any], now: datetime, *, is_past: bool) -> None:
    users = User.objects.in_bulk(told["people"], field_name="email")
    comers: list[dict[str, Any]] = [{"user": users[email]} for email in told["people"]]
    comers += [{"name": name} for name in told["others"]]
    comers += [
        {"user": _account(told, name, rank, now)} for rank, name in enumerate(told.get("accounts", []), 1)
    ]
    for number, who in enumerate(comers, start=1):
        at = now + timedelta(hours=number)
        part = register(activity_id=activity.pk, now=at, day=at.date(), by_hand=True, **who)
        part.is_fictitious = True
        part.save(update_fields=["is_fictitious"])
        if is_past:
            note_presence(participant_id=part.pk, was_there=number % ABSENT_EVERY != 0)


def _account(told: dict[str, Any], name: str, rank: int, now: datetime) -> User:
    email = f"{told['organisation']}-{rank}@demo.maillage.example"
    return somebody(name, email, network=told["network"], organisation=told["organisation"], now=now)
