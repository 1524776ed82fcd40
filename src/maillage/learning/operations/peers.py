"""Peers review one another: opened, joined, drawn one at a time, given or left to somebody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from maillage.learning.errors import GiveFirst, NothingToDraw, NothingToReview, PeersAreClosed
from maillage.learning.models import Cohort, Peer, PeerReview, PeerRule, Submission
from maillage.learning.operations.exercises import review_answer
from maillage.learning.queries.peers import (
    LIVE,
    may_be_peer,
    may_still_draw,
    overdue,
    peer_of,
    reviews_of,
    still_as_drawn,
    waiting_for,
)
from maillage.learning.rules.peers import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def open_to_peers(*, cohort: Cohort, is_blind: bool, days: int, now: datetime) -> PeerRule:
    """Let the people of a cohort review one another. Said again, it changes how: with names where there were none, everybody is
    asked to agree again, and what was drawn before stays without.

    Raises ValidationError for days out of bounds.
    """
    Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    rule = PeerRule.objects.filter(cohort=cohort).first() or PeerRule(cohort=cohort, opened_at=now)
    if rule.pk and rule.is_blind and not is_blind:
        Peer.objects.filter(cohort=cohort).delete()
    rule.is_blind, rule.days, rule.closed_at = is_blind, days, None
    rule.full_clean()
    rule.save()
    return rule


@transaction.atomic
def close_to_peers(*, cohort: Cohort, now: datetime) -> None:
    """Nothing more is drawn; what was drawn may still be given. A second call changes nothing."""
    PeerRule.objects.filter(cohort=cohort, closed_at=None).update(closed_at=now)


@transaction.atomic
def join_peers(*, cohort: Cohort, person: User, now: datetime) -> Peer:
    """She agrees, for this cohort. A second call changes nothing. Raises PeersAreClosed, also for whoever has no place."""
    _open_rule(cohort)
    if not may_be_peer(cohort, person.pk):
        raise PeersAreClosed
    peer, _is_new = Peer.objects.get_or_create(cohort=cohort, person=person, defaults={"agreed_at": now})
    return peer


@transaction.atomic
def leave_peers(*, cohort: Cohort, person: User, now: datetime) -> None:
    """Her answers go to no more peers, and what she had drawn goes back. Reviews that were given stay."""
    Peer.objects.filter(cohort=cohort, person=person).delete()
    PeerReview.objects.filter(LIVE, cohort=cohort, reviewer=person).update(dropped_at=now)
    PeerReview.objects.filter(LIVE, cohort=cohort, submission__person=person).update(dropped_at=now)


@transaction.atomic
def draw_answer(*, cohort: Cohort, person: User, now: datetime) -> PeerReview:
    """An answer for her to review; the one that she has not given yet, if there is one.

    Draws of a cohort wait for one another, so two people never hold the same answer.
    Raises PeersAreClosed, GiveFirst when she reviews as many as she sent, NothingToDraw.
    """
    rule = _open_rule(cohort)
    if peer_of(cohort, person.pk) is None:
        raise PeersAreClosed
    PeerReview.objects.filter(LIVE, cohort=cohort).exclude(
        pk__in=PeerReview.objects.filter(still_as_drawn()).values("pk")
    ).update(dropped_at=now)
    held = reviews_of(cohort, person.pk).filter(LIVE).first()
    if held is not None:
        return held
    if not may_still_draw(cohort, person.pk):
        raise GiveFirst
    found = drawn(waiting_for(cohort, person.pk))
    if found is None:
        raise NothingToDraw
    answer = Submission.objects.get(pk=found.submission)
    return PeerReview.objects.create(
        submission=answer,
        cohort=cohort,
        reviewer=person,
        edition=answer.edition,
        is_blind=rule.is_blind,
        drawn_at=now,
        due_at=now + timedelta(days=rule.days),
    )


def _open_rule(cohort: Cohort) -> PeerRule:
    rule = PeerRule.objects.select_for_update(of=("self",)).filter(cohort=cohort, closed_at=None).first()
    if rule is None:
        raise PeersAreClosed
    return rule


@transaction.atomic
def give_peer_review(
    *,
    review_id: int,
    marks: Mapping[str, int],
    comment: str,
    is_accepted: bool,
    now: datetime,
) -> PeerReview:
    """Say what it is worth, on the same three lines; its author is written to, and whoever leads may say otherwise.

    Raises NothingToReview when it went back, or its author took it back.
    """
    review = PeerReview.objects.select_for_update(of=("self",)).get(pk=review_id)
    if review.given_at is not None or review.dropped_at is not None or review.reviewer is None:
        raise NothingToReview
    review_answer(
        submission_id=review.submission_id,
        by=review.reviewer,
        marks=marks,
        comment=comment,
        is_accepted=is_accepted,
        read_edition=review.edition,
        now=now,
    )
    review.given_at, review.comment, review.is_accepted = now, comment, is_accepted
    for name, mark in marks.items():
        setattr(review, name, mark)
    review.save(update_fields=["given_at", "comment", "is_accepted", *marks])
    return review


def return_overdue(*, now: datetime) -> int:
    """What nobody gave in time waits for another peer. Returns how many."""
    return overdue(now).update(dropped_at=now)
