"""The catalogue and the reader: what they show, to whom, and what they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from maillage.assessments.tests.factories import result_of
from maillage.learning.models import BlockDone, Enrolment, Module, ModuleVersion, Reading
from maillage.learning.tests.factories import LATER, NOON, module, path
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def at(name, *arguments):
    return reverse(f"learning:{name}", args=arguments)


def done(client, version, number):
    return client.post(at("block_done", version.module.code, number), {"version": version.pk})


def second_version(first):
    """Published an hour later, of the same module."""
    return ModuleVersion.objects.create(
        module=first.module,
        number="2",
        title="Compter mieux",
        summary="Autrement.",
        minutes=20,
        language="fr",
        text="## Seul\n\nUn seul bloc.\n",
        author="Équipe Maillage",
        written_at=LATER,
        published_at=LATER,
    )


def test_anybody_reads_a_module_block_by_block(client):
    version = module()

    card = client.get(version.module.get_absolute_url()).text
    first = client.get(at("block", version.module.code, 1)).text

    assert version.title in card
    assert "Pas encore relu par une personne qualifiée" in card
    assert "<strong>ce que l’on a</strong>" in first
    assert at("block", version.module.code, 2) in first
    assert client.get(at("block", version.module.code, 4)).status_code == 404


def test_a_block_read_twice_is_read_once(client, person):
    version = module()

    for _press in range(2):
        assert done(client, version, 1).url == at("block", version.module.code, 2)

    reading = Reading.objects.get(person=person)
    assert reading.finished_at is None
    assert BlockDone.objects.get(reading=reading).position == 1


def test_reading_goes_on_where_one_was_on_another_device(client, person):
    version = module()
    done(client, version, 1)

    assert client.get(at("resume", version.module.code)).url == at("block", version.module.code, 2)


def test_the_last_block_finishes_the_module_only_when_all_are_read(client, person):
    version = module()
    done(client, version, 3)
    assert Reading.objects.get().finished_at is None

    done(client, version, 1)
    answer = done(client, version, 2)

    assert answer.url == at("block", version.module.code, 3)
    assert Reading.objects.get().finished_at is not None


def test_whoever_began_a_version_finishes_it_when_another_is_published(client, person):
    first = module()
    done(client, first, 1)
    newer = second_version(first)

    told = client.get(at("module", first.module.code)).text
    assert first.title in told
    assert "Une version plus récente a paru (2)" in told
    answer = done(client, newer, 1)

    assert answer.url == at("resume", first.module.code)
    assert Reading.objects.get().version == first


def test_a_withdrawn_module_is_read_by_those_who_began_it_only(client, person):
    version = module()
    done(client, version, 1)
    ModuleVersion.objects.update(withdrawn_at=LATER, withdrawn_reason="Une loi a changé.")

    hers = client.get(at("block", version.module.code, 2))
    client.force_login(UserFactory())
    another = client.get(at("block", version.module.code, 2))

    assert (hers.status_code, another.status_code) == (200, 404)
    assert "Une loi a changé." in client.get(at("module", version.module.code)).text
    assert done(client, version, 1).status_code in {302, 409}
    assert Reading.objects.count() == 1


def test_a_path_is_followed_to_its_end(client, person):
    first, second = module("un"), module("deux")
    version = path(first, second)
    code = version.path.code
    client.post(at("path_begin", code))
    client.post(at("path_begin", code))

    assert "Modules\u00a0: 0 sur 2" in client.get(at("path", code)).text
    for row in (first, second):
        for number in (1, 2, 3):
            answer = done(client, row, number)
        assert answer.url == at("path", code)

    assert Enrolment.objects.get().finished_at is not None


def test_an_alternative_finishes_its_step(client, person):
    asked, other = module("demande"), module("autre")
    version = path(asked)
    version.steps.get().alternatives.add(other.module)
    client.post(at("path_begin", version.path.code))

    for number in (1, 2, 3):
        done(client, other, number)

    assert Enrolment.objects.get().finished_at is not None


def test_what_a_result_shows_as_reached_is_passed_with_its_reason(client, person):
    result_of(person, 1.5)
    mastered, left = module("su", gains={"1.1": 2}), module("reste", gains={"1.2": 2})
    version = path(mastered, left)
    client.post(at("path_begin", version.path.code))

    told = client.get(at("path", version.path.code)).text

    assert "Vous le maîtrisez déjà" in told
    assert "97\u00a0% de chances d’être au niveau 2 ou plus" in told
    assert "Modules\u00a0: 1 sur 2" in told


def test_a_module_is_mastered_when_all_that_it_gives_is_reached(client, person):
    result_of(person, 1.5, -1.5)
    version = path(module("deux", gains={"1.1": 2, "1.2": 2}))

    assert "Vous le maîtrisez déjà" not in client.get(at("path", version.path.code)).text


def test_a_step_stays_done_while_a_newer_version_is_read_again(client, person):
    first = module()
    version = path(first)
    client.post(at("path_begin", version.path.code))
    for number in (1, 2, 3):
        done(client, first, number)
    newer = second_version(first)
    ModuleVersion.objects.create(
        **{name: getattr(newer, name) for name in ("module", "title", "minutes", "language", "author")},
        summary="Encore.",
        number="3",
        text="## Un\n\n## Deux\n",
        written_at=LATER,
        published_at=LATER + timedelta(hours=1),
    )
    done(client, ModuleVersion.objects.get(number="3"), 1)

    assert Reading.objects.filter(finished_at=None).count() == 1
    assert "Terminé le" in client.get(at("path", version.path.code)).text


def test_what_was_never_asked_is_not_mastered(client, person):
    result_of(person, 1.5, asked=0)
    version = path(module("su", gains={"1.1": 2}))

    assert "Vous le maîtrisez déjà" not in client.get(at("path", version.path.code)).text


def test_whoever_leaves_keeps_what_she_read(client, person):
    version = module()
    followed = path(version)
    client.post(at("path_begin", followed.path.code))
    done(client, version, 1)

    client.post(at("path_leave", followed.path.code))

    assert Enrolment.objects.get().left_at is not None
    assert Reading.objects.get().blocks.count() == 1
    assert client.get(at("path_leave", followed.path.code)).status_code == 404


def test_nobody_sees_how_far_somebody_else_is(client, person):
    version = module()
    done(client, version, 1)
    client.force_login(UserFactory())

    assert "Blocs lus" not in client.get(at("module", version.module.code)).text


def test_a_document_is_kept_as_a_file(client):
    text = "## Garder\n\n::: gabarit Ma fiche\n| Nom | |\n|---|---|\n:::\n"
    version = module(text=text)

    answer = client.get(at("template", version.module.code, 1, 1, "md"))

    kept = b"".join(answer.streaming_content).decode()
    assert kept.startswith("# Ma fiche\n\n| Nom | |")
    assert 'filename="ma-fiche.md"' in answer["Content-Disposition"]
    assert client.get(at("template", version.module.code, 1, 2, "md")).status_code == 404
    assert client.get(at("template", version.module.code, 1, 1, "exe")).status_code == 404


def test_modules_are_found_by_words_competence_and_length(client):
    short = module("court", minutes=20, gains={"1.1": 2})
    module("long", minutes=45, gains={"6.7": 2})

    def shown(**asked):
        return [row["label"] for row in client.get(at("home"), asked).context["modules"]]

    assert shown(q="MODULE cóurt") == [short.title]
    assert shown(competence="1.1") == [short.title]
    assert shown(minutes=25) == [short.title]
    assert len(shown(minutes="beaucoup")) == 2
    assert shown(q="rien de tel") == []


def test_a_list_costs_the_same_whatever_its_length(client, person, django_assert_max_num_queries):
    first = module("m0")
    path(first, code="p0")
    client.get(at("home"))
    for rank in (1, 2):
        path(module(f"m{rank}"), code=f"p{rank}")

    with django_assert_max_num_queries(16):
        client.get(at("home"))
    version = path(*ModuleVersion.objects.order_by("pk"), code="tous")
    with django_assert_max_num_queries(19):
        client.get(at("path", version.path.code))


def test_nothing_is_given_before_it_is_published(client):
    ModuleVersion.objects.create(
        module=Module.objects.create(code="brouillon"),
        number="1",
        title="Brouillon",
        summary="",
        minutes=20,
        language="fr",
        text="## Un\n",
        author="X",
        written_at=NOON - timedelta(days=1),
    )

    assert client.get(at("module", "brouillon")).status_code == 404
    assert "Brouillon" not in client.get(at("home")).text


def test_the_guide_of_a_path_is_read_under_its_own_title(client):
    page = client.get(at("guide", path(module()).path.code)).text

    assert page.count("<h1>") == 1
    assert "<h2>Avant</h2>" in page
