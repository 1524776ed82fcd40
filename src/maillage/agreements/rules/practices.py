"""What a practice says, and how a transfer goes from one state to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.agreements.enums import TransferState
from maillage.agreements.errors import AdopterMissing, NoSuchTransferMove, ReasonMissing

if TYPE_CHECKING:
    from decimal import Decimal

    from maillage.agreements.models import Strand

MOVES: dict[TransferState, tuple[TransferState, ...]] = {
    TransferState.PROPOSED: (TransferState.ADOPTING, TransferState.GIVEN_UP),
    TransferState.ADOPTING: (TransferState.ADOPTED, TransferState.GIVEN_UP),
    TransferState.ADOPTED: (TransferState.GIVEN_UP,),
    TransferState.GIVEN_UP: (TransferState.ADOPTING,),
}


@dataclass(frozen=True, kw_only=True)
class PracticeDraft:
    """All that somebody writes of a practice."""

    title: str
    context: str
    method: str
    contact: str
    visibility: str
    strand: Strand | None = None
    results: str = ""
    evidence: str = ""
    evidence_url: str = ""
    cost_amount: Decimal | None = None
    cost_currency: str = ""
    cost_note: str = ""
    languages: tuple[str, ...] = ("fr",)
    text_is_fictitious: bool = False

    @property
    def text(self) -> str:
        """What a search reads, the title first."""
        return f"{self.title} {self.context} {self.method} {self.results} {self.evidence}"


def checked_move(here: TransferState, there: TransferState, *, reason: str, has_adopter: bool) -> None:
    """Raises NoSuchTransferMove, ReasonMissing when it is given up without a word, AdopterMissing when nobody takes it over."""
    if there not in MOVES[here]:
        raise NoSuchTransferMove(here=here.label, there=there.label)
    if there == TransferState.GIVEN_UP and not reason.strip():
        raise ReasonMissing
    if there != TransferState.GIVEN_UP and not has_adopter:
        raise AdopterMissing
