"""The authors' desk: drafts, publication, withdrawal; readers finish what they began."""

import pytest
from django.urls import reverse

from maillage.common import clock
from maillage.common.tests.at_once import at_once
from maillage.learning.models import Module, ModuleVersion
from maillage.learning.operations import finish_block, publish_draft
from maillage.learning.operations.authoring import edition_of
from maillage.learning.queries import draft_of
from maillage.learning.rules.text import faults_of
from maillage.learning.tests.factories import LATER, NOON, module, path, skills
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WRITTEN = {
    "title": "Compter mieux",
    "summary": "Ce que l’on y apprend.",
    "number": "2",
    "minutes": "25",
    "language": "fr",
    "gains": "6.7 : 3",
    "requires": "6.7 : 2",
    "author": "Équipe Maillage",
    "sources": "Une page | https://exemple.test/page | 2026-11-20",
    "text": "## Un\r\n\r\nDu nouveau.\r\n",
    "seen": "0",
}


@pytest.fixture
def desk(client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    client.force_login(UserFactory(is_staff=True))
    return client


def at(name, *arguments):
    return reverse(f"learning:{name}", args=arguments)


def kept(desk, version, **other):
    draft = draft_of(version.module)
    told = WRITTEN | {"seen": edition_of(draft), "do": "keep"} | other
    return desk.post(at("write", version.module.code), told)


def test_a_draft_begins_as_the_version_that_is_given(desk):
    version = module(gains={"6.7": 2})

    form = desk.get(at("write", version.module.code)).context["form"]

    assert form["number"].value() == "2"
    assert form["text"].value() == version.text
    assert form["gains"].value() == "6.7 : 2"


def test_a_draft_is_read_by_nobody_until_it_is_published(desk):
    version = module()
    kept(desk, version)

    assert "Du nouveau." in desk.get(at("preview", version.module.code)).text
    assert "Du nouveau." not in desk.get(at("whole", version.module.code)).text
    kept(desk, version, do="publish")
    assert "Du nouveau." in desk.get(at("whole", version.module.code)).text
    assert draft_of(version.module) is None


def test_a_reader_finishes_the_version_that_she_began(desk):
    version, person = module(), UserFactory()
    finish_block(version=version, position=1, person=person, now=NOON)
    kept(desk, version, do="publish")

    for position in (2, 3):
        reading = finish_block(version=version, position=position, person=person, now=LATER)

    assert reading.finished_at == LATER
    assert reading.version == version


def test_faults_are_told_line_by_line_and_the_draft_stays(desk):
    version = module()

    answer = kept(desk, version, text="## Un\n\n::: jeu\n:::\n:::\n", do="publish")

    assert answer.status_code == 422
    assert "ligne 3" in answer.text
    assert draft_of(version.module).text.startswith("## Un")
    page = desk.get(at("write", version.module.code)).text
    assert "2 points du texte empêchent de publier" in page
    assert "ligne 5" in page


def test_every_fault_of_a_text_is_found():
    assert len(faults_of("Avant.\n## Un\n:::\n::: jeu\n::: quiz 1\n")) == 4


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("gains", "6.7 : 2\nbeaucoup", "Ligne 2"),
        ("gains", "99.9 : 2", "99.9"),
        ("gains", "6.7 : 2", "il demande déjà ce qu’il apprend"),
        ("sources", "Une page sans adresse", "Ligne 1"),
        ("sources", "Une page | javascript:alert(1) | 2026-11-20", "Ligne 1"),
        ("number", "1", "la version 1 est publiée"),
        ("minutes", "1000", "240"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(desk, field, text, said):
    version = module()

    answer = kept(desk, version, do="publish", **{field: text})

    assert answer.status_code == 422
    assert said in answer.text
    assert answer.context["form"]["title"].value() == "Compter mieux"
    assert not ModuleVersion.objects.filter(number="2", published_at__isnull=False)


def test_the_second_author_is_told_and_keeps_what_she_typed(desk):
    version = module()
    kept(desk, version)

    answer = kept(desk, version, title="Autrement", seen="0")

    assert answer.status_code == 422
    assert "Compter mieux" in answer.text
    assert "Autrement" in answer.text
    assert draft_of(version.module).title == "Compter mieux"


def test_modules_that_would_wait_for_one_another_are_not_published(desk):
    first = module("premier", gains={"6.7": 2})
    module("second", gains={"6.1": 3}, requires={"6.7": 3})

    answer = kept(desk, first, gains="6.7 : 3", requires="6.1 : 3", do="publish")

    assert "premier, second" in answer.text
    assert draft_of(first.module) is not None


def test_a_withdrawn_module_says_why_and_its_paths_are_told(desk):
    version = module()
    followed = path(version)

    assert followed.title in desk.get(at("withdraw", version.module.code)).text
    assert desk.post(at("withdraw", version.module.code), {"reason": ""}).status_code == 422
    desk.post(at("withdraw", version.module.code), {"reason": "Une loi a changé."})

    assert "Une loi a changé." in desk.get(at("path", followed.path.code)).text
    assert version.title not in desk.get(at("home")).text
    assert desk.get(at("block", version.module.code, 1)).status_code == 404
    assert desk.get(at("withdraw", version.module.code)).status_code == 404


def test_another_version_gives_a_withdrawn_module_again(desk):
    version = module()
    desk.post(at("withdraw", version.module.code), {"reason": "Une loi a changé."})

    kept(desk, version, do="publish")

    assert desk.get(at("block", version.module.code, 1)).status_code == 200


def test_a_new_module_begins_by_its_name(desk):
    skills()
    assert desk.post(at("desk"), {"code": "tout-neuf"}).url == at("write", "tout-neuf")
    desk.post(at("write", "tout-neuf"), WRITTEN | {"number": "1", "requires": "", "do": "publish"})

    assert desk.get(at("module", "tout-neuf")).status_code == 200
    assert desk.post(at("desk"), {"code": "tout-neuf"}).status_code == 422


def test_the_desk_costs_the_same_whatever_its_length(desk, django_assert_max_num_queries):
    for rank in range(3):
        module(f"m{rank}")

    with django_assert_max_num_queries(8):
        desk.get(at("desk"))


@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_one_is_told(client):
    version = module()
    client.force_login(UserFactory(is_staff=True))
    kept(client, version)
    edition = edition_of(draft_of(version.module))

    def publish():
        publish_draft(code=version.module.code, read_edition=edition, now=LATER)

    assert sorted(at_once(publish, publish)) == ["NoDraft", "done"]
    assert Module.objects.get().versions.filter(published_at__isnull=False).count() == 2
