"""Each page that django-allauth serves is drawn in our frame and says our words."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
FOR_VISITORS = [
    "account_inactive",
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
FOR_OWNERS = [
    "account_change_password",
    "account_email",
    "account_logout",
    "account_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "socialaccount_connections",
    "usersessions_list",
]


def _is_ours(page):
    """Our frame, our words, and nothing that the content policy would block."""
    text = page.content.decode()
    assert 'id="contenu"' in text
    assert not re.search(r"<script(?![^>]*(src|nonce)=)|\sstyle=|<style|\son\w+=", text)
    assert not re.search(r">\s*(Sign|Email|Password|Confirm|Code:)", text)
    assert text.count("<h1") == 1


@pytest.mark.parametrize("address", FOR_VISITORS)
def test_each_page_of_the_door_is_one_of_ours(client, address):
    _is_ours(client.get(reverse(address)))


@pytest.mark.parametrize("address", FOR_OWNERS)
def test_each_page_of_an_account_is_one_of_ours(client, address):
    user = UserFactory(password=PASSWORD)
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)

    page = client.get(reverse(address))

    assert page.status_code == 200
    _is_ours(page)


@pytest.mark.parametrize("address", ["account_set_password", "mfa_activate_totp", "mfa_index"])
def test_each_page_of_an_account_without_password_is_one_of_ours(client, address):
    client.force_login(UserFactory())

    _is_ours(client.get(reverse(address)))


@pytest.mark.parametrize("start", ["account_request_login_code", "account_reset_password"])
def test_each_page_that_waits_for_a_code_is_one_of_ours(client, start):
    page = client.post(reverse(start), {"email": UserFactory().email}, follow=True)

    assert "neuf chiffres" in page.content.decode()
    _is_ours(page)
