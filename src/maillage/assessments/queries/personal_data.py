"""What assessments keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from maillage.assessments.models import Answer, Campaign, Estimate, Invitation, Item, SeenItem, Share, Sitting
from maillage.people.personal_data import rows_of

if TYPE_CHECKING:
    from maillage.people.models import User


def shares_with(user: User) -> QuerySet[Share]:
    """What others show her, at her address or where she signed in from it; oldest first."""
    return Share.objects.filter(Q(reader=user) | Q(email__iexact=user.email)).order_by("shared_at", "pk")


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """Her sittings with what she answered and what was concluded, the questions that modules showed her, to whom
    she shows her results and who shows her theirs, her invitations, and what she opened or retired; oldest first.
    """
    hers = Sitting.objects.filter(person=user).order_by("started_at", "pk")
    answers = Answer.objects.filter(sitting__in=hers.order_by()).order_by("sitting", "position")
    known = Estimate.objects.filter(sitting__in=hers.order_by()).order_by("sitting", "position")
    invited = Invitation.objects.filter(email__iexact=user.email).order_by("written_at", "pk")
    seen = SeenItem.objects.filter(person=user).order_by("shown_at", "pk")
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
        "met_while_learning": rows_of(seen, "item__code", "where", "shown_at", "response", "answered_at"),
        "shown_to": rows_of(shown, "sitting__key", "email", "shared_at", "withdrawn_at"),
        "shown_to_her": rows_of(
            shares_with(user), "sitting__instrument__code", "email", "shared_at", "withdrawn_at"
        ),
        "invitations": rows_of(invited, "campaign__title", "email", "written_at", "sent_at"),
        "campaigns": rows_of(Campaign.objects.filter(opened_by=user).order_by("opened_at", "pk"), "title", "opened_at"),
        "retired": rows_of(Item.objects.filter(retired_by=user).order_by("pk"), "code", "retired_at"),
    }  # fmt: skip
