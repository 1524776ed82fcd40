"""Story 1 told in three clicks: from the agreement's page, each of its eleven lines is read."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.urls import reverse

from maillage.common import clock
from maillage.config.demo import build_demo
from maillage.people.models import User

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
COORDINATION = "coordination.shawinigan@demo.maillage.example"
MOST_CLICKS = 3
LINK = re.compile(r'<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
STORY = {  # line of the story: what is clicked, then what is read
    1: ([], ["Version 1 signée", "2016", "Version 2 signée", "2018", "Version 3 signée", "2021"]),
    2: (
        ["Comparer deux versions"],
        ["Développement touristique", "Transition énergétique", "Éducation", "Jeunesse"],
    ),
    3: (
        ["Lire la dernière version"],
        ["Mairie", "Première ou premier adjoint", "présidence de l’office de tourisme"],
    ),
    4: (
        ["Lire la dernière version"],
        ["la coopération économique", "la coopération culturelle", "la coopération touristique"],
    ),
    5: (
        ["Mission de novembre 2021 à Shawinigan", "Délégation et hôtes"],
        ["Culture Shawinigan", "Tourisme Shawinigan", "DigiHub"],
    ),
    6: (["Visites alternées"], ["La pandémie", "recevra"]),
    7: (["Camp entrepreneurial Shawinigan–Chambéry, édition 4"], ["Shawinigan : 4", "Chambéry : 3"]),
    8: (["Créneaux communs"], ["Les organisations de ces créneaux", "Shawinigan", "Chambéry"]),
    9: (["Mission de novembre 2021 à Shawinigan", "Suites", "Focale Fixe"], ["Un besoin"]),
    10: (
        ["Lire la dernière version", "Aider les entreprises d’une rive à créer des emplois"],
        ["Triade a pu créer une douzaine d’emplois bien payés à Shawinigan"],
    ),
    11: (["Pratiques transférables", "Montrer en image flottante"], ["Hologo", "a importé une idée"]),
}


@pytest.fixture
def signed_in(client, db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    build_demo(now=NOW)
    client.force_login(User.objects.get(email=COORDINATION))
    return client


def read(html):
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", html)))


def followed(client, page, words):
    """The page behind the first link that says these words."""
    for address, said in LINK.findall(page):
        if words in read(said):
            answer = client.get(unescape(address), follow=True)
            assert answer.status_code == 200
            return answer.text
    raise AssertionError(f"no link says {words}")


def test_each_line_of_the_first_story_is_read_in_three_clicks(signed_in):
    front = signed_in.get(reverse("pages:agreement", args=["shawinigan-chambery"])).text
    untold = {}

    for line, (clicks, expected) in STORY.items():
        assert len(clicks) <= MOST_CLICKS
        page = front
        try:
            for words in clicks:
                page = followed(signed_in, page, words)
        except AssertionError as lost:
            untold[line] = str(lost)
            continue
        missing = [words for words in expected if words not in read(page)]
        if missing:
            untold[line] = missing

    assert sorted(STORY) == list(range(1, 12))
    assert untold == {}
