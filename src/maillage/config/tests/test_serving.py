import socket

import pytest
from django.contrib.staticfiles.finders import get_finder

from maillage.config import serving
from maillage.config.serving import PORTS_TRIED, free_port, prepare

START = 18_700


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path


def test_two_demonstrations_that_start_together_get_two_ports():
    assert len({free_port(START), free_port(START)}) == 2


def test_a_port_that_somebody_else_listens_on_is_passed_over():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        assert free_port(taken) != taken


def test_when_every_port_is_taken_it_says_so():
    for _ in range(PORTS_TRIED):
        free_port(START)

    with pytest.raises(OSError, match="are all taken"):
        free_port(START)


def test_static_files_are_gathered_once_and_again_when_one_changes(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    gathered = []
    monkeypatch.setattr(serving, "call_command", lambda name, **_options: gathered.append(name))

    prepare()
    prepare()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "new.css").write_text("p {}")
    settings.STATICFILES_DIRS = [tmp_path / "more"]
    get_finder.cache_clear()
    prepare()
    get_finder.cache_clear()

    assert gathered == ["collectstatic", "collectstatic"]
