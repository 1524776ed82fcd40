"""Entering: by code, by password, with a second step, through the organisation; and being kept out."""

import logging
import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from maillage.people import rules
from maillage.people.enums import ConsentPurpose
from maillage.people.models import User
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
CODE = re.compile(r"\b\d{3}-\d{3}-\d{3}\b")
ADDRESS = re.compile(r"\S@\S")


def _ask(client, email, **more):
    return client.post(reverse("account_request_login_code"), {"email": email}, follow=True, **more)


def _enter(client, code):
    return client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)


def _by_password(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password}, follow=True)


def _code_in(mail):
    return CODE.search(mail.body)[0]


def _is_inside(client):
    return "_auth_user_id" in client.session


def test_the_door_asks_for_an_email_first_and_shows_the_other_ways(client):
    page = client.get(reverse("account_request_login_code")).content.decode()

    assert "Recevoir un code" in page
    assert reverse("account_login") in page
    assert reverse("account_signup") in page


def test_a_page_that_needs_an_account_leads_to_the_code_and_back(client, mailoutbox):
    user = UserFactory()
    wanted = reverse("people:account")

    door = client.get(wanted, follow=True)
    client.post(door.request["PATH_INFO"] + f"?next={wanted}", {"email": user.email, "next": wanted})
    answer = client.post(
        reverse("account_confirm_login_code"), {"code": _code_in(mailoutbox[0]), "next": wanted}, follow=True
    )

    assert answer.request["PATH_INFO"] == wanted


def test_a_person_enters_with_the_code_she_received(client, mailoutbox):
    user = UserFactory()

    _ask(client, user.email.upper())
    _enter(client, _code_in(mailoutbox[0]))

    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_code_message_says_what_why_and_how_long(client, mailoutbox):
    user = UserFactory()

    _ask(client, user.email)

    (mail,) = mailoutbox
    assert mail.to == [user.email]
    assert mail.subject == "Votre code pour entrer dans Maillage"
    assert "que vous avez demandé pour vous connecter" in mail.body
    assert "pendant 10 minutes" in mail.body
    assert "Ce n’est pas vous" in mail.body


def test_a_wrong_code_is_refused_and_the_third_one_ends_the_attempt(client, mailoutbox):
    user = UserFactory()
    _ask(client, user.email)

    first = _enter(client, "000-000-000")
    _enter(client, "000-000-000")
    third = _enter(client, "000-000-000")
    _enter(client, _code_in(mailoutbox[0]))

    assert "Ce code n’est pas le bon" in first.content.decode()
    assert third.request["PATH_INFO"] == reverse("account_request_login_code")
    assert not _is_inside(client)


def test_a_new_code_replaces_the_first(client, mailoutbox):
    user = UserFactory()
    _ask(client, user.email)

    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    first, second = (_code_in(mail) for mail in mailoutbox)
    _enter(client, first)
    refused = not _is_inside(client)
    _enter(client, second)

    assert refused
    assert _is_inside(client)


def test_a_first_code_confirms_the_email_of_an_account_opened_by_somebody_else(client, mailoutbox):
    user = UserFactory(confirmed=False)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)

    _ask(client, user.email)
    _enter(client, _code_in(mailoutbox[0]))

    assert _is_inside(client)
    assert EmailAddress.objects.get(user=user).verified


def test_a_person_enters_with_her_password(client):
    user = UserFactory(password=PASSWORD)

    _by_password(client, user.email)

    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_is_refused_with_a_way_out(client):
    user = UserFactory(password=PASSWORD)

    answer = _by_password(client, user.email, "autre chose")

    assert not _is_inside(client)
    assert "demandez un code" in answer.content.decode()


def test_five_wrong_passwords_close_the_door_even_to_the_right_one(client):
    user = UserFactory(password=PASSWORD)
    for _ in range(5):
        _by_password(client, user.email, "autre chose")

    answer = _by_password(client, user.email)

    assert not _is_inside(client)
    assert "Trop d’essais de suite" in answer.content.decode()


def test_the_closed_door_is_that_of_one_account_not_of_everybody(client):
    closed, other = UserFactory(password=PASSWORD), UserFactory(password=PASSWORD)
    for _ in range(5):
        _by_password(client, closed.email, "autre chose")

    _by_password(client, other.email)

    assert _is_inside(client)


def test_thirty_tries_a_minute_from_one_place_are_too_many(client):
    for number in range(30):
        client.post(reverse("account_login"), {"login": f"nobody{number}@exemple.test"})

    answer = client.post(reverse("account_login"), {"login": "nobody@exemple.test"})

    assert answer.status_code == 429


def test_codes_to_one_email_are_counted(client, mailoutbox):
    user = UserFactory()
    for _ in range(5):
        _ask(Client(), user.email)

    answer = _ask(client, user.email)

    assert len(mailoutbox) == 5
    assert "Trop d’essais de suite" in answer.content.decode()


