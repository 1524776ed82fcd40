import pytest

from maillage.people import rules

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [(FIREFOX, "Firefox, Windows"), (EDGE, "Edge, Windows"), (IPHONE, "Safari, iPhone"), ("curl/8.0", "")],
)
def test_a_device_is_named_in_words_its_owner_knows(user_agent, words):
    assert rules.device(user_agent) == words


@pytest.mark.parametrize(
    ("language", "zone"),
    [
        ("fr-fr", "Europe/Paris"),
        ("fr-ca", "America/Toronto"),
        ("en", "America/Toronto"),
        ("", "America/Toronto"),
    ],
)
def test_hours_follow_the_language(language, zone):
    assert rules.time_zone_of(language) == zone


def test_an_erased_account_keeps_an_address_that_nobody_can_write_to():
    assert rules.erased_email(7) == "efface-7@compte.invalid"
