"""What assessments keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.assessments.models import Answer, Campaign, Estimate, Invitation, Item, Share, Sitting
from maillage.people.personal_data import rows_of

if TYPE_CHECKING:
    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """Her sittings with what she answered and what was concluded, to whom she shows them and who shows her theirs, her
    invitations, and what she opened or retired; oldest first.
    """
    hers = Sitting.objects.filter(person=user).order_by("started_at", "pk")
    answers = Answer.objects.filter(sitting__in=hers.order_by()).order_by("sitting", "position")
    known = Estimate.objects.filter(sitting__in=hers.order_by()).order_by("sitting", "position")
    invited = Invitation.objects.filter(email__iexact=user.email).order_by("written_at", "pk")
    shown = Share.objects.filter(sitting__in=hers.order_by()).order_by("shared_at", "pk")
    return {
        "sittings": rows_of(
            hers, "key", "instrument__code", "organisation__name", "role__slug", "dimensions", "facts",
            "consented_at", "started_at", "finished_at", "ending",
        ),
        "answers": rows_of(answers, "sitting__key", "position", "item__code", "response", "answered_at"),
        "estimates": rows_of(
            known, "sitting__key", "dimension", "low", "middle", "high", "levels", "score", "score_low", "score_high"
        ),
        "shown_to": rows_of(
            shown, "sitting__key", "email", "shared_at", "withdrawn_at"
        ),
        "shown_to_her": rows_of(
            user.shared_results.order_by("shared_at", "pk"), "sitting__instrument__code", "shared_at", "withdrawn_at"
        ),
        "invitations": rows_of(invited, "campaign__title", "email", "written_at", "sent_at"),
        "campaigns": rows_of(Campaign.objects.filter(opened_by=user).order_by("opened_at", "pk"), "title", "opened_at"),
        "retired": rows_of(Item.objects.filter(retired_by=user).order_by("pk"), "code", "retired_at"),
    }  # fmt: skip
