from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from maillage.people import queries
from maillage.people.models import Consent, User
from maillage.people.tests.factories import NOON, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_email_is_stored_in_lower_case():
    user = User.objects.create_user(" Marie.Roy@Exemple.TEST ", full_name="Marie Roy")

    assert user.email == "marie.roy@exemple.test"


def test_the_database_refuses_an_email_with_capitals():
    with pytest.raises(IntegrityError, match="user_email_is_in_lower_case"):
        UserFactory(email="Marie@exemple.test", confirmed=False)


def test_two_accounts_cannot_share_an_email():
    UserFactory(email="marie@exemple.test")

    with pytest.raises(IntegrityError, match="email"):
        UserFactory(email="marie@exemple.test", confirmed=False)


def test_an_account_without_password_cannot_be_entered_by_password():
    user = User.objects.create_user("marie@exemple.test", full_name="Marie Roy")

    assert not user.has_usable_password()


def test_a_person_without_a_name_still_reads_well():
    assert str(User(full_name="")) == "Personne sans nom"


def test_an_erased_account_cannot_stay_open():
    user = UserFactory()

    with pytest.raises(IntegrityError, match="user_erased_is_closed"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(erased_at=NOON)


def test_a_consent_cannot_be_withdrawn_before_it_is_given():
    with pytest.raises(IntegrityError, match="consent_is_withdrawn_after_it_is_given"):
        ConsentFactory(given_at=NOON, withdrawn_at=NOON - timedelta(seconds=1))


def test_a_consent_needs_its_words():
    with pytest.raises(IntegrityError, match="consent_has_a_text"):
        ConsentFactory(text="")


def test_only_consents_that_were_not_withdrawn_stand():
    standing = ConsentFactory()
    ConsentFactory(withdrawn_at=NOON)

    assert list(Consent.objects.standing()) == [standing]


def test_the_audit_trail_keeps_states_but_never_a_secret():
    user = UserFactory(password="une phrase assez longue", full_name="Marie Roy")
    user.full_name = "Marie Roy-Lavoie"
    user.save()

    states = queries.states_of(user)

    assert [state.full_name for state in states] == ["Marie Roy", "Marie Roy-Lavoie"]
    kept = {field.name for field in queries.states_of(user).model._meta.get_fields()}
    assert not kept & {"password", "last_login"}


def test_signing_in_leaves_no_state_in_the_audit_trail():
    user = UserFactory()
    user.last_login = NOON
    user.save(update_fields=["last_login"])

    assert queries.states_of(user).count() == 1
