"""Answers to exercises: kept, sent, reviewed; strangers see nothing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from maillage.common.refusals import ChangedMeanwhile
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.learning.errors import AnswerIsNotHers, NothingToReview, NothingWritten
from maillage.learning.models import ReviewLetter, Submission
from maillage.learning.operations import (
    review_answer,
    save_answer,
    send_answer,
    send_review_letter,
    take_answer_back,
)
from maillage.learning.operations.exercises import NO_EDITION
from maillage.learning.operations.personal_data import forget_person
from maillage.learning.queries.personal_data import gathered_about
from maillage.learning.tests.factories import LATER, NOON, module
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MARKS = {"facts": 2, "reasoning": 1, "action": 2}
COUNTING = 2  # the block of the exercise


def answered(person=None, text="Il en manque deux.", *, sent=True, version=None):
    kept = save_answer(
        version=version or module(),
        block=COUNTING,
        rank=1,
        person=person or UserFactory(),
        text=text,
        read_edition=NO_EDITION,
        now=NOON,
    )
    return send_answer(submission_id=kept.pk, now=NOON) if sent else kept


def reviewed(kept, *, is_accepted=True, edition=None):
    return review_answer(
        submission_id=kept.pk,
        by=UserFactory(is_staff=True),
        marks=MARKS,
        comment="Juste.",
        is_accepted=is_accepted,
        read_edition=edition or kept.edition,
        now=LATER,
    )


def coordinator_of(person):
    network = NetworkFactory()
    MembershipFactory(user=person, network=network)
    return MembershipFactory(network=network, role="coordinator", organisation=None).user


def page_of(kept):
    return reverse("learning:submission", args=[kept.pk])


def test_a_draft_is_kept_then_sent_on_the_page(client):
    person, version = UserFactory(), module()
    client.force_login(person)
    page = reverse("learning:exercise", args=[version.module.code, COUNTING, 1])
    assert "Une scierie fictive compte ses planches." in client.get(page).text

    client.post(page, {"text": "Deux.", "seen": NO_EDITION, "do": "keep"})
    kept = Submission.objects.get()
    assert (kept.state, kept.text) == ("draft", "Deux.")
    client.post(page, {"text": "Deux.", "seen": kept.edition, "do": "send"})

    kept.refresh_from_db()
    assert kept.state == "sent"
    assert "Elle attend d’être relue." in client.get(page).text


def test_her_two_devices_do_not_erase_one_another(client):
    person = UserFactory()
    kept = answered(person, sent=False)
    client.force_login(person)

    answer = client.post(page_of(kept), {"text": "Trois.", "seen": 0, "do": "keep"})

    assert answer.status_code == 422
    assert "Il en manque deux." in answer.text
    assert "Trois." in answer.text
    assert Submission.objects.get().text == "Il en manque deux."


def test_nothing_is_sent_empty_nor_changed_once_it_is_sent():
    with pytest.raises(NothingWritten):
        answered(text="  ")
    kept = answered(version=module("autre"))

    with pytest.raises(AnswerIsNotHers):
        save_answer(
            version=kept.version,
            block=COUNTING,
            rank=1,
            person=kept.person,
            text="Autre.",
            read_edition=kept.edition,
            now=LATER,
        )


def test_whoever_takes_her_answer_back_writes_on():
    kept = take_answer_back(submission_id=answered().pk)

    assert kept.state == "draft"
    with pytest.raises(NothingToReview):
        reviewed(kept)


def test_a_review_is_told_by_one_letter():
    kept = reviewed(answered(), is_accepted=False)
    letter = ReviewLetter.objects.get(submission=kept)

    sent = [send_review_letter(letter_id=letter.pk, now=LATER) for _turn in range(2)]

    assert sent == [True, False]
    assert mail.outbox[0].to == [kept.person.email]
    assert "à reprendre" in mail.outbox[0].body
    assert page_of(kept) in mail.outbox[0].body


def test_a_letter_that_another_review_overtook_does_not_leave():
    kept = reviewed(answered(), is_accepted=False)
    letter = ReviewLetter.objects.get(submission=kept)
    Submission.objects.filter(pk=kept.pk).update(reviewed_at=LATER + timedelta(hours=1))

    assert not send_review_letter(letter_id=letter.pk, now=LATER)
    assert mail.outbox == []


def test_her_answers_are_in_her_export_and_leave_with_her():
    kept = reviewed(answered())

    told = gathered_about(kept.person)["answers"]
    forget_person(kept.person, LATER)

    assert [(row["text"], row["facts"], row["comment"]) for row in told] == [
        ("Il en manque deux.", 2, "Juste.")
    ]
    assert not Submission.objects.exists()


def test_an_answer_is_reviewed_once():
    kept = answered()
    reviewed(kept)

    with pytest.raises(NothingToReview):
        reviewed(kept)


def test_a_text_that_changed_meanwhile_is_not_judged():
    kept = answered()
    seen = kept.edition
    take_answer_back(submission_id=kept.pk)
    send_answer(submission_id=kept.pk, now=LATER)

    with pytest.raises(NothingToReview):
        reviewed(kept, edition=seen)


def test_the_coordination_of_her_networks_reads_it_and_strangers_do_not(client):
    person = UserFactory()
    kept = answered(person)
    others = {
        "coordination": coordinator_of(person),
        "team": UserFactory(is_staff=True),
        "another coordination": coordinator_of(UserFactory()),
        "stranger": UserFactory(),
    }

    def status(user):
        client.force_login(user)
        return client.get(page_of(kept)).status_code

    assert {name: status(user) for name, user in others.items()} == {
        "coordination": 200,
        "team": 200,
        "another coordination": 404,
        "stranger": 404,
    }


def test_a_draft_is_seen_by_nobody_else(client):
    kept = answered(sent=False)
    client.force_login(UserFactory(is_staff=True))

    assert client.get(page_of(kept)).status_code == 404


def test_a_reader_answers_with_three_marks_and_she_sees_them(client):
    person = UserFactory()
    kept = answered(person)
    client.force_login(coordinator_of(person))
    told = {**MARKS, "comment": "Bien compté.", "decision": "accepted", "seen": kept.edition}

    refused = client.post(page_of(kept), {**told, "facts": "3"})
    client.post(page_of(kept), told)

    assert refused.status_code == 422
    client.force_login(person)
    page = client.get(page_of(kept)).text
    assert "Bien compté." in page
    assert "2\u00a0: justes, et tirés du cas" in page


def test_the_list_costs_the_same_whatever_its_length(client, django_assert_max_num_queries):
    client.force_login(UserFactory(is_staff=True))
    version = module()
    answered(version=version)
    client.get(reverse("learning:submissions"))
    for _other in range(2):
        answered(version=version)

    with django_assert_max_num_queries(8):
        text = client.get(reverse("learning:submissions")).text
    assert "3 réponses à relire" in text


def test_a_review_without_its_marks_is_refused_by_the_database():
    kept = answered()

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=kept.pk).update(state="accepted", reviewed_at=LATER, facts=2)


def test_a_changed_text_is_told():
    kept = answered(sent=False)

    with pytest.raises(ChangedMeanwhile):
        save_answer(
            version=kept.version,
            block=COUNTING,
            rank=1,
            person=kept.person,
            text="Autre.",
            read_edition=kept.edition + 1,
            now=LATER,
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_reviews_at_once_one_counts():
    kept = answered()

    told = at_once(lambda: reviewed(kept), lambda: reviewed(kept, is_accepted=False))

    assert sorted(told) == ["NothingToReview", "done"]
    assert ReviewLetter.objects.count() == 1
