"""A path carried away: what is in it, for whom, and what it costs."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.learning.models import ModuleVersion, PathVersion
from maillage.learning.tests.factories import LATER, TEXT, module, path

pytestmark = pytest.mark.django_db
TEMPLATE = """## Remplir

Voyez [le catalogue](/apprendre/).

::: gabarit Ma fiche
| Quoi | Combien |
|---|---|
| Planches | |
:::
"""


def carried(client, version):
    data = client.get(reverse("learning:path_archive", args=[version.path.code])).content
    with ZipFile(BytesIO(data)) as archive:
        return data, {name: archive.read(name).decode() for name in archive.namelist()}


def test_anybody_carries_a_path_away_with_its_pages_and_documents(client):
    one = module("un", text=TEMPLATE)
    version = path(one, module("deux"))

    _data, files = carried(client, version)

    assert list(files) == [
        "index.html", "01-un.html", "documents/un-1-1.md", "02-deux.html", "projet.html", "guide.html", "style.css", "LISEZ-MOI.txt",
    ]  # fmt: skip
    assert '1. <a href="01-un.html">Module un</a>' in files["index.html"]
    assert "<strong>ce que l’on a</strong>" in files["02-deux.html"]
    assert "Il en manque deux." in files["02-deux.html"]
    assert 'href="documents/un-1-1.md"' in files["01-un.html"]
    assert files["documents/un-1-1.md"].startswith("# Ma fiche\n\n| Quoi")
    assert "Version 1, Équipe Maillage." in files["LISEZ-MOI.txt"]
    assert "On prépare la salle." in files["guide.html"]


def test_it_opens_from_a_folder_without_a_network(client):
    version = path(module("un", text=TEMPLATE), module("deux"))

    _data, files = carried(client, version)

    for name, text in files.items():
        assert "<script" not in text
        assert not re.findall(r'url\((?!"data:)', text), name
        for address in re.findall(r'(?:href|src)="([^"#]*)"', text):
            assert address in files or address.startswith("https://") or "://" in address, (name, address)
    assert "testserver" not in files["index.html"]
    assert re.search(r'href="https?://[^"]+/apprendre/"', files["01-un.html"])


def test_the_same_path_makes_the_same_bytes(client):
    version = path(module("un"))

    assert carried(client, version)[0] == carried(client, version)[0]


def test_what_is_withdrawn_stays_behind(client):
    kept, gone = module("garde"), module("retire")
    version = path(kept, gone)
    ModuleVersion.objects.filter(pk=gone.pk).update(withdrawn_at=LATER, withdrawn_reason="Une loi a changé.")

    _data, files = carried(client, version)
    PathVersion.objects.update(withdrawn_at=LATER, withdrawn_reason="Une loi a changé.")
    answer = client.get(reverse("learning:path_archive", args=[version.path.code]))

    assert [name for name in files if name[0].isdigit()] == ["01-garde.html"]
    assert answer.status_code == 404


def test_its_page_offers_it(client):
    version = path(module("un"))

    assert (
        reverse("learning:path_archive", args=[version.path.code])
        in client.get(version.path.get_absolute_url()).text
    )


def test_three_modules_cost_what_one_costs(client):
    def cost(version):
        with CaptureQueriesContext(connection) as spent:
            carried(client, version)
        return len(spent)

    one = cost(path(module("un"), code="court"))
    three = cost(path(*(module(f"m{n}", text=TEMPLATE + TEXT) for n in range(3)), code="long"))

    assert one == three
