"""A second step: enrolled, asked for at each entry, turned off; and its recovery codes."""

import re
import time

import pytest
from allauth.mfa.adapter import get_adapter as second_step_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
CODE = re.compile(r"\b\d{3}-\d{3}-\d{3}\b")


def _by_password(client, email):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD}, follow=True)


def _is_inside(client):
    return "_auth_user_id" in client.session


def _second_code(secret):
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_a_second_step_is_enrolled_then_asked_for(client, mailoutbox):
    user = UserFactory(password=PASSWORD)
    _by_password(client, user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    codes = client.post(reverse("mfa_activate_totp"), {"code": _second_code(secret)}, follow=True)
    newcomer = Client()
    _by_password(newcomer, user.email)
    half_way = _is_inside(newcomer)
    newcomer.post(reverse("mfa_authenticate"), {"code": _second_code(secret)}, follow=True)

    assert codes.request["PATH_INFO"] == reverse("mfa_view_recovery_codes")
    assert half_way is False
    assert _is_inside(newcomer)


def _with_second_step(user):
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return RecoveryCodes.activate(user).get_unused_codes()


def test_a_recovery_code_opens_once(client):
    user = UserFactory(password=PASSWORD)
    code = _with_second_step(user)[0]

    for browser in (client, again := Client()):
        _by_password(browser, user.email)
        browser.post(reverse("mfa_authenticate"), {"code": code})

    assert _is_inside(client)
    assert not _is_inside(again)


def test_the_second_step_is_asked_after_a_code_by_email_too(client, mailoutbox):
    user = UserFactory()
    _with_second_step(user)

    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = CODE.search(mailoutbox[0].body)[0]
    answer = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)

    assert not _is_inside(client)
    assert answer.request["PATH_INFO"] == reverse("mfa_authenticate")


def test_turning_the_second_step_on_asks_who_you_are_again(client):
    user = UserFactory(password=PASSWORD)
    client.force_login(user)

    answer = client.get(reverse("mfa_activate_totp"), follow=True)

    assert answer.request["PATH_INFO"] == reverse("account_reauthenticate")


def test_the_drawing_for_the_telephone_is_read_on_a_dark_page_too():
    assert 'fill="white"' in second_step_adapter().build_totp_svg("otpauth://totp/x")


def test_the_telephone_knows_the_platform_by_its_name():
    assert second_step_adapter().build_totp_url(UserFactory(), "SECRET").endswith("issuer=Maillage")


def test_a_second_step_is_turned_off_by_its_owner(client, mailoutbox):
    user = UserFactory(password=PASSWORD)
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    _with_second_step(user)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert mailoutbox[-1].subject == "La vérification en deux étapes est désactivée"
