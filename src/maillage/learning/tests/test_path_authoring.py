"""The authors' desk of paths: drafts, publication, withdrawal; followers go on with what they began."""

import pytest
from django.urls import reverse

from maillage.common import clock
from maillage.common.tests.at_once import at_once
from maillage.learning.errors import PathIsRefused
from maillage.learning.models import LearningPath, Module, PathSketch, PathVersion
from maillage.learning.operations import begin_path, import_learning, publish_path_draft
from maillage.learning.queries import path_version_given, standpoints
from maillage.learning.queries.path_authoring import path_draft, path_edition
from maillage.learning.rules.content import ModuleDraft
from maillage.learning.rules.path_sketches import draft_kept, faults_of_steps, notes_of_path
from maillage.learning.tests import cohorts
from maillage.learning.tests.factories import LATER, NOON, module, path, skills
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WRITTEN = {
    "title": "Compter mieux",
    "summary": "Où il mène, plus court.",
    "number": "2",
    "language": "fr",
    "audience": ["account-manager"],
    "role": "account-manager",
    "steps": "deux\r\nun | trois\r\n",
    "before": "6.7, 6.1",
    "after": "6.7",
    "author": "Équipe Maillage",
    "guide": "# Guide\r\n\r\nOn prépare **la salle**.",
    "project": "",
}


