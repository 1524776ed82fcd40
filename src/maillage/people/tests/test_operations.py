from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from maillage.people import personal_data, queries
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
from maillage.people.operations import (
    change_language,
    complete_sign_up,
    create_person,
    end_sessions,
    erase_person,
    give_consent,
    rename,
    withdraw_consent,
)
from maillage.people.tests.factories import NOON, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
MARIE = {
    "email": "Marie@Exemple.test",
    "full_name": "  Marie   Roy ",
    "language": "fr-fr",
    "is_fictitious": False,
    "now": NOON,
}


def _session_of(user):
    store = SessionStore()
    store.create()
    return UserSession.objects.create(
        user=user, ip="192.0.2.1", session_key=store.session_key, user_agent="Firefox/1"
    )


def test_a_person_is_created_with_a_clean_name_and_email():
    marie = create_person(**MARIE)

    assert (marie.email, marie.full_name, marie.language) == ("marie@exemple.test", "Marie Roy", "fr-fr")
    assert marie.date_joined == NOON
    assert not marie.has_usable_password()


def test_a_real_persons_email_waits_for_its_owner_to_confirm_it():
    marie = create_person(**MARIE)

    assert EmailAddress.objects.get(user=marie).verified is False


def test_a_fictitious_persons_email_needs_no_confirmation():
    marie = create_person(**MARIE | {"is_fictitious": True}, password="une phrase assez longue")

    assert EmailAddress.objects.get(user=marie).verified is True
    assert marie.check_password("une phrase assez longue")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"email": "marie"}, NotAnEmail),
        ({"full_name": "  "}, NameMissing),
        ({"language": "de"}, UnknownLanguage),
    ],
)
def test_a_person_is_not_created_half_known(change, refusal):
    with pytest.raises(refusal):
        create_person(**MARIE | change)

    assert not User.objects.exists()


def test_an_email_opens_one_account_whatever_its_case():
    create_person(**MARIE)

    with pytest.raises(EmailTaken):
        create_person(**MARIE | {"email": "MARIE@exemple.TEST"})


def test_signing_up_keeps_the_proof_of_the_terms():
    user = UserFactory(full_name="", language="fr-ca")

    complete_sign_up(user=user, full_name="Marie Roy", language="en", terms="I agree.", now=NOON)

    user.refresh_from_db()
    assert (user.full_name, user.language) == ("Marie Roy", "en")
    proof = Consent.objects.get(user=user)
    assert (proof.purpose, proof.text, proof.language, proof.given_at) == (
        ConsentPurpose.TERMS,
        "I agree.",
        "en",
        NOON,
    )


def test_a_consent_is_kept_in_the_words_that_were_read():
    user = UserFactory()

    consent = give_consent(
        user=user,
        purpose=ConsentPurpose.INTRODUCTION_CONTACT,
        text=" J’accepte. ",
        language="fr-ca",
        now=NOON,
    )

    assert (consent.text, consent.given_at, consent.withdrawn_at) == ("J’accepte.", NOON, None)


def test_a_consent_without_words_is_refused():
    with pytest.raises(ConsentTextMissing):
        give_consent(user=UserFactory(), purpose=ConsentPurpose.TERMS, text=" ", language="fr-ca", now=NOON)


def test_a_consent_is_withdrawn_once_and_its_proof_stays():
    consent = ConsentFactory(given_at=NOON)

    withdraw_consent(consent_id=consent.pk, now=LATER)

    with pytest.raises(AlreadyWithdrawn):
        withdraw_consent(consent_id=consent.pk, now=LATER + timedelta(days=1))
    consent.refresh_from_db()
    assert (consent.given_at, consent.withdrawn_at) == (NOON, LATER)


def test_the_terms_last_as_long_as_the_account():
    consent = ConsentFactory(purpose=ConsentPurpose.TERMS)

    with pytest.raises(TermsLastAsLongAsTheAccount):
        withdraw_consent(consent_id=consent.pk, now=LATER)


