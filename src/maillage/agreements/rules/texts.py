"""What a version says, as one value: written by a form, stored by an operation, compared by a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maillage.agreements.enums import OPEN_COMMITMENTS
from maillage.agreements.errors import (
    EndsBeforeItStarts,
    PartyOfAnother,
    SignatoryWithoutParty,
    StrandEndsBeforeItStarts,
    StrandOutsideItsVersion,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from maillage.agreements.models import AgreementVersion, Commitment, Opening, Party, Strand


@dataclass(frozen=True, kw_only=True)
class CommitmentText:
    """Who owes what by when. `party` None: every party. `pk`: the row it changes; None: a new one."""

    text: str
    party: Party | None = None
    body: str = ""
    due_on: date | None = None
    pk: int | None = None
    carried_from: int | None = None


@dataclass(frozen=True, kw_only=True)
class StrandText:
    """A strand, what it aims at, and its own days within the version, if any."""

    strand: Strand
    objectives: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    commitments: tuple[CommitmentText, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignatoryText:
    """An office, and the body it speaks for, of one party."""

    party: Party | None
    office: str
    body: str


@dataclass(frozen=True, kw_only=True)
class VersionText:
    """All that a draft says."""

    starts_on: date
    ends_on: date
    dates_are_fictitious: bool = False
    languages: tuple[str, ...] = ()
    strands: tuple[StrandText, ...] = field(default=())
    signatories: tuple[SignatoryText, ...] = ()


def check_days(starts_on: date, ends_on: date) -> None:
    """Raises EndsBeforeItStarts."""
    if ends_on < starts_on:
        raise EndsBeforeItStarts


def check_strand_days(told: StrandText, starts_on: date, ends_on: date) -> None:
    """Raises StrandEndsBeforeItStarts, StrandOutsideItsVersion."""
    own = [day for day in (told.starts_on, told.ends_on) if day is not None]
    if own != sorted(own):
        raise StrandEndsBeforeItStarts
    if any(not starts_on <= day <= ends_on for day in own):
        raise StrandOutsideItsVersion


def check_text(text: VersionText, parties: Iterable[Party]) -> None:
    """Refuse what cannot be: days the wrong way round, a strand outside, somebody signing for nobody.

    Raises EndsBeforeItStarts, StrandEndsBeforeItStarts, StrandOutsideItsVersion, SignatoryWithoutParty,
    PartyOfAnother.
    """
    check_days(text.starts_on, text.ends_on)
    bound = {party.pk for party in parties}
    for told in text.strands:
        check_strand_days(told, text.starts_on, text.ends_on)
        if any(owed.party is not None and owed.party.pk not in bound for owed in told.commitments):
            raise PartyOfAnother
    for signatory in text.signatories:
        if signatory.party is None:
            raise SignatoryWithoutParty(office=signatory.office)
        if signatory.party.pk not in bound:
            raise PartyOfAnother


def text_of(version: AgreementVersion) -> VersionText:
    """What a stored version says. It carries its `openings` with their commitments, and its signatories."""
    return VersionText(
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        dates_are_fictitious=version.dates_are_fictitious,
        languages=tuple(version.languages),
        strands=tuple(_strand_text(opening) for opening in version.openings.all()),
        signatories=tuple(
            SignatoryText(party=row.party, office=row.office, body=row.body)
            for row in version.signatories.all()
        ),
    )


def renewal_of(version: AgreementVersion, starts_on: date, ends_on: date) -> VersionText:
    """What its renewal says to begin with: strands, objectives, signatories, and what is still owed."""
    return VersionText(
        starts_on=starts_on,
        ends_on=ends_on,
        languages=tuple(version.languages),
        strands=tuple(_renewed(opening, starts_on) for opening in version.openings.all()),
        signatories=text_of(version).signatories,
    )


def _strand_text(opening: Opening) -> StrandText:
    return StrandText(
        strand=opening.strand,
        objectives=opening.objectives,
        starts_on=opening.starts_on,
        ends_on=opening.ends_on,
        commitments=tuple(
            CommitmentText(
                text=row.text,
                party=row.party,
                body=row.body,
                due_on=row.due_on,
                pk=row.pk,
                carried_from=row.carried_from_id,
            )
            for row in opening.commitments.all()
        ),
    )


def _renewed(opening: Opening, starts_on: date) -> StrandText:
    """Its own days belonged to the former version."""
    return StrandText(
        strand=opening.strand,
        objectives=opening.objectives,
        commitments=tuple(
            _carried(row, starts_on) for row in opening.commitments.all() if row.state in OPEN_COMMITMENTS
        ),
    )


def _carried(row: Commitment, starts_on: date) -> CommitmentText:
    """A deadline that the renewal does not reach is to be agreed anew."""
    due_on = row.due_on if row.due_on is not None and row.due_on >= starts_on else None
    return CommitmentText(text=row.text, party=row.party, body=row.body, due_on=due_on, carried_from=row.pk)
