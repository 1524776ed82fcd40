"""The first story in the demonstration: from the agreement's page, each of its eleven lines is read in three clicks."""

import pytest
from django.urls import reverse

from maillage.common import clock
from maillage.config.demo import build_first_story
from maillage.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)

COORDINATION = "coordination.shawinigan@demo.maillage.example"
MOST_CLICKS = 3
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


def read(page):
    return " ".join(page.locator("body").inner_text().split())


def test_each_line_of_the_first_story_is_read_in_three_clicks(signed_in, assert_accessible, screenshot):
    build_first_story(now=clock.now())
    page = signed_in(User.objects.get(email=COORDINATION))
    untold = {}

    for line, (clicks, expected) in STORY.items():
        page.goto(reverse("pages:agreement", args=["shawinigan-chambery"]))
        for words in clicks:
            page.get_by_role("link", name=words).first.click()
        assert_accessible(page)
        screenshot(page, f"recit-{line:02}")
        missing = [words for words in expected if words not in read(page)]
        if missing:
            untold[line] = missing

    assert {line for line, (clicks, _words) in STORY.items() if len(clicks) <= MOST_CLICKS} == set(
        range(1, 12)
    )
    assert untold == {}
