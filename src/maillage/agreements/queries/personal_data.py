"""What agreements, and stays across them, keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.agreements.models import (
    AgreementVersion,
    CommitmentStep,
    Stay,
    StayFollowUp,
    StayStep,
    VersionStep,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """What she decided about versions, what she said of commitments, the drafts she wrote last, oldest first."""
    decided = VersionStep.objects.filter(by=user).order_by("on", "pk")
    said = CommitmentStep.objects.filter(by=user).order_by("on", "pk")
    wrote = AgreementVersion.objects.filter(revised_by=user).order_by("pk")
    return {
        "decisions": _rows(
            decided.values("version__agreement__name", "version__number", "state", "on", "reason")
        ),
        "commitments": _rows(said.values("commitment__text", "state", "on", "note", "url")),
        "drafts": _rows(wrote.values("agreement__name", "number")),
    }


def stays_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """The stays that she asked for, what she wrote along the way, and what she told afterwards, oldest first."""
    asked = Stay.objects.filter(asked_by=user).order_by("pk")
    steps = StayStep.objects.filter(by=user).order_by("at", "pk")
    told = StayFollowUp.objects.filter(answered_by=user).order_by("answered_at", "pk")
    names = ("firm__name", "host__organisation__name", "purpose", "needs", "state", "wished_from")
    return {
        "asked": _rows(asked.values(*names)),
        "steps": _rows(steps.values("state", "note", "at")),
        "told": _rows(told.values("months", "kind", "words", "answered_at")),
    }


def _rows(values: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(row) for row in values]
