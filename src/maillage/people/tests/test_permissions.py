import pytest
from allauth.usersessions.models import UserSession
from django.http import Http404

from maillage.people import permissions
from maillage.people.tests.factories import ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_consent_opens_to_who_gave_it_and_to_nobody_else():
    consent = ConsentFactory()

    assert permissions.consent_open_to(consent.user, consent.pk) == consent
    with pytest.raises(Http404):
        permissions.consent_open_to(UserFactory(), consent.pk)


def test_a_session_opens_to_its_owner_and_to_nobody_else():
    owner = UserFactory()
    session = UserSession.objects.create(user=owner, ip="192.0.2.1", session_key="k", user_agent="Firefox/1")

    assert permissions.session_open_to(owner, session.pk) == session
    with pytest.raises(Http404):
        permissions.session_open_to(UserFactory(is_staff=True), session.pk)
