"""Who receives which report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.outcomes.models import ReportLetter, ReportSubscription
from maillage.people.personal_data import rows_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from maillage.people.models import User


def receives(person: User | AnonymousUser, kind: str, subject_id: int) -> ReportSubscription | None:
    """Her subscription to this report, as long as it runs."""
    asked = {"person": person.pk, f"{kind}_id": subject_id, "stopped_at": None}
    return ReportSubscription.objects.filter(**asked).first()


def subscriptions_about(person: User) -> dict[str, list[dict[str, Any]]]:
    """Which reports she asked for, and the letters that took them to her; oldest first."""
    asked = ReportSubscription.objects.filter(person=person).order_by("since", "pk")
    names = ("initiative__title", "agreement__name", "funder__name", "network__name")
    letters = ReportLetter.objects.filter(subscription__person=person).order_by("written_at", "pk")
    return {
        "subscriptions": rows_of(asked, *names, "since", "stopped_at"),
        "letters": rows_of(letters, "quarter", "written_at", "sent_at"),
    }
