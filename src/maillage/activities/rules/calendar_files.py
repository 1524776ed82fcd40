"""Calendar files (RFC 5545): what one entry says, and the file that Outlook, Google and Apple read.

Hours are written in UTC: each program shows them on the clock of its reader, and none has to believe a time
zone that we describe (docs/decisions/2026-11-22-agendas-en-temps-universel.md). Whole days are dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar, Event, vCalAddress, vText

if TYPE_CHECKING:
    from collections.abc import Iterable

PRODUCT = "-//Maillage//Maillage//FR"
REFRESH = timedelta(hours=1)  # how often we ask programs to come back; each does as it likes


class Said(vText):
    r"""Words as typed. The library takes a typed `\N` for a new line: a path of Windows would lose a letter."""

    def to_ical(self) -> bytes:
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of an agenda. `starts` and `ends` are both moments, or both days, the last one included."""

    uid: str
    sequence: int
    changed_at: datetime
    starts: datetime | date
    ends: datetime | date
    title: str
    url: str
    status: str = "CONFIRMED"  # or TENTATIVE, CANCELLED
    description: str = ""
    place: str = ""
    categories: tuple[str, ...] = ()
    organiser: str = ""
    organiser_email: str = ""


def calendar_file(entries: Iterable[Entry], *, name: str, source: str = "") -> bytes:
    """The file that holds these entries. The same entries give the same bytes.

    `source`: the address where a subscription finds it again.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for word in ("name", "x-wr-calname"):  # RFC 7986, and what came before it
        calendar.add(word, Said(name))
    if source:
        calendar.add("source", source, parameters={"VALUE": "URI"})
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    changed = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", entry.uid)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.sequence)
    event.add("dtstart", _written(entry.starts))
    event.add("dtend", _written(_end(entry.ends)))
    event.add("summary", Said(entry.title))
    event.add("status", entry.status)
    event.add("transp", "OPAQUE" if _takes_time(entry) else "TRANSPARENT")
    event.add("url", entry.url)
    event.add("class", "PUBLIC")
    for word, text in (("description", entry.description), ("location", entry.place)):
        if text:
            event.add(word, Said(text))
    if entry.categories:
        event.add("categories", list(entry.categories))
    if entry.organiser_email:
        event.add("organizer", _address(entry))
    return event


def _written(when: datetime | date) -> datetime | date:
    return when.astimezone(UTC).replace(microsecond=0) if isinstance(when, datetime) else when


def _end(when: datetime | date) -> datetime | date:
    """The end of a file is outside: the last day becomes the day after."""
    return when if isinstance(when, datetime) else when + timedelta(days=1)


def _takes_time(entry: Entry) -> bool:
    return isinstance(entry.starts, datetime) and entry.status != "CANCELLED"


def _address(entry: Entry) -> Any:
    address = vCalAddress(f"mailto:{entry.organiser_email}")
    address.params["CN"] = vText(entry.organiser)
    return address
