"""What a calendar says of an activity: its moments, or its whole days while it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.activities.enums import ActivityState, PartState
from maillage.activities.rules.calendar_files import Entry
from maillage.activities.rules.hours import when

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.activities.models import Activity, ProgrammeItem

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


def public_entries(activities: Iterable[Activity]) -> list[Entry]:
    """What anybody may read: no link of an online meeting, no name of a person."""
    return [entry for activity in activities for entry in _entries(activity, activity.items.all())]


def entries_for(activity: Activity, *, coordinates: bool) -> list[Entry]:
    """What one person reads of an activity whose row carries `hers`: her moments, and how to join online if she comes."""
    hers = {participant.pk for participant in activity.hers}  # type: ignore[attr-defined]  # prefetched
    comes = any(participant.state == PartState.CONFIRMED for participant in activity.hers)  # type: ignore[attr-defined]
    waits = any(participant.state == PartState.WAITING for participant in activity.hers)  # type: ignore[attr-defined]
    items = [
        item
        for item in activity.items.all()
        if coordinates or not item.people.all() or hers & {person.pk for person in item.people.all()}
    ]
    return _entries(activity, items, joins=comes or coordinates, waits=waits)


def _entries(
    activity: Activity, items: Iterable[ProgrammeItem], *, joins: bool = False, waits: bool = False
) -> list[Entry]:
    moments = [_moment(activity, item, joins=joins, waits=waits) for item in items]
    return moments or [_whole_days(activity, joins=joins, waits=waits)]


def _whole_days(activity: Activity, *, joins: bool, waits: bool) -> Entry:
    status = _status(activity, waits=waits)
    return Entry(
        uid=f"activity-{activity.pk}@{_host()}",
        sequence=activity.sequence,
        changed_at=activity.updated_at,
        starts=activity.starts_on,
        ends=activity.ends_on,
        title=_title(activity.title, status, waits=waits),
        status=status,
        description=_text(activity.reason, activity.summary, _online(activity.online_url, joins=joins)),
        place=activity.place,
        **_common(activity),
    )


def _moment(activity: Activity, item: ProgrammeItem, *, joins: bool, waits: bool) -> Entry:
    """Its sequence counts the changes of the activity too: they change what the moment says."""
    status = CANCELLED if item.cancelled_at else _status(activity, waits=waits)
    title = item.title if item.title == activity.title else f"{activity.title} – {item.title}"
    hosts = ", ".join(str(host) for host in item.hosts.all())
    link = item.online_url or activity.online_url
    return Entry(
        uid=f"moment-{item.pk}@{_host()}",
        sequence=activity.sequence + item.sequence,
        changed_at=max(activity.updated_at, item.updated_at),
        starts=item.starts_at,
        ends=item.ends_at,
        title=_title(title, status, waits=waits),
        status=status,
        description=_text(activity.reason, _local(item), hosts, item.note, _online(link, joins=joins)),
        place=", ".join(filter(None, [item.place or activity.place, item.room])),
        **_common(activity),
    )


def _common(activity: Activity) -> dict[str, Any]:
    return {
        "url": settings.SITE_URL + activity.get_absolute_url(),
        "categories": tuple(
            filter(
                None,
                [
                    activity.get_kind_display(),
                    str(activity.strand or ""),
                    _("fictif") if activity.is_fictitious else "",
                ],
            )
        ),
        "organiser": str(activity.organisation),
        "organiser_email": activity.network.contact_email,
    }


def _status(activity: Activity, *, waits: bool) -> str:
    if activity.state == ActivityState.CANCELLED:
        return CANCELLED
    return TENTATIVE if waits or activity.state == ActivityState.DRAFT else CONFIRMED


def _title(title: str, status: str, *, waits: bool) -> str:
    """The word in front is for the programs that show a cancelled line like any other."""
    if status == CANCELLED:
        return _("Annulé : %(title)s") % {"title": title}
    if waits:
        return _("En liste d’attente : %(title)s") % {"title": title}
    return _("Brouillon : %(title)s") % {"title": title} if status == TENTATIVE else title


def _local(item: ProgrammeItem) -> str:
    """The hour on the clocks of the place: the program shows the reader's own."""
    return _("Sur place : %(when)s") % {"when": when(item)}


def _online(link: str, *, joins: bool) -> str:
    return _("Pour se joindre en ligne : %(link)s") % {"link": link} if link and joins else ""


def _text(*pieces: str) -> str:
    return "\n\n".join(filter(None, pieces))


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "maillage"
