"""A call for applications: what a coordinator plans, where an edition stands, when an answer is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from maillage.activities.enums import ActivityState, EditionStage
from maillage.activities.errors import (
    CallClosesBeforeItOpens,
    CallClosesTooLate,
    NoCriterion,
    NoQuestion,
    QuotaAbovePlaces,
)
from maillage.activities.rules.eligibility import Condition, check_conditions
from maillage.common.zones import instant

if TYPE_CHECKING:
    from datetime import date

    from maillage.activities.models import BootcampEdition
    from maillage.initiatives.models import Initiative

END_OF_A_DAY = time(23, 59)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """An edition as its coordinator writes it. Moments of the call are those that its clocks show, without a zone."""

    starts_on: date
    ends_on: date
    time_zone: str
    place: str
    opens: datetime
    closes: datetime
    call_time_zone: str
    places: int
    quotas: dict[int, int]  # by party
    passes_on: bool
    confirm_days: int
    questions: tuple[str, ...]
    criteria: tuple[tuple[str, int], ...]  # (name, weight)
    conditions: tuple[Condition, ...] = field(default=())
    initiative: Initiative | None = None  # in whose name it is held

    def check(self) -> None:
        """Raises the refusal of the first thing that cannot be."""
        if self.closes <= self.opens:
            raise CallClosesBeforeItOpens
        if self.closes.date() >= self.starts_on:
            raise CallClosesTooLate
        reserved = sum(self.quotas.values())
        if reserved > self.places:
            raise QuotaAbovePlaces(reserved=reserved, places=self.places)
        if not self.questions:
            raise NoQuestion
        if not self.criteria or any(weight < 1 for _name, weight in self.criteria):
            raise NoCriterion
        check_conditions(self.conditions)


def call_is_open(edition: BootcampEdition, now: datetime) -> bool:
    """Its activity is carried by the row."""
    is_announced = edition.activity.state == ActivityState.ANNOUNCED
    return is_announced and edition.opens_at <= now < edition.closes_at


def has_started(edition: BootcampEdition, now: datetime) -> bool:
    """Whether somebody may have answered the call. Its activity is carried by the row."""
    return edition.activity.state == ActivityState.ANNOUNCED and edition.opens_at <= now


def stage_of(edition: BootcampEdition, *, unscored: int, now: datetime) -> EditionStage:
    """Where it stands. `unscored`: how many applications nobody has marked yet. Its activity is carried by the row."""
    today = now.astimezone(edition.activity.zone).date()
    if today > edition.activity.ends_on:
        return EditionStage.FOLLOW_UP
    if today >= edition.activity.starts_on:
        return EditionStage.EDITION
    if edition.decided_at is not None:
        return EditionStage.CONFIRMATIONS
    if now < edition.closes_at:
        return EditionStage.CALL
    return EditionStage.SCORING if unscored else EditionStage.SELECTION


def answer_by(edition: BootcampEdition, now: datetime) -> datetime:
    """The end of the last day to confirm, on the clocks of the call."""
    zone = ZoneInfo(edition.call_time_zone)
    last = now.astimezone(zone).date() + timedelta(days=edition.confirm_days)
    return instant(datetime.combine(last, END_OF_A_DAY), zone)


def reminders_at(offered_at: datetime, due: datetime) -> tuple[datetime, datetime]:
    """When an offer left unanswered is recalled: halfway, then a day before its end (or three quarters of the way)."""
    span = due - offered_at
    return offered_at + span / 2, max(due - timedelta(days=1), offered_at + span * 3 / 4)
