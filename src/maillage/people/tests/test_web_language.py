"""Which language a page speaks, and whose choice that was."""

import pytest
from django.test import Client
from django.utils import timezone

from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def _home_of(client, **headers):
    return client.get("/", headers=headers).headers["Location"]


def test_a_visitor_without_any_preference_reads_french_of_quebec(client):
    assert _home_of(client) == "/fr-ca/"


@pytest.mark.parametrize(
    ("browser", "home"),
    [("fr-FR,fr;q=0.9", "/fr-fr/"), ("fr", "/fr-ca/"), ("en-US,en;q=0.8", "/en/"), ("de", "/fr-ca/")],
)
def test_a_browser_says_what_its_reader_prefers(client, browser, home):
    assert _home_of(client, accept_language=browser) == home


def test_a_cookie_counts_more_than_the_browser(client):
    client.cookies["django_language"] = "fr-fr"

    assert _home_of(client, accept_language="en") == "/fr-fr/"


def test_the_persons_own_language_counts_more_than_the_cookie(client):
    client.force_login(UserFactory(language="en"))
    client.cookies["django_language"] = "fr-fr"

    assert _home_of(client) == "/en/"


def test_the_language_of_the_address_counts_most(client):
    client.force_login(UserFactory(language="en"))

    page = client.get("/fr-fr/compte/password/reset/")

    assert page.headers["Content-Language"] == "fr-fr"


def test_an_address_without_language_is_the_same_page_in_the_readers(client):
    client.force_login(UserFactory(language="en"))

    assert client.get("/moi/?x=1").headers["Location"] == "/en/moi/?x=1"


def test_a_visitor_changes_language_and_stays_where_she_was(client):
    answer = client.post("/fr-ca/moi/langue/", {"language": "en", "next": "/fr-ca/compte/signup/?a=1"})

    assert answer.headers["Location"] == "/en/compte/signup/?a=1"
    assert client.cookies["django_language"].value == "en"
    assert _home_of(client) == "/en/"


def test_the_choice_of_a_person_is_kept_on_her_account(client):
    user = UserFactory(language="fr-ca")
    client.force_login(user)

    client.post("/fr-ca/moi/langue/", {"language": "fr-fr", "next": "/fr-ca/moi/"})

    user.refresh_from_db()
    assert user.language == "fr-fr"
    elsewhere = Client()
    elsewhere.force_login(user)
    assert _home_of(elsewhere) == "/fr-fr/"


@pytest.mark.parametrize("trap", ["https://ailleurs.test/", "//ailleurs.test/", "javascript:alert(1)"])
def test_changing_language_never_leads_elsewhere(client, trap):
    answer = client.post("/fr-ca/moi/langue/", {"language": "en", "next": trap})

    assert answer.headers["Location"] == "/"


def test_a_language_that_we_do_not_speak_changes_nothing(client):
    user = UserFactory(language="fr-ca")
    client.force_login(user)

    answer = client.post("/fr-ca/moi/langue/", {"language": "de", "next": "/fr-ca/moi/"})

    user.refresh_from_db()
    assert (answer.status_code, user.language) == (302, "fr-ca")
    assert "django_language" not in client.cookies


def test_a_link_cannot_change_the_language(client):
    assert client.get("/fr-ca/moi/langue/?language=en").status_code == 405


def test_hours_are_those_of_the_reader_and_only_during_the_request(client):
    from django.test import RequestFactory

    from maillage.people.web.middleware import PreferredLanguageMiddleware

    seen = []

    def page(_request):
        seen.append(timezone.get_current_timezone_name())
        from django.http import HttpResponse

        return HttpResponse()

    for language in ("fr-fr", "fr-ca", "en"):
        request = RequestFactory().get(f"/{language}/")
        request.session = client.session
        PreferredLanguageMiddleware(page)(request)

    assert seen == ["Europe/Paris", "America/Toronto", "America/Toronto"]
    assert timezone.get_current_timezone() == timezone.get_default_timezone()


def test_the_language_read_last_is_kept(client):
    client.get("/en/")

    assert client.get("/", headers={"accept-language": "fr"}).headers["Location"] == "/en/"
