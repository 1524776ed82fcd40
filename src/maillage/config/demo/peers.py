"""People of a cohort who review one another: one review given, one drawn, one answer that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.config.demo.files import told_in
from maillage.config.demo.learning import answer_exercise
from maillage.learning.models import Cohort
from maillage.learning.operations.peers import draw_answer, give_peer_review, join_peers, open_to_peers
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

READING = timedelta(hours=5)  # from a draw to its review


def build_peers(*, now: datetime) -> None:
    """Those of content/demo/peers.json, without their names."""
    told = told_in("peers.json")
    cohort = Cohort.objects.get(activity__title=told["cohort"])
    opened = now - timedelta(days=told["opened_days_ago"])
    open_to_peers(cohort=cohort, is_blind=True, days=told["days"], now=opened)
    for answer in told["answers"]:
        person = User.objects.get(email=answer["person"])
        join_peers(cohort=cohort, person=person, now=opened)
        answer_exercise(answer, person, now)
    for draw in told["drawn"]:
        at = now - timedelta(days=draw["days_ago"])
        review = draw_answer(cohort=cohort, person=User.objects.get(email=draw["by"]), now=at)
        if draw["given"]:
            give_peer_review(review_id=review.pk, now=at + READING, **draw["given"])