@pytest.fixture
def desk(client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    client.force_login(UserFactory(is_staff=True))
    return client


@pytest.fixture
def first():
    """A path that is given, of the first of three modules."""
    one, _two, _three = (module(code) for code in ("un", "deux", "trois"))
    return path(one)


def at(name, *arguments):
    return reverse(f"learning:{name}", args=arguments)


def kept(desk, code="compter", **other):
    told = WRITTEN | {"seen": path_edition(code), "do": "keep"} | other
    return desk.post(at("path_write", code), told)


def test_a_draft_begins_as_the_version_that_is_given(desk, first):
    first.steps.get().alternatives.add(module("quatre").module)

    form = desk.get(at("path_write", "compter")).context["form"]

    assert form["number"].value() == "2"
    assert form["title"].value() == first.title
    assert form["steps"].value() == "un | quatre"
    assert form["guide"].value() == first.guide


def test_a_draft_is_followed_by_nobody_until_it_is_published(desk, first):
    kept(desk)

    page = desk.get(at("path_preview", "compter")).text
    assert page.index("Module deux") < page.index("Module un")
    assert "<strong>la salle</strong>" in page
    assert "Compter mieux" not in desk.get(at("path", "compter")).text
    assert kept(desk, do="publish").url == at("path", "compter")
    assert "Compter mieux" in desk.get(at("path", "compter")).text
    assert path_draft("compter") is None


def test_what_is_published_is_what_was_typed(desk, first):
    kept(desk, do="publish")

    version = path_version_given(first.path)
    assert (version.number, version.role.slug, version.before, version.after) == (
        "2",
        "account-manager",
        ["6.7", "6.1"],
        ["6.7"],
    )
    assert version.guide == "# Guide\n\nOn prépare **la salle**."
    assert [
        (step.module.code, [row.code for row in step.alternatives.all()])
        for step in version.steps.order_by("position")
    ] == [("deux", []), ("un", ["trois"])]


def test_whoever_follows_a_version_goes_on_with_it(desk, first):
    person = UserFactory()
    enrolment = begin_path(version=first, person=person, now=NOON)

    kept(desk, do="publish")

    enrolment.refresh_from_db()
    assert enrolment.version == first
    assert [row.step.module.code for row in standpoints(enrolment.version, person.pk)] == ["un"]
    assert path_version_given(first.path).number == "2"


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("steps", "un\ndeus", "Ligne 2 : aucun module publié ne se nomme « deus ». Peut-être « deux » ?"),
        ("steps", "un | zzzzz", "aucun module publié ne se nomme « zzzzz »."),
        ("steps", "un\n\nun", "Ligne 3 : « un » est déjà l’étape 1."),
        ("steps", "un | un", "Ligne 1"),
        ("steps", "", "obligatoire"),
        ("before", "6.7 99.9", "99.9"),
        ("number", "1", "la version 1 est publiée"),
        ("audience", ["pilote-de-ligne"], "pilote-de-ligne"),
        ("title", "", "obligatoire"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(desk, first, field, text, said):
    answer = kept(desk, do="publish", **{field: text})

    assert answer.status_code == 422
    assert said in answer.text
    assert answer.context["form"]["summary"].value() == "Où il mène, plus court."
    assert PathVersion.objects.get() == first


def test_a_module_that_was_never_published_is_not_named(desk, first):
    Module.objects.create(code="en-chantier")

    assert "aucun module publié ne se nomme « en-chantier »" in kept(desk, steps="un\nen-chantier").text
    assert path_draft("compter") is None


def test_the_second_author_is_told_and_keeps_what_she_typed(desk, first):
    kept(desk)

    answer = kept(desk, title="Autrement", seen="0")

    assert answer.status_code == 422
    assert "Compter mieux" in answer.text
    assert answer.context["form"]["title"].value() == "Autrement"
    assert path_draft("compter").fields["title"] == "Compter mieux"
    kept(desk, title="Autrement", seen=answer.context["form"]["seen"].value())
    assert path_draft("compter").fields["title"] == "Autrement"


def test_a_page_from_before_a_publication_publishes_nothing(desk, first):
    kept(desk)
    before = path_edition("compter")
    kept(desk, do="publish")

    answer = kept(desk, number="3", do="publish", seen=before)

    assert answer.status_code == 422
    assert PathVersion.objects.count() == 2


def test_a_withdrawn_path_says_why_and_its_cohorts_are_told_first(desk):
    held = cohorts.cohort()
    code = held.version.path.code

    assert held.activity.title in desk.get(at("path_withdraw", code)).text
    assert desk.post(at("path_withdraw", code), {"reason": ""}).status_code == 422
    desk.post(at("path_withdraw", code), {"reason": "Une loi a changé."})

    assert "Une loi a changé." in desk.get(at("path", code)).text
    assert held.version.title not in desk.get(at("home")).text
    assert desk.get(at("path_withdraw", code)).status_code == 404


def test_whoever_follows_a_withdrawn_path_goes_on(desk, first, client):
    person = UserFactory()
    begin_path(version=first, person=person, now=NOON)
    desk.post(at("path_withdraw", "compter"), {"reason": "Une loi a changé."})

    client.force_login(person)
    assert "Vos modules" in client.get(at("path", "compter")).text


def test_another_version_gives_a_withdrawn_path_again(desk, first):
    desk.post(at("path_withdraw", "compter"), {"reason": "Une loi a changé."})

    kept(desk, do="publish")

    assert path_version_given(first.path).withdrawn_at is None


def test_a_new_path_begins_by_its_name(desk):
    module("un")
    assert desk.post(at("path_desk"), {"code": "tout-neuf"}).url == at("path_write", "tout-neuf")
    kept(desk, "tout-neuf", number="1", steps="un")
    assert "tout-neuf" in desk.get(at("path_desk")).text
    kept(desk, "tout-neuf", number="1", steps="un", do="publish")

    assert desk.get(at("path", "tout-neuf")).status_code == 200
    assert desk.post(at("path_desk"), {"code": "tout-neuf"}).status_code == 422


def test_a_module_may_not_take_the_place_of_the_desk_of_paths(desk):
    assert desk.post(at("desk"), {"code": "parcours"}).status_code == 422


def test_what_a_draft_holds_comes_back_as_it_was():
    told = {"fields": {"reviewed_on": "2026-11-22", "title": "Un"}, "role": "", "steps": [["un", ["deux"]]]}

    draft = draft_kept("compter", told)

    assert draft.fields["reviewed_on"].isoformat() == "2026-11-22"
    assert draft.steps == [("un", ["deux"])]


def test_an_author_is_told_of_a_step_that_is_passed_and_of_what_comes_too_late():
    def said(code, **levels):
        return ModuleDraft(
            code=code, fields={"title": code.title()}, **({"gains": {}, "requires": {}} | levels)
        )

    given = {
        "avant": said("avant", requires={"6.7": 2, "6.1": 1}),
        "apres": said("apres", gains={"6.7": 2, "6.1": 1}),
        "retire": said("retire"),
    }
    steps = [("avant", []), ("apres", []), ("retire", [])]

    notes = notes_of_path(steps, given, {"retire"})

    assert notes == [
        "« Retire » n’est plus donné : son étape sera passée.",
        "« Avant » s’appuie sur 6.7 au niveau 2, qui ne vient qu’à l’étape 2.",
    ]
    assert notes_of_path([("apres", []), ("avant", []), ("retire", ["apres"])], given, {"retire"}) == []
    assert faults_of_steps(steps) == []


def test_a_file_is_held_to_the_same(tmp_path):
    skills()
    module("un")
    (tmp_path / "paths").mkdir()
    (tmp_path / "paths" / "neuf.yaml").write_text(
        "id: neuf\nversion: '1'\ntitle: Neuf\nsummary: Court.\nlanguage: fr\naudience: [pilote]\nrole: null\n"
        "modules: [{id: un}, {id: un}]\nassessment: {before: ['99.9'], after: []}\nproject: null\nguide: null\n"
        "author: Moi\nreviewed_on: null\n"
    )

    with pytest.raises(PathIsRefused) as refused:
        import_learning(folder=tmp_path, now=NOON)

    for said in ("publics inconnus : pilote", "compétences inconnues : 99.9", "« un » est déjà l’étape 1"):
        assert said in str(refused.value)
    assert not LearningPath.objects.exists()


def test_the_desk_and_the_pages_of_a_path_cost_the_same_whatever_their_length(
    desk, django_assert_max_num_queries
):
    def asked(most, several):
        kept(desk, steps="\n".join(f"m{rank}" for rank in range(several)))
        found = []
        for page in (at("path_desk"), at("path_write", "compter"), at("path_preview", "compter")):
            with django_assert_max_num_queries(most) as queries:
                desk.get(page)
            found.append(len(queries))
        return found

    path(module("m0"))
    first = asked(20, 1)
    for rank in (1, 2):
        path(module(f"m{rank}"), code=f"p{rank}")

    assert asked(max(first), 3) == first


@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_one_is_told(client):
    path(module("un"))
    module("deux")
    module("trois")
    client.force_login(UserFactory(is_staff=True))
    kept(client)
    edition = path_edition("compter")

    def publish():
        publish_path_draft(code="compter", read_edition=edition, now=LATER)

    assert sorted(at_once(publish, publish)) == ["ChangedMeanwhile", "done"]
    assert PathVersion.objects.count() == 2
    assert PathSketch.objects.get().told is None
