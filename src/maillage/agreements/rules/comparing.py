"""Two versions side by side: what a renewal added, dropped, kept, and what became of what was owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.agreements.enums import OPEN_COMMITMENTS, CommitmentState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.agreements.models import Commitment, Opening, Strand


@dataclass(frozen=True, kw_only=True)
class Reworded:
    """A strand kept, whose objectives are said otherwise."""

    strand: Strand
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """From an older to a newer version. Every commitment of the older stands in one list, and in one only."""

    added: list[Strand]
    dropped: list[Strand]
    kept: list[Strand]
    reworded: list[Reworded]
    carried: list[tuple[Commitment, Commitment]]  # then, now
    done: list[Commitment]
    missed: list[Commitment]
    given_up: list[Commitment]
    left_open: list[Commitment]  # neither closed nor carried over
    new: list[Commitment]


def compare(old: Sequence[Opening], new: Sequence[Opening], origins: Mapping[int, int | None]) -> Comparison:
    """Openings carry their strand and commitments. `origins`: what each commitment of the agreement continues."""
    before, after = ({opening.strand: opening for opening in openings} for openings in (old, new))
    owed = [row for opening in old for row in opening.commitments.all()]
    now_owed = [row for opening in new for row in opening.commitments.all()]
    continued = {ancestor: row for row in now_owed for ancestor in _ancestors(row.pk, origins)}
    settled = [row for row in owed if row.pk not in continued]
    then = {row.pk for row in owed}
    return Comparison(
        added=[strand for strand in after if strand not in before],
        dropped=[strand for strand in before if strand not in after],
        kept=[strand for strand in before if strand in after],
        reworded=[
            Reworded(strand=strand, before=before[strand].objectives, after=after[strand].objectives)
            for strand in before
            if strand in after and before[strand].objectives != after[strand].objectives
        ],
        carried=[(row, continued[row.pk]) for row in owed if row.pk in continued],
        done=[row for row in settled if row.state == CommitmentState.KEPT],
        missed=[row for row in settled if row.state == CommitmentState.MISSED],
        given_up=[row for row in settled if row.state == CommitmentState.DROPPED],
        left_open=[row for row in settled if row.state in OPEN_COMMITMENTS],
        new=[row for row in now_owed if not then.intersection(_ancestors(row.pk, origins))],
    )


def _ancestors(pk: int, origins: Mapping[int, int | None]) -> list[int]:
    """What a commitment continues, through every renewal between."""
    found: list[int] = []
    origin = origins.get(pk)
    while origin is not None and origin not in found:
        found.append(origin)
        origin = origins.get(origin)
    return found
