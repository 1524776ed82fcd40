"""The life of a version: what may follow what, who says so, and what dates decide alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from maillage.agreements.enums import VersionState
from maillage.agreements.errors import AlreadySigned, VersionWithdrawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from maillage.agreements.models import AgreementVersion, Party, VersionStep
    from maillage.people.models import User


class Mover(Enum):
    """Who brings a state about."""

    ONE_PARTY = auto()  # the coordination of any party
    EVERY_PARTY = auto()  # that of each party, the last one completes it
    CALENDAR = auto()  # nobody: a day came


@dataclass(frozen=True)
class Move:
    """From which states a state may be reached, who says so, and whether a reason must be given."""

    since: frozenset[VersionState]
    by: Mover
    needs_reason: bool = False


MOVES: Mapping[VersionState, Move] = {
    VersionState.DRAFT: Move(frozenset({VersionState.AGREED}), Mover.ONE_PARTY, needs_reason=True),
    VersionState.AGREED: Move(frozenset({VersionState.DRAFT}), Mover.EVERY_PARTY),
    VersionState.SIGNED: Move(frozenset({VersionState.AGREED}), Mover.ONE_PARTY),
    VersionState.IN_FORCE: Move(frozenset({VersionState.SIGNED}), Mover.CALENDAR),
    VersionState.ENDED: Move(frozenset({VersionState.IN_FORCE}), Mover.ONE_PARTY, needs_reason=True),
    VersionState.EXPIRED: Move(frozenset({VersionState.IN_FORCE}), Mover.CALENDAR),
    VersionState.RENEWED: Move(
        frozenset({VersionState.IN_FORCE, VersionState.ENDED, VersionState.EXPIRED}), Mover.CALENDAR
    ),
    VersionState.WITHDRAWN: Move(
        frozenset({VersionState.DRAFT, VersionState.AGREED}), Mover.ONE_PARTY, needs_reason=True
    ),
}


def may_become(state: VersionState, target: VersionState) -> bool:
    """Whether a version in this state may reach the other in one step."""
    return state in MOVES[target].since


def check_draft(version: AgreementVersion) -> None:
    """Raises AlreadySigned, VersionWithdrawn: what is signed or given up changes no more."""
    if version.signed_on is not None:
        raise AlreadySigned
    if version.withdrawn_on is not None:
        raise VersionWithdrawn


def first_day_in_force(version: AgreementVersion) -> date:
    """Of a signed version: signing late does not open the past."""
    assert version.signed_on is not None
    return max(version.signed_on, version.starts_on)


def first_day_out(version: AgreementVersion) -> date:
    return version.ended_on or version.ends_on + timedelta(days=1)


def renewed_on(version: AgreementVersion, versions: Iterable[AgreementVersion]) -> date | None:
    """From which day a later signed version takes over; None when none does."""
    days = [
        first_day_in_force(other)
        for other in versions
        if other.number > version.number and other.signed_on is not None
    ]
    return min(days, default=None)


def state_of(version: AgreementVersion, versions: Iterable[AgreementVersion], day: date) -> VersionState:
    """Where the version is on that day. `versions`: all those of its agreement."""
    if version.withdrawn_on is not None and version.withdrawn_on <= day:
        return VersionState.WITHDRAWN
    if version.signed_on is None or day < version.signed_on:
        return VersionState.DRAFT if version.agreed_on is None else VersionState.AGREED
    if day < version.starts_on:
        return VersionState.SIGNED
    if version.is_in_force(day):
        return VersionState.IN_FORCE
    taken_over = renewed_on(version, versions)
    if taken_over is not None and taken_over <= day:
        return VersionState.RENEWED
    return VersionState.ENDED if version.ended_on else VersionState.EXPIRED


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A state that a version reached: which day, why, and by whom; by nobody when the calendar decided."""

    version: AgreementVersion
    state: VersionState
    on: date
    mover: Mover
    by: User | None = None
    party: Party | None = None
    reason: str = ""


def passages_of(versions: Sequence[AgreementVersion], day: date) -> list[Passage]:
    """All that happened to these versions until that day, oldest first: decisions, and what days brought.

    Versions carry their `steps`, with `by` and `party`.
    """
    told = [passage for version in versions for passage in _decided(version.steps.all())]
    told += [passage for version in versions for passage in _come(version, versions) if passage.on <= day]
    order = list(VersionState)
    return sorted(told, key=lambda passage: (passage.on, passage.version.number, order.index(passage.state)))


def _decided(steps: Iterable[VersionStep]) -> Iterator[Passage]:
    for step in steps:
        state = VersionState(step.state)
        yield Passage(
            version=step.version,
            state=state,
            on=step.on,
            mover=MOVES[state].by,
            by=step.by,
            party=step.party,
            reason=step.reason,
        )


def _come(version: AgreementVersion, versions: Sequence[AgreementVersion]) -> Iterator[Passage]:
    """What the calendar alone brings to a signed version."""
    if version.signed_on is None or first_day_in_force(version) >= first_day_out(version):
        return
    yield Passage(
        version=version,
        state=VersionState.IN_FORCE,
        on=first_day_in_force(version),
        mover=Mover.CALENDAR,
    )
    taken_over = renewed_on(version, versions)
    if version.ended_on is None and (taken_over is None or taken_over > first_day_out(version)):
        yield Passage(
            version=version, state=VersionState.EXPIRED, on=first_day_out(version), mover=Mover.CALENDAR
        )
    if taken_over is not None:
        yield Passage(version=version, state=VersionState.RENEWED, on=taken_over, mover=Mover.CALENDAR)


def renewal_days(last: AgreementVersion, today: date) -> tuple[date, date]:
    """As long as the last one, from the day after it; from today when that day has passed."""
    starts_on = max(first_day_out(last), today)
    return starts_on, starts_on + (last.ends_on - last.starts_on)
