"""What a meeting leaves: its minutes, and what somebody promised to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from maillage.activities.enums import FollowUpState
from maillage.activities.errors import ChangedMeanwhile, FollowUpIsClosed, NoOwner
from maillage.activities.models import FollowUp, FollowUpLetter, Minutes, ProgrammeItem
from maillage.activities.queries import follow_ups_to_recall, owners_to_tell
from maillage.common.jobs import later_each
from maillage.common.letters import send_once, write_once
from maillage.common.mail import message
from maillage.common.zones import day_of
from maillage.directory.queries import reader_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.people.models import User


@transaction.atomic
def write_minutes(
    *, item_id: int, seen: int, text: str, decisions: str, by: User | None, now: datetime, **fields: Any
) -> Minutes:
    """Write, or rewrite, what was said and decided. `seen`: the version that the person had read, 0 for none.

    Raises ChangedMeanwhile when somebody wrote since.
    """
    item = ProgrammeItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    minutes = Minutes.objects.filter(item=item).first() or Minutes(item=item, version=0)
    if minutes.version != seen:
        raise ChangedMeanwhile
    minutes.text, minutes.decisions = text.strip(), decisions.strip()
    for name, value in fields.items():
        setattr(minutes, name, value)
    minutes.version += 1
    minutes.updated_at, minutes.updated_by = now, by
    minutes.full_clean()
    minutes.save()
    return minutes


@transaction.atomic
def add_follow_up(*, item_id: int, now: datetime, **fields: Any) -> FollowUp:
    """Write what somebody takes on, before when. Raises NoOwner, ValidationError."""
    follow_up = FollowUp(item_id=item_id, written_at=now, **fields)
    if not follow_up.owner:
        raise NoOwner
    follow_up.full_clean()
    follow_up.save()
    return follow_up


@transaction.atomic
def close_follow_up(
    *,
    follow_up_id: int,
    state: FollowUpState,
    now: datetime,
    became: str = "",
    path: str = "",
    note: str = "",
) -> FollowUp:
    """Say that it is done, with what it became, or that it is dropped. Raises FollowUpIsClosed, ValidationError."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    if follow_up.state != FollowUpState.OPEN:
        raise FollowUpIsClosed
    follow_up.state, follow_up.closed_at = state, now
    follow_up.became, follow_up.became_path, follow_up.note = became, path, note.strip()
    follow_up.full_clean()
    follow_up.save()
    return follow_up


def recall_follow_ups(*, now: datetime) -> int:
    """Queue one job for each late follow-up whose owner was not told. Returns how many."""
    return later_each("activities.recall_follow_up", "follow_up_id", follow_ups_to_recall(day_of(now)))


@transaction.atomic
def recall_follow_up(*, follow_up_id: int, now: datetime) -> int:
    """Write to its owner once that it is late; returns how many letters. A second run writes none."""
    follow_up = (
        FollowUp.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("user", "organisation", "item__activity__network")
        .filter(pk__in=follow_ups_to_recall(day_of(now)).filter(pk=follow_up_id).values("pk"))
        .first()
    )
    if follow_up is None:
        return 0
    owners: list[User | None] = [*owners_to_tell(follow_up, day_of(now))] or [None]
    for user in owners:
        key = {"follow_up": follow_up, "user": user}
        write_once(FollowUpLetter.objects, "activities.send_follow_up_letter", key, now=now)
    follow_up.reminded_at = now
    follow_up.save(update_fields=["reminded_at"])
    return len(owners)


def send_follow_up_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves elsewhere, or is needless."""
    rows = FollowUpLetter.objects.select_related(
        "user", "follow_up__item__activity__network__territory", "follow_up__organisation"
    )
    return send_once(rows, letter_id, compose=_message, now=now)


def _message(letter: FollowUpLetter) -> EmailMessage | None:
    follow_up = letter.follow_up
    to = reader_of(letter.user, follow_up.item.activity.network)
    if to is None or follow_up.state != FollowUpState.OPEN:
        return None
    with translation.override(to.language):
        context = {
            "follow_up": follow_up,
            "name": to.name,
            "address": settings.SITE_URL + follow_up.get_absolute_url(),
        }
        return message("activities/mail/follow_up.txt", context, to=to.email)
