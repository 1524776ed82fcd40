"""People of a cohort who review one another, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.learning.operations import save_answer, send_answer
from maillage.learning.operations.exercises import NO_EDITION
from maillage.learning.operations.peers import draw_answer, give_peer_review, join_peers, open_to_peers
from maillage.learning.tests.cohorts import OPENED, cohort, join, somebody_of

if TYPE_CHECKING:
    from maillage.learning.models import PeerReview

MARKS = {"facts": 2, "reasoning": 1, "action": 2}
COUNTING = 2  # the block of the exercise
LATER = OPENED + timedelta(days=1)


def peer(found, *, name="", sends=True, at=OPENED):
    """Somebody with a place who agreed, and sent an answer."""
    person = somebody_of(found)
    person.full_name = name or person.full_name
    person.save(update_fields=["full_name"])
    join(found, person)
    join_peers(cohort=found, person=person, now=at)
    if sends:
        sent(found, person, at=at)
    return person


def sent(found, person, *, step=1, at=OPENED):
    return answered(person, found.version.steps.get(position=step).module.versions.get(), at=at)


def answered(person, version, *, is_sent=True, at=OPENED):
    kept = save_answer(
        version=version, block=COUNTING, rank=1, person=person, text=f"Deux, dit {person.pk}.",
        read_edition=NO_EDITION, now=at,
    )  # fmt: skip
    return send_answer(submission_id=kept.pk, now=at) if is_sent else kept


def draws(found, person, *, at=LATER):
    return draw_answer(cohort=found, person=person, now=at)


def gives(review, *, is_accepted=True, at=LATER):
    return give_peer_review(
        review_id=review.pk, marks=MARKS, comment="Juste.", is_accepted=is_accepted, now=at
    )


def held() -> PeerReview:
    """Drawn, not given yet."""
    found = cohort(places=9)
    open_to_peers(cohort=found, is_blind=True, days=7, now=OPENED)
    reader, _author = peer(found), peer(found)
    return draws(found, reader)
