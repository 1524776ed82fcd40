"""The life of an introduction: what may follow what, who may say so, and within what time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from maillage.matching.enums import CLOSED_STATES, UNDER_WAY_STATES, IntroductionState, LetterMatter
from maillage.matching.models import FOLLOW_UP_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

NEXT_TEXT = gettext_lazy(
    "Si personne ne répond, ou si l’organisation décline, demander à la suivante pour moi, aux mêmes conditions : "
    "mes coordonnées ne vont qu’à celle qui prend ma demande en charge."
)


class Mover(Enum):
    """Who brings a state about."""

    HOLDER = auto()  # the offer’s side
    EITHER = auto()  # whoever speaks for one of the two sides
    CLOCK = auto()  # nobody: time passed


@dataclass(frozen=True)
class Move:
    """From which states a state may be reached, and who says so."""

    since: frozenset[IntroductionState]
    by: Mover


_ASKED = frozenset({IntroductionState.ASKED})
_UNDER_WAY = frozenset(UNDER_WAY_STATES)
MOVES: Mapping[IntroductionState, Move] = {
    IntroductionState.ACCEPTED: Move(_ASKED, Mover.HOLDER),
    IntroductionState.DECLINED: Move(_ASKED, Mover.HOLDER),
    IntroductionState.EXPIRED: Move(_ASKED, Mover.CLOCK),
    IntroductionState.MET: Move(frozenset({IntroductionState.ACCEPTED}), Mover.EITHER),
    **{state: Move(_UNDER_WAY, Mover.EITHER) for state in CLOSED_STATES},
}


def may_become(state: str, target: IntroductionState) -> bool:
    """Whether an introduction in this state may reach the other in one step."""
    return target in MOVES and state in MOVES[target].since


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How many days after the request: the reminders, the end of the wait, the end of a mailed link."""

    first_reminder_days: int
    second_reminder_days: int
    answer_days: int
    link_days: int

    def answer_by(self, asked_at: datetime) -> datetime:
        return asked_at + timedelta(days=self.answer_days)

    def reminders(self, asked_at: datetime) -> list[tuple[int, datetime]]:
        """Number and moment of each reminder."""
        days = (self.first_reminder_days, self.second_reminder_days)
        return [(number, asked_at + timedelta(days=day)) for number, day in enumerate(days, start=1)]


DEFAULT_TERMS = Terms(first_reminder_days=3, second_reminder_days=5, answer_days=7, link_days=30)

REMINDER_LETTERS: Mapping[int, LetterMatter] = {
    1: LetterMatter.FIRST_REMINDER,
    2: LetterMatter.SECOND_REMINDER,
}
FOLLOW_UP_LETTERS: Mapping[int, LetterMatter] = {
    30: LetterMatter.FOLLOW_UP_30,
    90: LetterMatter.FOLLOW_UP_90,
}


def follow_ups(since: datetime) -> list[tuple[int, datetime]]:
    """After how many days, and when, to ask what became of the need."""
    return [(days, since + timedelta(days=days)) for days in FOLLOW_UP_DAYS]
