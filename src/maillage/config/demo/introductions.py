"""Introductions of the last months between fictitious firms, in every state, as people would have made them."""

from __future__ import annotations

from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.db.models import F

from maillage.agreements.models import Strand
from maillage.common.zones import day_of
from maillage.config.demo.files import YES, rows_of
from maillage.directory.enums import Role
from maillage.directory.models import Membership, Organisation
from maillage.matching import operations
from maillage.matching.enums import CLOSED_STATES, FollowUpResult, IntroductionState
from maillage.matching.models import FollowUp, Introduction, IntroductionStep, Letter, Need, Offer, Reminder
from maillage.matching.operations.introductions import ask_instead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.people.models import User

ANSWERED, MET, ENDED = timedelta(days=2), timedelta(days=9), timedelta(days=24)  # after the request
STILL_IN_MAILBOXES = timedelta(days=8)  # older letters are not there any more
FOLLOW_UP_OF = {
    IntroductionState.SOLVED: FollowUpResult.SOLVED,
    IntroductionState.PARTLY: FollowUpResult.SOLVED,  # what was left got done
    IntroductionState.UNSOLVED: FollowUpResult.UNSOLVED,
}


def build_introductions(*, now: datetime) -> None:
    """Those of content/demo/introductions.csv, `days` ago each; `after` continues the chain of the line above."""
    last: Introduction | None = None
    titles = {row["slug"]: row["title"] for row in rows_of("offers.csv")}
    rows = rows_of("introductions.csv")
    for row, next_row in zip_longest(rows, rows[1:], fillvalue={"after": ""}):
        asked_at = now - timedelta(days=int(row["days"]), hours=2)
        tries_next = row["end"] == IntroductionState.ASKED or next_row["after"] == YES
        after = last if row["after"] == YES else None
        last = _ask(row, titles[row["offer"]], asked_at, after=after, tries_next=tries_next)
        live(last, row, asked_at, now)
    forget_old_letters(now)


def forget_old_letters(now: datetime) -> None:
    """They were read long ago."""
    recent = now - STILL_IN_MAILBOXES
    IntroductionStep.objects.filter(at__lt=recent).update(announced_at=F("at"))
    Letter.objects.filter(written_at__lt=recent).update(sent_at=F("written_at"))


def _ask(
    row: dict[str, str],
    offer_title: str,
    asked_at: datetime,
    *,
    after: Introduction | None,
    tries_next: bool,
) -> Introduction:
    organisation = Organisation.objects.get(slug=row["organisation"])
    offer = Offer.objects.get(title=offer_title)
    if after is not None:
        return ask_instead(after=after, offer=offer, reasons=[], now=asked_at)
    asker = _speaker(organisation)
    need = _need(row, organisation, asker, asked_at)
    return operations.ask_introduction(
        need=need,
        offer=offer,
        asker=asker,
        message=need.text,
        consents=True,
        tries_next=tries_next,
        reasons=[],
        now=asked_at,
    )


def _need(row: dict[str, str], organisation: Organisation, asker: User, asked_at: datetime) -> Need:
    said = Need.objects.filter(organisation=organisation, title=row["title"]).first()
    return said or operations.publish_need(
        organisation=organisation,
        network=organisation.networks.get(),
        written_by=asker,
        title=row["title"],
        text=row["text"],
        kind=row["kind"],
        strand=Strand.objects.get(slug=row["strand"]),
        visibility="partners",
        text_is_fictitious=True,
        now=asked_at - timedelta(days=1),
    )


def live(introduction: Introduction, row: Mapping[str, str], asked_at: datetime, now: datetime) -> None:
    """Bring it to its `end`, in these `words`, one operation after the other, each at its time."""
    state, _colon, reason = row["end"].partition(":")
    told: dict[str, Any] = {"introduction_id": introduction.pk, "by": _holder(introduction)}
    if state == IntroductionState.DECLINED:
        operations.decline_introduction(reason=reason, note=row["words"], now=asked_at + ANSWERED, **told)
    elif state in {IntroductionState.ASKED, IntroductionState.EXPIRED}:
        _wait(introduction, now)
    else:
        operations.accept_introduction(note="", now=asked_at + ANSWERED, **told)
    if state in {IntroductionState.MET, *CLOSED_STATES}:
        moment = asked_at + MET
        note = row["words"] if state == IntroductionState.MET else ""
        operations.note_meeting(met_on=day_of(moment), note=note, now=moment, **told)
    if state in CLOSED_STATES:
        outcome = IntroductionState(state)
        by = introduction.asked_by
        assert by is not None
        operations.close_introduction(
            introduction_id=introduction.pk, by=by, outcome=outcome, note=row["words"], now=asked_at + ENDED
        )
    _follow_up(introduction, now)


def _wait(introduction: Introduction, now: datetime) -> None:
    for reminder in Reminder.objects.filter(introduction=introduction, due_at__lte=now).order_by("number"):
        operations.make_reminder(reminder_id=reminder.pk, now=reminder.due_at)
    if introduction.answer_by is not None and introduction.answer_by <= now:
        operations.expire_introduction(introduction_id=introduction.pk, now=introduction.answer_by)


def _follow_up(introduction: Introduction, now: datetime) -> None:
    introduction.refresh_from_db(fields=["state"])
    result = FOLLOW_UP_OF.get(IntroductionState(introduction.state))
    for row in FollowUp.objects.filter(introduction=introduction, due_at__lte=now).order_by("days"):
        operations.ask_follow_up(follow_up_id=row.pk, now=row.due_at)
        if result is not None:
            operations.answer_follow_up(
                follow_up_id=row.pk, result=result, words="", now=row.due_at + timedelta(days=1)
            )


def _speaker(organisation: Organisation) -> User:
    roles = (Role.FIRM, Role.OFFER_HOLDER)
    return organisation.memberships.filter(role__in=roles).order_by("pk")[0].user


def _holder(introduction: Introduction) -> User:
    """Somebody of the offer's organisation, else the coordination of its network, which stands in for it."""
    offer = introduction.offer
    found = (
        offer.organisation.memberships.filter(role__in=(Role.FIRM, Role.OFFER_HOLDER)).order_by("pk").first()
    )
    stands_in = Membership.objects.filter(network=offer.network, role=Role.COORDINATOR).order_by("pk")
    return (found or stands_in[0]).user
