"""Questions of a module on the page: what is told, what is kept, what a path makes of it."""

import pytest
from django.urls import reverse

from maillage.assessments.models import SeenItem
from maillage.assessments.operations import count_while_learning
from maillage.assessments.tests.factories import COMPETENCES, result_of, scale_of_people
from maillage.learning.queries.known import newest_estimates, newest_evidence
from maillage.learning.tests.factories import NOON, module, skills
from maillage.people.models import Consent
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TEXT = "## Lire\n\nOn lit.\n\n::: quiz 1.1-0 1.1-1\n:::\n\n## Finir\n\nOn finit.\n"
NOTHING_KEPT = "Rien n’est noté ni gardé"


@pytest.fixture
def version():
    skills()
    scale_of_people()
    return module(text=TEXT)


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def block(version):
    return reverse("learning:block", args=[version.module.code, 1])


def tried(client, version, option, *, question="1.1-0"):
    address = reverse("learning:practise", args=[version.module.code, 1])
    return client.post(address, {"question": question, "reponse": option})


def agreed(person):
    result_of(person, *[0.0 for _code in COMPETENCES])
    count_while_learning(person=person, now=NOON)


def test_the_page_says_what_becomes_of_answers(client, version, person):
    without = client.get(block(version)).text
    result_of(person, 0.5)
    may = client.get(block(version)).text
    count_while_learning(person=person, now=NOON)
    counts = client.get(block(version)).text
    client.logout()
    nobody = client.get(block(version)).text

    assert "pas encore de profil à préciser" in without
    assert NOTHING_KEPT in may
    assert reverse("learning:counted") in may
    assert "précise votre profil" in counts
    assert reverse("learning:practise", args=[version.module.code, 1]) in counts
    assert NOTHING_KEPT in nobody
    assert reverse("learning:practise", args=[version.module.code, 1]) not in nobody


def test_an_answer_is_kept_once_and_explained_each_time(client, version, person):
    agreed(person)

    first = tried(client, version, "0")
    second = tried(client, version, "1")

    assert first.url == f"{block(version)}?question=1.1-0&reponse=0#q-1-1-0"
    assert "Parce que." in client.get(first.url).text
    assert "Parce que." in client.get(second.url).text
    assert SeenItem.objects.get(person=person).response == [0]


def test_an_unfinished_answer_comes_back_with_what_is_missing(client, version, person):
    agreed(person)

    answer = client.post(reverse("learning:practise", args=[version.module.code, 1]), {"question": "1.1-0"})

    assert "Choisissez une réponse" in client.get(answer.url).text
    assert not SeenItem.objects.exists()


def test_a_question_of_another_block_is_not_answered_here(client, version, person):
    agreed(person)

    assert tried(client, version, "0", question="1.2-0").status_code == 404
    assert not SeenItem.objects.exists()


def test_a_block_read_to_its_end_has_shown_its_questions(client, version, person):
    address = reverse("learning:block_done", args=[version.module.code, 1])
    for _press in range(2):
        client.post(address, {"version": version.pk})

    assert list(SeenItem.objects.order_by("item__code").values_list("item__code", "response")) == [
        ("1.1-0", None),
        ("1.1-1", None),
    ]


def test_what_a_path_starts_from_moves_with_the_answers(client, version, person):
    agreed(person)
    before = newest_estimates(person.pk)["1.1"]

    tried(client, version, "0")
    after = newest_estimates(person.pk)["1.1"]

    assert (after.mean, after.error) != (before.mean, before.error)
    assert newest_evidence(person.pk) == SeenItem.objects.get().answered_at


def test_she_agrees_reads_which_count_and_takes_it_back(client, version, person):
    page = reverse("learning:counted")
    assert "Vous n’avez pas encore de profil" in client.get(page).text
    result_of(person, 0.5)

    for _press in range(2):
        client.post(page, {"do": "count"})
    tried(client, version, "0")
    assert "Où en êtes-vous : 1.1 0 ?" in client.get(page).text
    client.post(page, {"do": "stop"})

    assert Consent.objects.get(user=person, purpose="practice").withdrawn_at is not None
    assert SeenItem.objects.get().response is None
    assert "Aucune pour l’instant" in client.get(page).text


def test_her_result_says_which_answers_came_from_learning_and_shows_them_to_her_alone(
    client, version, person
):
    agreed(person)
    tried(client, version, "0")
    sitting = person.sittings.get()

    told = client.get(reverse("assessments:result", args=[sitting.key])).text

    assert "Dont 1 réponse donnée en apprenant" in told
    figures = client.get(reverse("assessments:result_json", args=[sitting.key])).json()
    assert figures["learned"] == 1


def test_the_page_of_what_counts_costs_the_same_with_more_rows(
    client, version, person, django_assert_max_num_queries
):
    agreed(person)
    tried(client, version, "0")
    tried(client, version, "0", question="1.1-1")

    with django_assert_max_num_queries(16):
        client.get(reverse("learning:counted"))