def _plain(page):
    """A page without what changes at each request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


@pytest.mark.parametrize("address", ["account_request_login_code", "account_reset_password"])
def test_the_pages_do_not_tell_whether_an_account_exists(address, mailoutbox):
    known, unknown = UserFactory(email="connue@exemple.test"), "inconn@exemple.test"

    one = Client().post(reverse(address), {"email": known.email}, follow=True)
    other = Client().post(reverse(address), {"email": unknown}, follow=True)

    assert _plain(one).replace(known.email, "X") == _plain(other).replace(unknown, "X")
    assert [mail.to for mail in mailoutbox] == [[known.email], [unknown]]
    assert CODE.search(mailoutbox[1].body) is None


def _sign_up(client, email, **change):
    form = {"full_name": "Marie Roy", "email": email, "terms": "on"} | change
    return client.post(reverse("account_signup"), form, follow=True)


def test_a_new_person_gives_her_name_her_email_and_her_agreement(client, mailoutbox):
    _sign_up(client, "Marie@exemple.test")
    client.post(reverse("account_email_verification_sent"), {"code": _code_in(mailoutbox[0])}, follow=True)

    marie = User.objects.get(email="marie@exemple.test")
    assert client.session["_auth_user_id"] == str(marie.pk)
    assert (marie.full_name, marie.language, marie.has_usable_password()) == ("Marie Roy", "fr-ca", False)
    proof = marie.consents.get()
    assert (proof.purpose, proof.text, proof.language) == (ConsentPurpose.TERMS, str(rules.TERMS), "fr-ca")
    assert "ouvrez un compte" in mailoutbox[0].body


def test_the_language_of_the_page_becomes_the_persons(client):
    client.post("/fr-fr/compte/signup/", {"full_name": "Marie", "email": "marie@exemple.test", "terms": "on"})

    assert User.objects.get().language == "fr-fr"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"terms": ""}, "Sans votre accord"),
        ({"full_name": " "}, "Il manque le nom"),
        ({"email": ""}, "Il manque le courriel"),
    ],
)
def test_a_missing_answer_opens_no_account_and_loses_nothing(client, change, sentence):
    answer = _sign_up(client, **{"email": "marie@exemple.test"} | change)

    assert not User.objects.exists()
    assert sentence in answer.content.decode()
    assert ("Marie Roy" in answer.content.decode()) is ("full_name" not in change)


def test_a_new_account_waits_outside_until_its_email_is_confirmed(client):
    _sign_up(client, "marie@exemple.test")

    assert not _is_inside(client)


def test_signing_up_twice_tells_the_owner_and_nobody_else(client, mailoutbox):
    marie = UserFactory(email="marie@exemple.test", full_name="Marie Roy")

    answer = _sign_up(client, marie.email, full_name="Quelqu’un")

    assert answer.request["PATH_INFO"] == reverse("account_email_verification_sent")
    assert User.objects.get() == marie
    assert [mail.subject for mail in mailoutbox] == ["Vous avez déjà un compte"]


def test_a_forgotten_password_is_chosen_again_by_code(client, mailoutbox):
    user = UserFactory(password=PASSWORD)
    client.post(reverse("account_reset_password"), {"email": user.email})

    client.post(reverse("account_confirm_password_reset_code"), {"code": _code_in(mailoutbox[0])})
    new = "une autre phrase assez longue"
    done = client.post(
        reverse("account_complete_password_reset"), {"password1": new, "password2": new}, follow=True
    )

    user.refresh_from_db()
    assert user.check_password(new)
    assert "est enregistré" in done.content.decode()


def test_a_new_email_serves_once_confirmed(client, mailoutbox):
    user = UserFactory(email="avant@exemple.test")
    client.force_login(user)

    client.post(reverse("account_email"), {"action_add": "1", "email": "Apres@exemple.test"})
    user.refresh_from_db()
    before = user.email
    client.post(reverse("account_email_verification_sent"), {"code": _code_in(mailoutbox[0])})

    user.refresh_from_db()
    assert (before, user.email) == ("avant@exemple.test", "apres@exemple.test")
    assert mailoutbox[1].to == ["avant@exemple.test"]
    assert mailoutbox[1].subject == "Votre courriel a changé"


def test_a_closed_account_does_not_open(client, mailoutbox):
    user = UserFactory(password=PASSWORD, is_active=False)

    answer = _by_password(client, user.email)
    _ask(Client(), user.email)

    assert not _is_inside(client)
    assert "Ce compte est fermé" in answer.content.decode()
    assert CODE.search(mailoutbox[0].body) is None


def test_no_email_address_is_logged_while_people_come_and_go(client, caplog, mailoutbox, monkeypatch):
    user = UserFactory(password=PASSWORD)
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    caplog.set_level(logging.INFO, logger="django")
    caplog.set_level(logging.DEBUG)

    _by_password(client, user.email, "autre chose")
    _ask(client, user.email)
    _enter(client, "000-000-000")
    _enter(client, _code_in(mailoutbox[0]))
    client.post(reverse("account_email"), {"action_add": "1", "email": "autre@exemple.test"})
    client.get("/fr-ca/nulle-part/")
    client.post(reverse("account_logout"))
    _ask(Client(), "personne@exemple.test")

    assert "nulle-part" in caplog.text  # something was logged
    assert ADDRESS.findall(caplog.text) == []


def test_a_password_is_chosen_then_changed_and_its_owner_is_told(client, mailoutbox):
    user = UserFactory()
    client.force_login(user)
    new = "une autre phrase assez longue"

    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    user.refresh_from_db()
    assert user.check_password(new)
    assert [mail.subject for mail in mailoutbox] == [
        "Votre compte a un mot de passe",
        "Votre mot de passe a changé",
    ]
