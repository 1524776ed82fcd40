"""What a person may do with her account, one function an intention."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from maillage.people import queries, rules
from maillage.people.enums import ConsentPurpose
from maillage.people.errors import (
    AlreadyErased,
    AlreadyWithdrawn,
    ConsentTextMissing,
    EmailTaken,
    NameMissing,
    NotAnEmail,
    TermsLastAsLongAsTheAccount,
    UnknownLanguage,
)
from maillage.people.models import Consent, User
from maillage.people.personal_data import keepers


@transaction.atomic
def create_person(
    *,
    email: str,
    full_name: str,
    language: str,
    is_fictitious: bool,
    now: datetime,
    password: str | None = None,
) -> User:
    """Open an account for somebody. She signs in by code; with a password too, when one is given.

    A fictitious person's address counts as confirmed, since nobody is behind it; a real one is confirmed by
    its owner at the first sign-in. Raises NotAnEmail, EmailTaken, NameMissing, UnknownLanguage.
    """
    address = _usable_address(email)
    user = User.objects.create_user(
        address,
        password,
        full_name=_usable_name(full_name),
        language=_known_language(language),
        is_fictitious=is_fictitious,
        date_joined=now,
    )
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=is_fictitious)
    return user


@transaction.atomic
def complete_sign_up(*, user: User, full_name: str, language: str, terms: str, now: datetime) -> Consent:
    """Give a new account its name and language, and keep the proof that its owner accepted the terms."""
    rename(user=user, full_name=full_name)
    change_language(user=user, language=language)
    return give_consent(user=user, purpose=ConsentPurpose.TERMS, text=terms, language=language, now=now)


@transaction.atomic
def give_consent(*, user: User, purpose: ConsentPurpose, text: str, language: str, now: datetime) -> Consent:
    """Keep the proof that a person agreed, in the very words she read. Raises ConsentTextMissing."""
    if not text.strip():
        raise ConsentTextMissing
    return Consent.objects.create(
        user=user, purpose=purpose, text=text.strip(), language=_known_language(language), given_at=now
    )


@transaction.atomic
def withdraw_consent(*, consent_id: int, now: datetime) -> Consent:
    """End a consent; its proof stays. Raises AlreadyWithdrawn, TermsLastAsLongAsTheAccount."""
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent_id)
    if consent.purpose == ConsentPurpose.TERMS:
        raise TermsLastAsLongAsTheAccount
    if consent.withdrawn_at is not None:
        raise AlreadyWithdrawn
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])
    return consent


@transaction.atomic
def rename(*, user: User, full_name: str) -> User:
    """Raises NameMissing."""
    user.full_name = _usable_name(full_name)
    user.save(update_fields=["full_name"])
    return user


@transaction.atomic
def change_language(*, user: User, language: str) -> User:
    """Raises UnknownLanguage."""
    user.language = _known_language(language)
    user.save(update_fields=["language"])
    return user


@transaction.atomic
def end_sessions(*, sessions: Iterable[UserSession]) -> None:
    """Close these sessions: the devices that held them must sign in again."""
    for session in sessions:
        session.end()


@transaction.atomic
def erase_person(*, user_id: int, now: datetime) -> User:
    """Close an account for good and remove what names its owner, here and in every context that declared a part.

    Her consents stay as proof without a name, withdrawn today. Raises AlreadyErased.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if user.erased_at is not None:
        raise AlreadyErased
    for keeper in keepers():
        keeper.erase(user, now)
    Consent.objects.filter(user=user).standing().update(withdrawn_at=now)
    _forget_ways_in(user)
    _forget_name(user, now)
    return user


def _forget_ways_in(user: User) -> None:
    end_sessions(sessions=UserSession.objects.filter(user_id=user.pk).order_by("pk"))
    for model in (Authenticator, SocialAccount, EmailAddress):
        model.objects.filter(user_id=user.pk).delete()
    user.groups.clear()
    user.user_permissions.clear()


def _forget_name(user: User, now: datetime) -> None:
    """In the account and in its audit trail."""
    user.email, user.full_name = rules.erased_email(user.pk), ""
    user.password = make_password(None)
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at = now
    user.save()
    queries.states_of(user).update(email=user.email, full_name="")


def _usable_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as mistake:
        raise NotAnEmail from mistake
    if User.objects.filter(email=address).exists():
        raise EmailTaken
    return address


def _usable_name(full_name: str) -> str:
    name = " ".join(full_name.split())
    if not name:
        raise NameMissing
    return name


def _known_language(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage
    return language
