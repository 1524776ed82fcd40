"""What agreements keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.agreements.models import AgreementVersion, CommitmentStep, VersionStep

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


def _rows(values: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(row) for row in values]
