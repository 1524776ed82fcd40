"""Entering through the organisation's own OpenID Connect server, played here by a few canned answers."""

from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from maillage.people.enums import ConsentPurpose
from maillage.people.models import User
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SERVER = "https://id.exemple.test/realm"
PROVIDERS = {  # as maillage.config.sign_in describes it
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "organisation",
                "name": "Ville de Shawinigan",
                "client_id": "maillage",
                "secret": "secret",
                "settings": {"server_url": SERVER, "oauth_pkce_enabled": True},
            }
        ]
    }
}
MARIE = {"sub": "42", "name": "Marie Roy", "email": "marie@exemple.test", "email_verified": True}
PLACES = {
    "issuer": SERVER,
    "authorization_endpoint": "https://id.exemple.test/authorize",
    "token_endpoint": "https://id.exemple.test/token",
    "userinfo_endpoint": "https://id.exemple.test/userinfo",
    "jwks_uri": "https://id.exemple.test/keys",
}


class Answer:
    status_code = HTTPStatus.OK
    headers = {"content-type": "application/json"}

    def __init__(self, body):
        self.body = body

    def json(self):
        return dict(self.body)

    def raise_for_status(self):
        pass


def _play(_session, _method, url, **_options):
    """What the organisation's server answers at each of its addresses."""
    answers = {PLACES["userinfo_endpoint"]: MARIE, PLACES["token_endpoint"]: {"access_token": "token"}}
    return Answer(answers.get(url, PLACES))


def _keep_silent(_session, _method, url, **_options):
    raise requests.ConnectionError(url)


@pytest.fixture(autouse=True)
def server(monkeypatch, settings):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDERS
    monkeypatch.setattr(requests.Session, "request", _play)


def _go(client, process="login"):
    """Press the button, be recognised over there, come back."""
    address = reverse("openid_connect_login", kwargs={"provider_id": "organisation"})
    leaving = client.post(f"{address}?process={process}")
    asked = parse_qs(urlsplit(leaving.url).query)
    back = urlsplit(asked["redirect_uri"][0]).path
    return client.get(back, {"code": "abc", "state": asked["state"][0]}, follow=True)


def test_the_button_of_an_organisation_is_on_each_door_when_its_server_is_known(client, settings):
    for page in ("account_request_login_code", "account_login", "account_signup"):
        text = client.get(reverse(page)).content.decode()
        assert "Continuer avec Ville de Shawinigan" in text
        assert "/compte/oidc/organisation/login/" in text


def test_no_button_without_a_server(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert "Continuer avec" not in client.get(reverse("account_request_login_code")).content.decode()


def test_the_button_leads_to_the_server_with_a_proof_of_origin(client):
    address = reverse("openid_connect_login", kwargs={"provider_id": "organisation"})

    leaving = client.post(f"{address}?process=login")

    assert leaving.url.startswith(f"{PLACES['authorization_endpoint']}?")
    asked = parse_qs(urlsplit(leaving.url).query)
    assert asked["client_id"] == ["maillage"]
    assert asked["code_challenge_method"] == ["S256"]


def test_somebody_new_is_recognised_and_asked_for_her_agreement(client):
    form = _go(client)
    before = User.objects.count()

    client.post(
        reverse("socialaccount_signup"),
        {"full_name": "Marie Roy", "email": MARIE["email"], "terms": "on"},
        follow=True,
    )

    page = form.content.decode()
    assert before == 0
    assert 'value="Marie Roy"' in page
    assert 'value="marie@exemple.test"' in page
    marie = User.objects.get()
    assert client.session["_auth_user_id"] == str(marie.pk)
    assert (marie.full_name, marie.consents.get().purpose) == ("Marie Roy", ConsentPurpose.TERMS)
    assert SocialAccount.objects.get().user == marie


def test_somebody_known_enters_at_once(client):
    marie = UserFactory(email="marie@exemple.test")
    SocialAccount.objects.create(user=marie, provider="organisation", uid="42")

    _go(client)

    assert client.session["_auth_user_id"] == str(marie.pk)


def test_the_servers_word_does_not_open_an_account_that_was_never_linked(client, mailoutbox):
    UserFactory(email="marie@exemple.test")

    _go(client)
    client.post(
        reverse("socialaccount_signup"), {"full_name": "Marie", "email": MARIE["email"], "terms": "on"}
    )

    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_an_account_is_linked_by_its_owner_then_unlinked(client):
    marie = UserFactory(email="marie@exemple.test")
    client.force_login(marie)

    page = _go(client, process="connect")
    linked = SocialAccount.objects.get()
    client.post(reverse("socialaccount_connections"), {"account": linked.pk})

    assert linked.user == marie
    assert "Délier" in page.content.decode()
    assert not SocialAccount.objects.exists()


def test_a_person_who_gives_up_over_there_is_told_that_nothing_changed(client):
    address = reverse("openid_connect_login", kwargs={"provider_id": "organisation"})
    asked = parse_qs(urlsplit(client.post(f"{address}?process=login").url).query)

    back = reverse("openid_connect_callback", kwargs={"provider_id": "organisation"})
    page = client.get(back, {"error": "access_denied", "state": asked["state"][0]}, follow=True)

    assert "Rien n’a changé" in page.content.decode()


def test_a_server_that_does_not_answer_is_said_in_words(client, monkeypatch):
    monkeypatch.setattr(requests.Session, "request", _keep_silent)
    address = reverse("openid_connect_login", kwargs={"provider_id": "organisation"})

    page = client.post(f"{address}?process=login", follow=True)

    assert "Votre organisation n’a pas confirmé" in page.content.decode()
