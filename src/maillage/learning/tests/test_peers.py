"""Peers of a cohort review one another: who reads what, in which order, and who has the last word."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from maillage.common.tests.at_once import at_once
from maillage.directory.queries import viewer_of
from maillage.learning.enums import AnswerState
from maillage.learning.errors import GiveFirst, NothingToDraw, NothingToReview, PeersAreClosed
from maillage.learning.models import Peer, PeerReview, Reading, Submission
from maillage.learning.operations import review_answer, take_answer_back
from maillage.learning.operations.peers import (
    close_to_peers,
    join_peers,
    leave_peers,
    open_to_peers,
    return_overdue,
)
from maillage.learning.operations.personal_data import forget_person
from maillage.learning.permissions import answers_to_review
from maillage.learning.queries.badges import evidence_of
from maillage.learning.queries.personal_data import gathered_about
from maillage.learning.rules.peers import Waiting, drawn
from maillage.learning.tests.badges import badge
from maillage.learning.tests.cohorts import OPENED, TODAY, cohort, join, somebody_of
from maillage.learning.tests.factories import module
from maillage.learning.tests.peers import LATER, MARKS, answered, draws, gives, peer, sent
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    """Open to peers, a week to review, without names."""
    found = cohort(places=9)
    open_to_peers(cohort=found, is_blind=True, days=7, now=OPENED)
    return found


def test_a_peer_reviews_somebody_else_s_answer_and_its_author_is_told(group):
    reader, author = peer(group), peer(group)

    review = gives(draws(group, reader))

    kept = Submission.objects.get(person=author)
    assert (review.submission, review.edition) == (kept, kept.edition - 1)
    assert (kept.state, kept.reviewed_by, kept.facts) == (AnswerState.ACCEPTED, reader, 2)
    assert kept.letters.count() == 1


def test_nobody_draws_her_own_nor_more_than_she_sent(group):
    reader, _author, other = peer(group), peer(group), peer(group, sends=False)

    gives(draws(group, reader))

    with pytest.raises(GiveFirst):
        draws(group, reader)
    with pytest.raises(GiveFirst):
        draws(group, other)
    assert PeerReview.objects.get().submission.person != reader


def test_what_she_holds_is_what_she_draws_again(group):
    reader, _author = peer(group), peer(group)

    assert draws(group, reader) == draws(group, reader)


def test_alone_there_is_nothing_to_draw(group):
    with pytest.raises(NothingToDraw):
        draws(group, peer(group))


def test_the_draw_avoids_returning_a_review_then_helps_whoever_gave_most():
    def waiting(submission, **told):
        facts = {"sent_at": OPENED, "given": 0, "received": 0, "is_reciprocal": False}
        return Waiting(submission=submission, **facts | told)

    first, generous = waiting(1), waiting(2, given=2, received=1, sent_at=LATER)
    returned = waiting(3, given=5, is_reciprocal=True)

    assert drawn([first, generous, returned]) == generous
    assert drawn([first, returned]) == first
    assert drawn([returned]) == returned
    assert drawn([]) is None


def test_three_people_review_in_a_circle_rather_than_each_other(group):
    people = [peer(group, at=OPENED + timedelta(minutes=rank)) for rank in range(3)]

    for person in people:
        gives(draws(group, person))

    pairs = set(PeerReview.objects.values_list("reviewer", "submission__person"))
    assert len(pairs) == 3
    assert not pairs & {(author, reader) for reader, author in pairs}


def test_who_did_not_agree_is_neither_read_nor_a_reader(group):
    reader = peer(group)
    silent = somebody_of(group)
    join(group, silent)
    sent(group, silent)

    with pytest.raises(NothingToDraw):
        draws(group, reader)
    with pytest.raises(PeersAreClosed):
        draws(group, silent)
    with pytest.raises(PeersAreClosed):
        join_peers(cohort=group, person=UserFactory(), now=OPENED)


def test_a_cohort_that_is_closed_to_it_gives_nothing_more_but_takes_what_was_drawn(group):
    reader, other = peer(group), peer(group)
    review = draws(group, reader)
    close_to_peers(cohort=group, now=LATER)

    with pytest.raises(PeersAreClosed):
        draws(group, other)
    assert gives(review).given_at == LATER


def test_what_was_not_given_in_time_goes_back_to_the_others(group):
    reader, author = peer(group), peer(group)
    third = peer(group)
    Submission.objects.exclude(person=author).update(sent_at=LATER)
    review = draws(group, reader)
    assert review.submission.person == author

    assert return_overdue(now=LATER + timedelta(days=6)) == 0
    assert return_overdue(now=LATER + timedelta(days=7)) == 1

    with pytest.raises(NothingToReview):
        gives(review)
    assert draws(group, third, at=LATER + timedelta(days=8)).submission == review.submission
    assert draws(group, reader, at=LATER + timedelta(days=8)).submission.person == third


def test_an_answer_taken_back_is_not_reviewed(group):
    reader, author = peer(group), peer(group)
    review = draws(group, reader)
    take_answer_back(submission_id=Submission.objects.get(person=author).pk)

    with pytest.raises(NothingToReview):
        gives(review)
    with pytest.raises(NothingToDraw):
        draws(group, reader)


def test_leaving_sends_back_what_she_held(group):
    reader, _author = peer(group), peer(group)
    draws(group, reader)

    leave_peers(cohort=group, person=reader, now=LATER)

    assert PeerReview.objects.get().dropped_at == LATER
    assert not Peer.objects.filter(person=reader).exists()


def test_whoever_leads_has_the_last_word_on_what_a_peer_said(group):
    reader, author = peer(group), peer(group)
    gives(draws(group, reader))
    kept = Submission.objects.get(person=author)

    def decided(kept):
        return review_answer(
            submission_id=kept.pk, by=group.facilitator, marks=MARKS, comment="À revoir.",
            is_accepted=False, read_edition=kept.edition, now=LATER + timedelta(hours=1),
        )  # fmt: skip

    kept = decided(kept)

    assert (kept.state, kept.comment) == (AnswerState.RETURNED, "À revoir.")
    assert PeerReview.objects.get().comment == "Juste."
    with pytest.raises(NothingToReview):
        decided(kept)


def test_a_badge_shows_what_a_peer_accepted_only_if_its_rule_says_so(group):
    reader, author = peer(group), peer(group)
    gives(draws(group, reader))
    enrolment = author.enrolments.get()
    rules = {"path": group.version.path, "network": group.activity.network}
    strict, open_one = badge(**rules), badge(**rules, counts_peers=True, language="en")

    def shown(given):
        return [one.genre for one in evidence_of(given, enrolment)]

    assert shown(strict) == []
    assert len(shown(open_one)) == 1


def test_an_answer_is_held_by_one_peer_at_a_time(group):
    reader, author = peer(group), peer(group)
    review = draws(group, reader)

    with pytest.raises(IntegrityError), transaction.atomic():
        PeerReview.objects.create(
            is_blind=True,
            submission=review.submission, cohort=group, reviewer=author, edition=9, drawn_at=LATER,
            due_at=LATER + timedelta(days=1),
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_peers_at_once_one_has_it():
    found = cohort(places=9)
    open_to_peers(cohort=found, is_blind=True, days=7, now=OPENED)
    people = [peer(found), peer(found)]
    author = peer(found)
    Submission.objects.filter(person__in=people).update(state="returned", reviewed_at=OPENED, **MARKS)

    told = at_once(*(lambda person=person: draws(found, person) for person in people))

    assert sorted(told) == ["NothingToDraw", "done"]
    assert PeerReview.objects.get().submission.person == author


def page(name, *arguments):
    return reverse(f"learning:{name}", args=arguments)


def test_a_peer_agrees_draws_and_reviews_on_the_pages_without_reading_a_name(client, group):
    author = peer(group, name="Autrice Nommée")
    reader = somebody_of(group)
    join(group, reader)
    client.force_login(reader)
    home = page("peers", group.activity.slug)

    assert "Ce que vous acceptez" in client.get(home).text
    client.post(home, {"do": "join"})
    sent(group, reader)
    told = client.post(home, {"do": "draw"})
    read = client.get(told.url).text
    assert f"Deux, dit {author.pk}." in read
    assert "Autrice Nommée" not in read + client.get(home).text
    client.post(
        told.url, {"facts": 2, "reasoning": 2, "action": 1, "comment": "Net.", "decision": "accepted"}
    )

    assert "Déjà rendues" in client.get(home).text
    client.force_login(author)
    hers = client.get(Submission.objects.get(person=author).get_absolute_url()).text
    assert "Relue par un pair" in hers
    assert str(reader) not in hers


def test_names_are_read_on_both_sides_when_the_rule_says_so(client, group):
    open_to_peers(cohort=group, is_blind=False, days=7, now=OPENED)
    reader, author = peer(group, name="Lectrice Nommée"), peer(group, name="Autrice Nommée")
    review = draws(group, reader)

    client.force_login(reader)
    assert "Autrice Nommée" in client.get(page("peer_review", review.pk)).text
    gives(review)
    client.force_login(author)
    assert "Lectrice Nommée" in client.get(review.submission.get_absolute_url()).text


def test_showing_names_later_asks_again_and_unveils_nothing(client, group):
    reader, author = peer(group, name="Lectrice Nommée"), peer(group, name="Autrice Nommée")
    review = gives(draws(group, reader))

    open_to_peers(cohort=group, is_blind=False, days=7, now=LATER)

    assert not Peer.objects.exists()
    for person, address in (
        (reader, page("peer_review", review.pk)),
        (author, review.submission.get_absolute_url()),
    ):
        client.force_login(person)
        told = client.get(address).text
        assert ("Autrice Nommée" if person == reader else "Lectrice Nommée") not in told


def test_strangers_and_colleagues_find_nothing(client, group):
    reader, _author, colleague = peer(group), peer(group), peer(group)
    review = draws(group, reader)

    for user, seen in ((reader, 200), (colleague, 404), (UserFactory(), 404)):
        client.force_login(user)
        assert client.get(page("peer_review", review.pk)).status_code == seen
        assert client.get(page("peer_rule", group.activity.slug)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page("peers", group.activity.slug)).status_code == 404
    assert client.get(page("submissions")).status_code == 404


def test_whoever_leads_opens_it_and_reads_with_the_names(client):
    found = cohort(places=9)
    client.force_login(found.facilitator)
    setting = page("peer_rule", found.activity.slug)

    client.post(setting, {"is_blind": "on", "days": 5})
    reader, author = peer(found, name="Lectrice Nommée"), peer(found, name="Autrice Nommée")
    gives(draws(found, reader))

    assert found.peer_rule.days == 5
    assert "Relectures données" in client.get(setting).text
    kept = Submission.objects.get(person=author)
    told = client.get(page("submission", kept.pk)).text
    assert "Relue par Lectrice Nommée" in told
    assert "Votre relecture" in told
    client.post(setting, {"do": "close"})
    found.peer_rule.refresh_from_db()
    assert found.peer_rule.closed_at is not None


def test_whoever_leads_reads_what_her_peers_answered_along_her_path_and_nothing_else(group):
    step, other, stray = group.version.steps.get(position=1), module("autre"), module("ailleurs")
    step.alternatives.add(other.module)
    elsewhere = cohort(version=group.version, places=9)
    open_to_peers(cohort=elsewhere, is_blind=True, days=7, now=OPENED)
    peer(elsewhere)
    alone = somebody_of(group)
    join(group, alone)
    sent(group, alone)
    person = peer(group)
    hers = {row.pk for row in (Submission.objects.get(person=person), answered(person, other))}
    answered(person, stray)
    answered(person, group.version.steps.get(position=2).module.versions.get(), is_sent=False)

    def read_by(user):
        return {row.pk for row in answers_to_review(user, viewer_of(user, TODAY))}

    assert read_by(group.facilitator) == hers
    assert len(read_by(elsewhere.facilitator)) == 1
    assert not hers & read_by(elsewhere.facilitator)


def test_it_costs_the_same_with_more_rows(client, group, django_assert_max_num_queries):
    reader = peer(group)
    peer(group)
    gives(draws(group, reader))
    sent(group, reader, step=2)
    peer(group)
    draws(group, reader)
    client.force_login(reader)

    with django_assert_max_num_queries(16):
        client.get(page("peers", group.activity.slug))


def test_her_export_holds_what_she_gave_and_her_name_leaves_it_with_her(group):
    reader, author = peer(group), peer(group)
    gives(draws(group, reader))

    told = gathered_about(reader)
    forget_person(reader, LATER)

    assert [row["comment"] for row in told["peer_reviews"]] == ["Juste."]
    assert len(told["peer_in_cohorts"]) == 1
    assert PeerReview.objects.get().reviewer is None
    assert Submission.objects.get(person=author).comment == "Juste."
    assert not Reading.objects.exists()
