"""The only door to what belongs to one person: she alone passes; to anybody else it does not exist."""

from allauth.usersessions.models import UserSession
from django.http import Http404, HttpRequest

from maillage.people.models import Consent, User


def person_behind(request: HttpRequest) -> User:
    """Who is signed in. Only for views behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def consent_open_to(user: User, pk: int) -> Consent:
    consent = Consent.objects.filter(user=user, pk=pk).first()
    if consent is None:
        raise Http404
    return consent


def session_open_to(user: User, pk: int) -> UserSession:
    session = UserSession.objects.filter(user_id=user.pk, pk=pk).first()
    if session is None:
        raise Http404
    return session
