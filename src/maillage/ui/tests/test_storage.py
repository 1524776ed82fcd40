from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import AppDirectoriesFinder

from maillage.ui.storage import OneStylesheetStorage


@pytest.fixture
def collected(tmp_path):
    """Our own static files, collected into a folder."""
    storage = OneStylesheetStorage(location=tmp_path, base_url="/static/")
    paths = {}
    for path, source in AppDirectoriesFinder(app_names=["maillage.ui"]).list([]):
        with source.open(path) as file:
            storage._save(path, file)
        paths[path] = (source, path)
    list(storage.post_process(paths))
    return storage, tmp_path


def test_the_style_arrives_as_one_file(collected):
    storage, folder = collected

    style = (folder / Path(storage.url("ui/maillage.css")).name).with_name("maillage.css")
    hashed = folder / storage.url("ui/maillage.css").removeprefix("/static/")
    assert hashed != style
    text = hashed.read_text()
    assert "@import" not in text
    assert "--accent: #8a1a54" in text
    assert ".loom {" in text


def test_the_fonts_are_still_found_from_that_file(collected):
    storage, folder = collected

    text = (folder / storage.url("ui/maillage.css").removeprefix("/static/")).read_text()

    assert f'url("{storage.url("ui/fonts/source-sans-3.woff2").rpartition("ui/")[2]}")' in text
