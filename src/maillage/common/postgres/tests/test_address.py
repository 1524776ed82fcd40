import os

import pytest

from maillage.common.postgres import address, ensure_running, locate
from maillage.common.postgres.errors import RelativeDataFolder, UnreadableUrl
from maillage.common.postgres.places import LONGEST_SOCKET_PATH, SOCKET

GIVEN = {"DATABASE_URL": "postgresql://ana:s%40cret@db.example.org:6432/regions?sslmode=require"}


def test_a_given_url_becomes_what_django_wants():
    assert address(GIVEN).as_django() == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example.org",
        "PORT": "6432",
        "USER": "ana",
        "PASSWORD": "s@cret",
        "NAME": "regions",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_given_url_is_used_as_it_is_and_nothing_is_launched():
    assert locate(GIVEN).address == address(GIVEN)
    assert ensure_running(GIVEN) == address(GIVEN)


def test_an_address_goes_round_through_its_own_url():
    assert address({"DATABASE_URL": address(GIVEN).url}) == address(GIVEN)


def test_an_address_never_shows_its_password():
    assert "s@cret" not in repr(address(GIVEN))


@pytest.mark.parametrize(
    "url", ["mysql://ana:hush@h/regions", "postgresql://ana:hush@h:port/x", "postgresql://ana:hush@h"]
)
def test_a_wrong_url_is_refused_without_repeating_it(url):
    with pytest.raises(UnreadableUrl) as refusal:
        address({"DATABASE_URL": url})

    assert "hush" not in str(refusal.value)


def test_asking_for_the_address_writes_nothing(ground):
    found = address({"MAILLAGE_DATA": str(ground / "data")})

    assert found.host == str(ground / "data" / "run")
    assert list(ground.iterdir()) == []


def test_a_deep_data_folder_gets_a_short_socket_that_only_depends_on_it(ground):
    deep = {"MAILLAGE_DATA": str(ground / "é" / ("d" * 100))}

    found = address(deep)

    assert len(os.fsencode(f"{found.host}/{SOCKET}")) <= LONGEST_SOCKET_PATH
    assert found == address({**deep, "XDG_RUNTIME_DIR": "/elsewhere", "TMPDIR": "/elsewhere"})
    assert found != address({"MAILLAGE_DATA": deep["MAILLAGE_DATA"] + "d"})


def test_a_relative_data_folder_is_refused():
    with pytest.raises(RelativeDataFolder):
        address({"MAILLAGE_DATA": "data"})


def test_data_live_in_the_home_of_a_person_and_in_var_lib_for_root(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    root = address({"HOME": "/root"})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    person = address({"HOME": "/home/ana"})

    assert root.host == "/var/lib/maillage/run"
    assert person.host == "/home/ana/.local/share/maillage/run"
