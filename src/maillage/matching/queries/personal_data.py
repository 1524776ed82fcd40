"""What matching keeps about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.matching.models import (
    Advising,
    AdvisorLink,
    FirmAnswer,
    FollowUp,
    Introduction,
    IntroductionStep,
    Need,
    RevealedNeed,
    SavedSearch,
)
from maillage.people.personal_data import rows_of

if TYPE_CHECKING:
    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """The needs she wrote, the introductions she asked for, the answers she gave, what she said of them
    afterwards, whom she advises, what she told of a firm, what she chose after a
    diagnosis, and the searches she keeps, oldest first.
    """
    needs = Need.objects.filter(written_by=user).order_by("created_at", "pk")
    asked = Introduction.objects.filter(asked_by=user).order_by("asked_at", "pk")
    steps = IntroductionStep.objects.filter(by=user).order_by("at", "pk")
    said = FollowUp.objects.filter(introduction__asked_by=user, answered_at__isnull=False)
    said = said.order_by("answered_at", "pk")
    links = AdvisorLink.objects.filter(membership__user=user).order_by("created_at", "pk")
    advised = Advising.objects.filter(membership__user=user).order_by("since", "pk")
    told = FirmAnswer.objects.filter(answered_by=user).order_by("answered_at", "pk")
    chosen = RevealedNeed.objects.filter(settled_by=user).order_by("settled_at", "pk")
    kept = SavedSearch.objects.filter(owner=user).order_by("created_at", "pk")
    return {
        "needs": rows_of(needs, "title", "text", "kind", "visibility", "state", "created_at"),
        "introductions": rows_of(asked, "message", "state", "asked_at", "changed_at"),
        "follow_ups": rows_of(said, "days", "result", "words", "answered_at"),
        "answers": rows_of(steps, "state", "note", "at"),
        "advisor_links": rows_of(links, "token", "created_at", "closed_at"),
        "advised": rows_of(advised, "need__title", "since", "consent__withdrawn_at"),
        "facts_told": rows_of(told, "organisation__name", "key", "text", "value", "answered_at"),
        "needs_revealed": rows_of(chosen, "kind", "need_kind", "about", "state", "settled_at"),
        "searches": rows_of(kept, "name", "query", "frequency", "created_at"),
    }
