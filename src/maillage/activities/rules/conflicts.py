"""What a moment of a programme gets in the way of. A conflict is a sentence; somebody may keep it knowingly.

Unknown is not no: without a place, a room or opening hours, nothing is said about them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.activities.rules.hours import between
from maillage.common.text import sort_key
from maillage.ui.formats import plain_day, plain_hour
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

DEFAULT_MINUTES = 15  # between two places, until somebody says
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment as the rules see it. Hosts and people: names by key; nobody named means everybody."""

    pk: int
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    place: str = ""
    room: str = ""
    is_travel: bool = False
    hosts: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)

    @property
    def hours(self) -> str:
        """« de 9 h à 10 h 30 », on the clocks of its place."""
        return between(self.starts_at.astimezone(self.zone), self.ends_at.astimezone(self.zone))

    def overlaps(self, other: Moment) -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def shares_people(self, other: Moment) -> bool:
        return not self.people or not other.people or bool(self.people.keys() & other.people.keys())


@dataclass(frozen=True, kw_only=True)
class Opening:
    """When a host receives: from when to when, on which days; None and empty say nothing."""

    opens: time | None
    closes: time | None
    days: frozenset[date]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a visit says of its days, of its hosts, by key, and of the minutes between two places."""

    first: date
    last: date
    openings: Mapping[int, Opening]
    minutes: Mapping[frozenset[str], int]

    def way(self, one: str, other: str) -> tuple[int, bool]:
        """Minutes from one place to the other, and whether somebody said so."""
        said = self.minutes.get(frozenset({sort_key(one), sort_key(other)}))
        return (DEFAULT_MINUTES, False) if said is None else (said, True)


def conflicts_of(moment: Moment, others: Iterable[Moment], frame: Frame) -> list[str]:
    """All that this moment gets in the way of, in the order: days, people, hosts, rooms, opening hours, the way.

    The moment itself may stand among `others`: it does not trouble itself. Titles of the moment are not told, so
    that changing one does not ask again about a conflict that was kept.
    """
    others = sorted(
        (other for other in others if other.pk != moment.pk), key=lambda other: (other.starts_at, other.pk)
    )
    at_once = [other for other in others if moment.overlaps(other)]
    return [
        *_outside(moment, frame),
        *(told for other in at_once if (told := _people_twice(moment, other))),
        *(told for other in at_once for told in _hosts_twice(moment, other)),
        *(told for other in at_once if (told := _room_twice(moment, other))),
        *(
            told
            for key, name in _by_name(moment.hosts)
            if (told := _closed(moment, name, frame.openings.get(key)))
        ),
        *_too_short(moment, others, frame),
    ]


def digest_of(conflicts: Sequence[str]) -> str:
    """What a person sends back to say that she has read these very conflicts."""
    return sha256("\n".join(conflicts).encode()).hexdigest()[:16]


def _by_name(named: Mapping[int, str]) -> list[tuple[int, str]]:
    """The same order each time, so that the same conflicts are the same words."""
    return sorted(named.items(), key=lambda pair: (sort_key(pair[1]), pair[0]))


def _outside(moment: Moment, frame: Frame) -> list[str]:
    """The days of a visit may have changed since the moment was placed."""
    starts, ends = (at.astimezone(moment.zone).date() for at in (moment.starts_at, moment.ends_at))
    return (
        []
        if frame.first <= starts and ends <= frame.last
        else [_("Ce moment est en dehors des jours de la mission.")]
    )


def _people_twice(moment: Moment, other: Moment) -> str:
    facts = {"title": other.title, "hours": other.hours}
    if not moment.shares_people(other):
        return ""
    if not moment.people and not other.people:
        return _("Tout le monde est déjà attendu à « %(title)s », %(hours)s.") % facts
    if moment.people and other.people:
        shared = [name for key, name in _by_name(moment.people) if key in other.people]
    else:
        shared = [name for _key, name in _by_name(moment.people or other.people)]
    told = ngettext(
        "%(names)s est déjà à « %(title)s », %(hours)s.",
        "%(names)s sont déjà à « %(title)s », %(hours)s.",
        len(shared),
    )
    return told % {**facts, "names": ", ".join(shared)}


def _hosts_twice(moment: Moment, other: Moment) -> list[str]:
    told = _("%(name)s reçoit déjà pour « %(title)s », %(hours)s.")
    return [
        told % {"name": name, "title": other.title, "hours": other.hours}
        for key, name in _by_name(moment.hosts)
        if key in other.hosts
    ]


def _room_twice(moment: Moment, other: Moment) -> str:
    here, there = (sort_key(m.room) and (sort_key(m.place), sort_key(m.room)) for m in (moment, other))
    if not here or here != there:
        return ""
    return _("La salle %(room)s est prise par « %(title)s », %(hours)s.") % {
        "room": moment.room,
        "title": other.title,
        "hours": other.hours,
    }


def _closed(moment: Moment, name: str, opening: Opening | None) -> str:
    if opening is None:
        return ""
    starts, ends = moment.starts_at.astimezone(moment.zone), moment.ends_at.astimezone(moment.zone)
    if opening.days and not {starts.date(), ends.date()} <= opening.days:
        return _("%(name)s ne reçoit pas le %(day)s.") % {
            "name": name,
            "day": plain_day(starts.date(), spoken()),
        }
    if opening.opens is None or opening.closes is None:
        return ""
    is_within = (
        starts.date() == ends.date() and opening.opens <= starts.time() and ends.time() <= opening.closes
    )
    if is_within:
        return ""
    first, last = (plain_hour(at, spoken()) for at in (opening.opens, opening.closes))
    return _("%(name)s est ouvert de %(first)s à %(last)s : ce moment déborde.") % {
        "name": name,
        "first": first,
        "last": last,
    }


def _too_short(moment: Moment, others: Sequence[Moment], frame: Frame) -> list[str]:
    """The way from the moment before and to the moment after, for the same people, in another place."""
    near = [other for other in others if moment.shares_people(other)]
    before = max(
        (other for other in near if other.ends_at <= moment.starts_at), key=lambda m: m.ends_at, default=None
    )
    after = next((other for other in near if other.starts_at >= moment.ends_at), None)
    pairs = [(before, before, moment), (after, moment, after)]
    return [told for other, first, then in pairs if other and (told := _short(other, first, then, frame))]


def _short(other: Moment, first: Moment | None, then: Moment | None, frame: Frame) -> str:
    if first is None or then is None or first.is_travel or then.is_travel:
        return ""  # a journey is the way itself
    if not first.place or not then.place or sort_key(first.place) == sort_key(then.place):
        return ""
    left = (then.starts_at - first.ends_at) // MINUTE
    needed, is_said = frame.way(first.place, then.place)
    if left >= needed:
        return ""
    facts = {"title": other.title, "first": first.place, "then": then.place, "left": left, "needed": needed}
    if is_said:
        return (
            _("De %(first)s à %(then)s, il faut %(needed)s min ; il en reste %(left)s (voir « %(title)s »).")
            % facts
        )
    return (
        _(
            "De %(first)s à %(then)s, comptez %(needed)s min faute de mieux ; il en reste %(left)s (voir « %(title)s »)."
        )
        % facts
    )