def test_a_name_is_corrected_but_never_emptied():
    user = UserFactory(full_name="Marie Roy")

    rename(user=user, full_name="Marie  Roy-Lavoie")
    with pytest.raises(NameMissing):
        rename(user=user, full_name=" ")

    user.refresh_from_db()
    assert user.full_name == "Marie Roy-Lavoie"


def test_a_language_is_one_that_we_speak():
    user = UserFactory(language="fr-ca")

    with pytest.raises(UnknownLanguage):
        change_language(user=user, language="de")
    change_language(user=user, language="en")

    user.refresh_from_db()
    assert user.language == "en"


def test_an_ended_session_is_gone_from_the_server():
    session = _session_of(UserFactory())

    end_sessions(sessions=[session])

    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


def test_erasing_removes_the_name_and_every_way_in():
    user = UserFactory(
        email="marie@exemple.test", full_name="Marie Roy", password="une phrase", is_staff=True
    )
    _session_of(user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    SocialAccount.objects.create(
        user=user, provider="organisation", uid="marie", extra_data={"name": "Marie Roy"}
    )

    erase_person(user_id=user.pk, now=LATER)

    user.refresh_from_db()
    assert (user.full_name, user.is_active, user.is_staff, user.erased_at) == ("", False, False, LATER)
    assert user.email == f"efface-{user.pk}@compte.invalid"
    assert not user.has_usable_password()
    assert str(user) == "Compte effacé"
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession, Session):
        assert not model.objects.exists()


def test_erasing_removes_the_name_from_the_audit_trail():
    user = UserFactory(email="marie@exemple.test", full_name="Marie Roy")

    erase_person(user_id=user.pk, now=LATER)

    states = queries.states_of(user)
    assert set(states.values_list("email", "full_name")) == {(f"efface-{user.pk}@compte.invalid", "")}


def test_erasing_leaves_the_others_as_they_were():
    other = UserFactory(email="paul@exemple.test", full_name="Paul Huot")
    consent = ConsentFactory(user=other)
    session = _session_of(other)

    erase_person(user_id=UserFactory().pk, now=LATER)

    other.refresh_from_db()
    consent.refresh_from_db()
    assert (other.email, other.full_name, consent.withdrawn_at) == ("paul@exemple.test", "Paul Huot", None)
    assert UserSession.objects.get() == session
    assert queries.states_of(other).filter(full_name="Paul Huot").exists()


def test_erasing_keeps_consents_as_proof_withdrawn_that_day():
    user = UserFactory()
    standing = ConsentFactory(user=user, given_at=NOON)
    ended = ConsentFactory(user=user, given_at=NOON, withdrawn_at=NOON)

    erase_person(user_id=user.pk, now=LATER)

    standing.refresh_from_db()
    ended.refresh_from_db()
    assert (standing.withdrawn_at, ended.withdrawn_at) == (LATER, NOON)


def test_erasing_reaches_every_context_that_declared_a_part(monkeypatch):
    reached = []
    keeper = personal_data.Keeper(
        name="garden", gather=lambda _user: [], erase=lambda *what: reached.append(what)
    )
    monkeypatch.setattr(personal_data, "_keepers", {"garden": keeper})
    user = UserFactory()

    erase_person(user_id=user.pk, now=LATER)

    assert reached == [(user, LATER)]


def test_erasing_is_whole_or_does_not_happen(monkeypatch):
    def fail(_user, _now):
        raise RuntimeError("this context could not")

    keeper = personal_data.Keeper(name="garden", gather=lambda _user: [], erase=fail)
    monkeypatch.setattr(personal_data, "_keepers", {"garden": keeper})
    user = UserFactory(full_name="Marie Roy")

    with pytest.raises(RuntimeError):
        erase_person(user_id=user.pk, now=LATER)

    user.refresh_from_db()
    assert (user.full_name, user.is_active) == ("Marie Roy", True)


def test_an_account_is_erased_once():
    user = UserFactory()
    erase_person(user_id=user.pk, now=NOON)

    with pytest.raises(AlreadyErased):
        erase_person(user_id=user.pk, now=LATER)
