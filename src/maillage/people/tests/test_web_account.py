"""« Mon compte et mes données », tried by its owner, by somebody else, and by a visitor."""

import json
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from maillage.people.enums import ConsentPurpose
from maillage.people.models import Consent, User
from maillage.people.tests.factories import NOON, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
PAGES = [
    "people:account",
    "people:name",
    "people:erase",
    "people:personal_data",
    "usersessions_list",
    "mfa_index",
]


@pytest.fixture
def marie(client):
    user = UserFactory(email="marie@exemple.test", full_name="Marie Roy")
    client.force_login(user)
    return user


def _enter(client, user):
    client.post(
        reverse("account_login"),
        {"login": user.email, "password": PASSWORD},
        headers={"user-agent": "Firefox/1"},
    )


@pytest.mark.parametrize(
    "page", [*PAGES, "account_email", "account_change_password", "socialaccount_connections"]
)
def test_a_visitor_is_asked_who_she_is(client, page):
    answer = client.get(reverse(page))

    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_request_login_code')}?next={reverse(page)}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_nothing_of_somebody_else(client, marie, page):
    paul = UserFactory(email="paul@exemple.test", full_name="Paul Huot")
    ConsentFactory(user=paul, text="Paul accepte.")
    UserSession.objects.create(user=paul, ip="198.51.100.7", session_key="k", user_agent="Firefox/1")

    page = client.get(reverse(page))

    assert page.status_code == 200
    assert not any(words in page.content.decode() for words in ("paul@", "Paul", "198.51.100.7"))


def test_the_account_page_shows_what_we_know_and_what_was_accepted(client, marie):
    ConsentFactory(user=marie, text="J’accepte d’être contactée.", given_at=NOON)
    ConsentFactory(user=marie, purpose=ConsentPurpose.TERMS, text="J’accepte les conditions.", given_at=NOON)

    page = client.get(reverse("people:account")).content.decode()

    for words in (
        "Marie Roy",
        "marie@exemple.test",
        "J’accepte d’être contactée.",
        "J’accepte les conditions.",
    ):
        assert words in page
    assert "20\u00a0novembre" in page
    assert page.count("Retirer ce consentement") == 1


def test_the_account_page_costs_the_same_for_one_consent_and_for_three(
    client, marie, assert_constant_queries
):
    assert_constant_queries(client, reverse("people:account"), lambda: ConsentFactory(user=marie))


def test_a_name_is_corrected(client, marie):
    client.post(reverse("people:name"), {"full_name": "Marie Roy-Lavoie"})

    marie.refresh_from_db()
    assert marie.full_name == "Marie Roy-Lavoie"


def test_an_empty_name_comes_back_with_what_to_do(client, marie):
    answer = client.post(reverse("people:name"), {"full_name": "   "})

    marie.refresh_from_db()
    assert marie.full_name == "Marie Roy"
    assert "Il manque le nom." in answer.content.decode()


def test_a_consent_is_withdrawn_by_who_gave_it(client, marie):
    consent = ConsentFactory(user=marie, given_at=NOON - timedelta(days=1))

    client.post(reverse("people:withdraw_consent", args=[consent.pk]))

    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_a_consent_cannot_be_withdrawn_by_somebody_else(client, marie):
    consent = ConsentFactory()

    answer = client.post(reverse("people:withdraw_consent", args=[consent.pk]))

    assert answer.status_code == 404
    assert Consent.objects.get(pk=consent.pk).withdrawn_at is None


def test_a_refused_withdrawal_says_why(client, marie):
    consent = ConsentFactory(user=marie, purpose=ConsentPurpose.TERMS)
    here = reverse("people:account")

    answer = client.post(
        reverse("people:withdraw_consent", args=[consent.pk]),
        follow=True,
        headers={"referer": f"http://testserver{here}"},
    )

    assert "Les conditions d’utilisation valent tant que le compte existe" in answer.content.decode()


def test_the_export_is_a_file_that_nobody_keeps_on_the_way(client, marie):
    answer = client.get(reverse("people:personal_data"))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="maillage-mes-donnees.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.content)["account"]["email"] == "marie@exemple.test"


def test_sessions_are_listed_and_another_one_is_closed():
    user = UserFactory(password=PASSWORD)
    here, there = Client(), Client()
    _enter(here, user)
    _enter(there, user)
    page = here.get(reverse("usersessions_list")).content.decode()
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()

    here.post(reverse("people:end_session", args=[other.pk]))

    assert page.count("Firefox") == 2
    assert page.count("cet appareil") == 1
    assert there.get(reverse("people:account")).status_code == 302
    assert here.get(reverse("people:account")).status_code == 200


def test_all_the_other_sessions_are_closed_at_once():
    user = UserFactory(password=PASSWORD)
    here, there, elsewhere = Client(), Client(), Client()
    for browser in (here, there, elsewhere):
        _enter(browser, user)

    here.post(reverse("usersessions_list"))

    assert [browser.get(reverse("people:account")).status_code for browser in (here, there, elsewhere)] == [
        200,
        302,
        302,
    ]


def test_a_session_cannot_be_closed_by_somebody_else(client, marie):
    paul = UserFactory(password=PASSWORD)
    there = Client()
    _enter(there, paul)

    answer = client.post(reverse("people:end_session", args=[UserSession.objects.get(user=paul).pk]))

    assert answer.status_code == 404
    assert there.get(reverse("people:account")).status_code == 200


def test_erasing_is_asked_before_it_is_done(client, marie):
    page = client.get(reverse("people:erase")).content.decode()

    assert "Effacer votre compte" in page
    assert "Ne pas effacer" in page
    assert User.objects.get(pk=marie.pk).full_name == "Marie Roy"


def test_erasing_closes_the_account_and_every_device(client, marie):
    there = Client()
    there.force_login(marie)

    answer = client.post(reverse("people:erase"))

    assert answer.url == "/fr-ca/"
    assert User.objects.get(pk=marie.pk).full_name == ""
    assert "_auth_user_id" not in client.session
    assert there.get(reverse("people:account")).status_code == 302


def test_erasing_an_account_with_a_password_asks_for_it_first(client):
    user = UserFactory(full_name="Marie Roy", password=PASSWORD)
    client.force_login(user)

    answer = client.post(reverse("people:erase"))

    user.refresh_from_db()
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert user.full_name == "Marie Roy"


@pytest.mark.parametrize("page", ["people:withdraw_consent", "people:end_session"])
def test_what_changes_an_account_is_never_done_by_a_link(client, marie, page):
    assert client.get(reverse(page, args=[1])).status_code == 405
