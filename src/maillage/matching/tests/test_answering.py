"""Answering from a mail without signing in: what a link opens, to whom, how long, how often."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from maillage.common import clock
from maillage.common.tests.at_once import at_once
from maillage.directory.models import Membership
from maillage.matching import operations
from maillage.matching.enums import IntroductionState
from maillage.matching.rules.links import ANSWER, FOLLOW_UP, signed
from maillage.matching.tests.factories import NOON
from maillage.matching.tests.lives import search_finds, two_sides
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ACCEPT = {"answer": "accept"}
DECLINE = {"answer": "decline", "reason": "too_far", "note": "Trop loin."}


@pytest.fixture
def sides(run_jobs):  # which first forgets the jobs of other tests
    return two_sides(now=clock.now())


def link(sides, user=None, *, now=None, **changes):
    given = {
        "purpose": ANSWER,
        "about": sides.introduction.pk,
        "introduction": sides.introduction,
        "user_id": (user or sides.holder).pk,
        "now": now or clock.now(),
    }
    return reverse("matching:answer", args=[signed(**given | changes)])


def test_the_mail_carries_a_link_that_shows_without_writing_and_answers_in_one_click(client, sides, run_jobs):
    run_jobs()
    address = re.search(r"(/fr-ca/repondre/\S+)\n", mail.outbox[0].body).group(1)

    shown = client.get(address)
    sides.introduction.refresh_from_db()
    assert (shown.status_code, sides.introduction.state) == (200, "asked")
    assert sides.introduction.message in shown.content.decode()
    assert sides.asker.email not in shown.content.decode()
    assert shown.headers["Referrer-Policy"] == "same-origin"

    client.post(address, ACCEPT)
    sides.introduction.refresh_from_db()
    assert (sides.introduction.state, sides.introduction.answered_by) == ("accepted", sides.holder)


def test_declining_by_the_link_asks_why(client, sides):
    address = link(sides)

    refused = client.post(address, {"answer": "decline"})
    client.post(address, DECLINE)

    sides.introduction.refresh_from_db()
    assert refused.status_code == 422
    assert (sides.introduction.state, sides.introduction.decline_reason) == ("declined", "too_far")


def test_a_used_link_says_by_whom_it_was_answered_and_changes_nothing(client, sides):
    operations.accept_introduction(
        introduction_id=sides.introduction.pk, by=sides.coordinator, note="", now=clock.now()
    )
    address = link(sides)

    shown, again = client.get(address), client.post(address, DECLINE)

    assert (shown.status_code, again.status_code) == (200, 409)
    for answer in (shown, again):
        assert str(sides.coordinator) in answer.content.decode()
        assert sides.asker.email not in answer.content.decode()
    sides.introduction.refresh_from_db()
    assert sides.introduction.state == IntroductionState.ACCEPTED


def test_forged_expired_foreign_and_missing_links_look_the_same(client, sides):
    gone = two_sides(now=clock.now())
    Membership.objects.filter(user=gone.holder).update(ends_on=clock.today() - timedelta(days=1))
    stopped = two_sides(now=clock.now())
    stopped.holder.is_active = False
    stopped.holder.save()
    other_key = two_sides(now=clock.now())
    closed = {
        "forged": link(sides)[:-3] + "xx/",
        "garbage": reverse("matching:answer", args=["n’importe quoi"]),
        "expired": link(sides, now=clock.now() - timedelta(days=31)),
        "for the asker": link(sides, sides.asker),
        "for a stranger": link(sides, UserFactory()),
        "of another request": link(sides, introduction=other_key.introduction),
        "for a follow-up": link(sides, purpose=FOLLOW_UP),
        "of nothing": link(sides, about=0),
        "who left": link(gone),
        "whose account is closed": link(stopped),
    }

    answers = {name: [client.get(url), client.post(url, ACCEPT)] for name, url in closed.items()}

    pages = {re.sub(r"/repondre/[^\"]*", "", a.content.decode()) for pair in answers.values() for a in pair}
    assert {name: [a.status_code for a in pair] for name, pair in answers.items()} == {
        name: [404, 404] for name in closed
    }
    assert len(pages) == 1
    sides.introduction.refresh_from_db()
    assert sides.introduction.state == IntroductionState.ASKED


def test_a_link_lives_as_long_as_the_network_says(client, sides):
    yesterday = clock.now() - timedelta(days=29)

    assert client.get(link(sides, now=yesterday)).status_code == 200


def test_links_are_tried_so_many_times_a_minute(client):
    forged = reverse("matching:answer", args=["faux"])

    codes = [client.get(forged).status_code for _ in range(61)]

    assert (codes[59], codes[60]) == (404, 429)


@pytest.mark.django_db(transaction=True)
def test_twenty_answers_to_one_link_at_once_give_one_result(client):
    sides = two_sides(now=clock.now())
    address = link(sides)
    codes = []

    def answer(form):
        codes.append(type(client)().post(address, form).status_code)

    at_once(*[lambda form=form: answer(form) for form in [ACCEPT, DECLINE] * 10])

    assert sorted(codes) == [302] + [409] * 19
    assert sides.introduction.steps.exclude(state="asked").count() == 1


def test_what_became_of_the_need_is_told_from_the_mail(client, sides, run_jobs):
    operations.accept_introduction(introduction_id=sides.introduction.pk, by=sides.holder, note="", now=NOON)
    row = sides.introduction.follow_ups.get(days=30)
    operations.ask_follow_up(follow_up_id=row.pk, now=row.due_at)
    run_jobs()
    (letter,) = [m for m in mail.outbox if "/suites/" in m.body]
    address = re.search(r"(/fr-ca/suites/\S+)\n", letter.body).group(1)

    shown = client.get(address)
    client.post(address, {"result": "solved", "words": "Une embauche."})
    after = client.get(address)

    row.refresh_from_db()
    assert (shown.status_code, row.result, row.words) == (200, "solved", "Une embauche.")
    assert "Une embauche." in after.content.decode()
    assert client.post(address, {"result": "unsolved"}).status_code == 409


def test_the_holder_does_not_answer_the_askers_follow_up(client, sides):
    operations.accept_introduction(introduction_id=sides.introduction.pk, by=sides.holder, note="", now=NOON)
    row = sides.introduction.follow_ups.get(days=30)
    token = signed(
        purpose=FOLLOW_UP,
        about=row.pk,
        introduction=sides.introduction,
        user_id=sides.holder.pk,
        now=clock.now(),
    )

    assert client.get(reverse("matching:follow_up", args=[token])).status_code == 404


def test_the_asker_follows_her_request_to_the_next_organisation_and_the_first_one_does_not(
    client, sides, monkeypatch
):
    other = two_sides(now=clock.now())
    sides.introduction.tries_next = True
    sides.introduction.save()
    operations.decline_introduction(
        introduction_id=sides.introduction.pk, by=sides.holder, reason="other", note="", now=clock.now()
    )
    search_finds(monkeypatch, lambda _need: [other.offer])
    successor = operations.ask_next(introduction_id=sides.introduction.pk, now=clock.now())

    pages = {}
    for person in (sides.asker, sides.holder):
        client.force_login(person)
        pages[person] = client.get(sides.introduction.get_absolute_url()).content.decode()

    client.force_login(sides.asker)
    back = client.get(successor.get_absolute_url()).content.decode()
    assert successor.get_absolute_url() in pages[sides.asker]
    assert sides.introduction.get_absolute_url() in back
    assert str(other.offer.organisation) not in pages[sides.holder]
