"""Reading who reviews whom in a cohort."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from maillage.learning.enums import AnswerState
from maillage.learning.models import Cohort, Module, PathStep, Peer, PeerReview, PeerRule, Submission
from maillage.learning.queries.cohorts import SEATED
from maillage.learning.rules.peers import Waiting

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.common.viewer import Viewer

LIVE = Q(given_at=None, dropped_at=None)


def rule_of(cohort: Cohort) -> PeerRule | None:
    """How its people review one another; None before it was ever opened."""
    return PeerRule.objects.filter(cohort=cohort).first()


def may_be_peer(cohort: Cohort, person_id: int | None) -> bool:
    """Whether she has a place."""
    return cohort.activity.participants.filter(SEATED, user=person_id).exists()


def peer_of(cohort: Cohort, person_id: int | None) -> Peer | None:
    return Peer.objects.filter(cohort=cohort, person=person_id).first()


def modules_of(cohort: Cohort) -> QuerySet[Module]:
    """Those of its path, the ones that replace them too; in no order."""
    steps = PathStep.objects.filter(version=cohort.version_id)
    return Module.objects.filter(
        Q(pk__in=steps.values("module")) | Q(pk__in=steps.values("alternatives"))
    ).order_by()


def answers_of_peers(cohort: Cohort) -> QuerySet[Submission]:
    """Answers that those who agreed sent, to exercises of its path; in no order."""
    return Submission.objects.filter(
        person__in=cohort.peers.values("person"), version__module__in=modules_of(cohort)
    ).exclude(state=AnswerState.DRAFT)


def reviews_of(cohort: Cohort, person_id: int | None) -> QuerySet[PeerReview]:
    """Those that she drew and did not drop, the one to give first, then the latest. With the answer, its module and author."""
    return (
        PeerReview.objects.filter(cohort=cohort, reviewer=person_id, dropped_at=None)
        .select_related("submission__version__module", "submission__person", "cohort__activity")
        .order_by(F("given_at").desc(nulls_first=True), "-pk")
    )


def still_as_drawn() -> Q:
    """Of a review to give: its answer waits, as it was when it was drawn."""
    return Q(submission__state=AnswerState.SENT, submission__edition=F("edition"))


def overdue(now: datetime) -> QuerySet[PeerReview]:
    """Drawn and not given in time; in no order."""
    return PeerReview.objects.filter(LIVE, due_at__lte=now).order_by()


def waiting_for(cohort: Cohort, person_id: int) -> list[Waiting]:
    """Answers that she may draw: of others, held by nobody, that she has not drawn as they are."""
    live = PeerReview.objects.filter(LIVE, submission=OuterRef("pk"))
    hers = PeerReview.objects.filter(
        submission=OuterRef("pk"), reviewer=person_id, edition=OuterRef("edition")
    )
    rows = answers_of_peers(cohort).filter(~Exists(live), ~Exists(hers), state=AnswerState.SENT)
    reviews = list(
        PeerReview.objects.filter(cohort=cohort, dropped_at=None)
        .order_by("pk")
        .values_list("reviewer", "submission__person")
    )
    given, received = Counter(who for who, _of in reviews), Counter(of for _who, of in reviews)
    reviewed_her = {who for who, of in reviews if of == person_id}
    return [
        Waiting(
            submission=row.pk,
            sent_at=row.sent_at,
            given=given[row.person_id],
            received=received[row.person_id],
            is_reciprocal=row.person_id in reviewed_her,
        )
        for row in rows.exclude(person=person_id).order_by("sent_at", "pk")
        if row.sent_at  # held by the database
    ]


def may_still_draw(cohort: Cohort, person_id: int) -> bool:
    """Whether she sent more answers than she reviews."""
    sent = answers_of_peers(cohort).filter(person=person_id).count()
    return reviews_of(cohort, person_id).count() < sent


def peer_review_behind(submission: Submission) -> PeerReview | None:
    """The review of a peer that is the last word on this answer so far, with its reader."""
    if submission.reviewed_at is None:
        return None
    rows = by_peers().filter(submission=submission).select_related("reviewer")
    return rows.order_by("-pk").first()


def is_by_a_peer(submission: Submission) -> bool:
    """Whether its last review is a peer’s, on which nobody said more."""
    return submission.reviewed_at is not None and by_peers().filter(submission=submission).exists()


def by_peers() -> QuerySet[PeerReview]:
    """Reviews that are the last word on their answer so far; in no order."""
    return PeerReview.objects.filter(given_at=F("submission__reviewed_at")).order_by()


def answers_led_by(viewer: Viewer) -> Q:
    """Answers of those who agreed in the cohorts that she leads, to exercises of their path; drafts among them."""
    if not viewer.is_known:
        return Q(pk__in=[])
    module = OuterRef("version__module")
    steps = PathStep.objects.filter(version=OuterRef("cohort__version"))
    peers = Peer.objects.filter(
        Exists(steps.filter(Q(module=OuterRef(module)) | Q(alternatives=OuterRef(module)))),
        person=OuterRef("person"),
        cohort__facilitator=viewer.user_id,
    )
    return Q(Exists(peers))


def counts_of(cohort: Cohort, *, now: datetime) -> dict[str, int]:
    """How many `peers`, answers `waiting` that nobody holds, `drawn` ones, `overdue` among them, and reviews `given`."""
    reviews = PeerReview.objects.filter(cohort=cohort).order_by()
    live = reviews.filter(LIVE)
    waiting = answers_of_peers(cohort).filter(state=AnswerState.SENT)
    return {
        "peers": cohort.peers.count(),
        "waiting": waiting.exclude(pk__in=live.values("submission")).count(),
        "drawn": live.count(),
        "overdue": live.filter(due_at__lte=now).count(),
        "given": reviews.filter(given_at__isnull=False).count(),
    }
