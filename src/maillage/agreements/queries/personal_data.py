"""What agreements keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.agreements.models import (
    AgreementDocument,
    AgreementVersion,
    CommitmentStep,
    Practice,
    Stay,
    StayFollowUp,
    StayStep,
    TransferStep,
    VersionStep,
)
from maillage.people.personal_data import rows_of

if TYPE_CHECKING:
    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """What she decided, said, wrote, added and asked for, oldest first."""
    decided = VersionStep.objects.filter(by=user).order_by("on", "pk")
    said = CommitmentStep.objects.filter(by=user).order_by("on", "pk")
    wrote = AgreementVersion.objects.filter(revised_by=user).order_by("pk")
    added = AgreementDocument.objects.filter(added_by=user).order_by("pk")
    asked = Stay.objects.filter(asked_by=user).order_by("pk")
    steps = StayStep.objects.filter(by=user).order_by("at", "pk")
    told = StayFollowUp.objects.filter(answered_by=user).order_by("answered_at", "pk")
    practices = Practice.objects.filter(written_by=user).order_by("created_at", "pk")
    moved = TransferStep.objects.filter(by=user).order_by("at", "pk")
    return {
        "decisions": rows_of(decided, "version__agreement__name", "version__number", "state", "on", "reason"),
        "commitments": rows_of(said, "commitment__text", "state", "on", "note", "url"),
        "drafts": rows_of(wrote, "agreement__name", "number"),
        "documents": rows_of(added, "title", "version__agreement__name", "added_at"),
        "stays": rows_of(
            asked, "firm__name", "host__organisation__name", "purpose", "needs", "state", "wished_from"
        ),
        "stay_steps": rows_of(steps, "state", "note", "at"),
        "stay_results": rows_of(told, "months", "kind", "words", "answered_at"),
        "practices": rows_of(practices, "title", "visibility", "created_at"),
        "transfers": rows_of(moved, "transfer__practice__title", "state", "reason", "at"),
    }
