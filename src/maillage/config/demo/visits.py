"""Two visits: the one that closed with the signature of 2021, and the next one, half written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from maillage.activities import operations
from maillage.activities.enums import Becomes, FollowUpState
from maillage.activities.errors import ConflictsFound
from maillage.agreements.models import Agreement
from maillage.common.zones import instant
from maillage.config.demo.files import told_in
from maillage.directory.models import Network, Organisation
from maillage.matching.models import Need
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.activities.models import Activity, Participant, ProgrammeItem

TUESDAY = 1
LANGUAGE = "fr-ca"
Told = dict[str, Any]


def build_visits(*, now: datetime) -> None:
    """The visits of content/demo/visits.json, from their draft to their minutes."""
    for told in told_in("visits.json"):
        _build(told, now)


def _build(told: Told, now: datetime) -> None:
    first = _day(told["starts_on"], now)
    if told["starts_on"].startswith("+"):
        first += timedelta(days=(TUESDAY - first.weekday()) % 7)
    written = min(now, datetime.combine(first, time(12), UTC))
    agreement = Agreement.objects.get(slug="shawinigan-chambery")
    visit = operations.create_visit(
        **{name: told[name] for name in ("title", "summary", "time_zone", "place", "is_fictitious")},
        agreement=agreement,
        network=Network.objects.get(slug=told["network"]),
        organisation=_organisation(told["organisation"]),
        visibility="public",
        starts_on=first,
        ends_on=first + timedelta(days=told["days"] - 1),
        now=written,
    )
    for host in told["hosts"]:
        _add_host(visit, host)
    people = {row["name"]: _add_person(visit, row, written) for row in told["people"]}
    for one, other, minutes in told["ways"]:
        operations.set_travel_time(activity_id=visit.pk, one_place=one, other_place=other, minutes=minutes)
    for moment in told["moments"]:
        item = _place(visit, moment, people, written)
        _write_down(item, moment, now)
    operations.announce_activity(activity_id=visit.pk, now=written)


def _day(said: str, now: datetime) -> date:
    """« 2021-11-16 », or « +60 »: so many days from now."""
    if said.startswith("+"):
        return now.date() + timedelta(days=int(said))
    return date.fromisoformat(said)


def _organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def _add_host(visit: Activity, told: Told) -> None:
    opens, closes = (time.fromisoformat(told[at]) if told[at] else None for at in ("opens", "closes"))
    operations.keep_host(
        activity_id=visit.pk,
        organisation=_organisation(told["organisation"]),
        days=[visit.starts_on + timedelta(days=number - 1) for number in told["days"]],
        office=told["office"],
        opens=opens,
        closes=closes,
    )


def _add_person(visit: Activity, told: Told, now: datetime) -> Participant:
    assert visit.agreement is not None
    person = operations.add_delegate(
        activity_id=visit.pk,
        now=now,
        name=told["name"],
        office=told["office"],
        email=told["email"],
        organisation=_organisation(told["organisation"]),
        party=visit.agreement.parties.get(shore=told["party"]),
        state="confirmed",
        is_fictitious=True,
    )
    if "diet" in told and person.user is not None:
        operations.write_needs(
            participant_id=person.pk,
            by=person.user,
            language=LANGUAGE,
            now=now,
            diet=told["diet"],
            access=told["access"],
        )
    return person


def _place(visit: Activity, told: Told, people: dict[str, Participant], now: datetime) -> ProgrammeItem:
    """A moment; one that gets in the way of others is kept knowingly when the story says so."""
    day = visit.starts_on + timedelta(days=told["day"] - 1)
    starts, ends = (
        instant(datetime.combine(day, time.fromisoformat(told[at])), visit.zone) for at in ("starts", "ends")
    )
    moment: Told = {
        **{name: told[name] for name in ("kind", "title", "place", "room", "note")},
        "activity_id": visit.pk,
        "item_id": None,
        "seen": 0,
        "now": now,
        "starts_at": starts,
        "ends_at": ends,
        "hosts": [_organisation(slug) for slug in told["hosts"]],
        "people": [people[name] for name in told["people"]],
    }
    try:
        return operations.place_item(kept="", **moment)
    except ConflictsFound as refusal:
        if "knowingly" not in told:
            raise
        return operations.place_item(kept=str(refusal.facts["digest"]), **moment)


def _write_down(item: ProgrammeItem, told: Told, now: datetime) -> None:
    minutes = told.get("minutes")
    if minutes:
        operations.write_minutes(
            item_id=item.pk,
            seen=0,
            text=minutes["text"],
            decisions="\n".join(minutes["decisions"]),
            by=None,
            now=item.ends_at,
            is_fictitious=True,
        )
    _follow_up(item, told.get("follow_ups", ()), now)


def _follow_up(item: ProgrammeItem, follow_ups: Iterable[Told], now: datetime) -> None:
    for told in follow_ups:
        due_on = _day(told["due"], now)
        follow_up = operations.add_follow_up(
            item_id=item.pk,
            text=told["text"],
            due_on=due_on,
            office=told["office"],
            organisation=_organisation(told["organisation"]) if told["organisation"] else None,
            user=User.objects.get(email=told["email"]) if told["email"] else None,
            is_fictitious=True,
            now=item.ends_at,
        )
        closed = told.get("closed")
        if closed is None:
            continue
        need = Need.objects.filter(organisation__slug=closed.get("need", "")).order_by("pk").first()
        operations.close_follow_up(
            follow_up_id=follow_up.pk,
            state=FollowUpState.DONE,
            became=Becomes.NEED if need else "",
            path=need.get_absolute_url().lstrip("/").partition("/")[2] if need else "",
            note=closed["note"],
            now=datetime.combine(due_on, time(12), UTC),
        )
