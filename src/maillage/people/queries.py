"""Reading about people. Nothing here is for anybody but the person herself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import QuerySet

from maillage.people.models import Consent, User
from maillage.people.personal_data import keepers


@dataclass(frozen=True, kw_only=True)
class Security:
    """How an account is protected today."""

    has_password: bool
    has_second_step: bool
    sessions: int


def security_of(user: User) -> Security:
    return Security(
        has_password=user.has_usable_password(),
        has_second_step=Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists(),
        sessions=UserSession.objects.filter(user_id=user.pk).count(),
    )


def consents_of(user: User) -> QuerySet[Consent]:
    """Every consent this person gave, withdrawn or not, newest first."""
    return Consent.objects.filter(user=user).order_by("-given_at", "-pk")


def personal_data_of(user: User, *, now: datetime) -> dict[str, Any]:
    """All that the platform holds about this person, ready for JSON; one entry per context that keeps some."""
    return {
        "made_at": now,
        "account": _account(user),
        "consents": list(consents_of(user).values("purpose", "text", "language", "given_at", "withdrawn_at")),
        **{keeper.name: keeper.gather(user) for keeper in keepers()},
    }


def _account(user: User) -> dict[str, Any]:
    mine = {"user_id": user.pk}
    addresses = EmailAddress.objects.filter(**mine).order_by("email")
    outside = SocialAccount.objects.filter(**mine).order_by("provider", "uid")
    return {
        "email": user.email,
        "full_name": user.full_name,
        "language": user.language,
        "is_fictitious": user.is_fictitious,
        "date_joined": user.date_joined,
        "last_login": user.last_login,
        "security": vars(security_of(user)),
        "emails": list(addresses.values("email", "verified", "primary")),
        "organisation_accounts": list(outside.values("provider", "uid", "extra_data", "date_joined")),
        "sessions": list(
            UserSession.objects.filter(**mine)
            .order_by("created_at", "pk")
            .values("created_at", "ip", "user_agent", "last_seen_at")
        ),
        "history": _history(user),
    }


def states_of(user: User) -> QuerySet[Any]:
    """Each state this account went through, oldest first: what the audit trail keeps."""
    states: QuerySet[Any] = QuerySet(apps.get_model("people", "UserEvent"))
    return states.filter(pgh_obj_id=user.pk).order_by("pgh_id")


def _history(user: User) -> list[dict[str, Any]]:
    kept = ("pgh_created_at", "pgh_label", "email", "full_name", "language", "is_active", "is_staff")
    return list(states_of(user).values(*kept))
