"""Reading answers to exercises: hers, and those that wait for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Q, QuerySet, When

from maillage.directory.models import Membership
from maillage.learning.enums import AnswerState
from maillage.learning.models import PeerRule, Submission
from maillage.learning.queries.peers import answers_led_by

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer
    from maillage.learning.models import ModuleVersion


def submissions_of(person_id: int | None) -> QuerySet[Submission]:
    """Hers, the last saved first, with their module."""
    rows = Submission.objects.filter(person=person_id).select_related("version__module", "reviewed_by")
    return rows.order_by("-saved_at", "-pk")


def submission_at(
    person_id: int | None, version: ModuleVersion, *, block: int, rank: int
) -> Submission | None:
    """Her answer to one exercise."""
    return submissions_of(person_id).filter(version=version, block=block, rank=rank).first()


def submissions_read_by(viewer: Viewer, *, is_staff: bool) -> QuerySet[Submission]:
    """Answers that were sent, of others: of anybody for the platform's team, else of members of the networks that the viewer
    coordinates today, and of those who review one another in a cohort that she leads.

    Those that wait come first, the oldest first; then the others. With the person and the module.
    """
    sent = Submission.objects.exclude(state=AnswerState.DRAFT).exclude(person=viewer.user_id)
    if not is_staff:
        members = Membership.objects.on(viewer.day).filter(network__in=viewer.coordinated_network_ids)
        sent = sent.filter(Q(person__in=members.order_by().values("user")) | answers_led_by(viewer))
    waits = Case(When(state=AnswerState.SENT, then=0), default=1)
    return sent.select_related("person", "version__module", "reviewed_by").order_by(waits, "sent_at", "pk")


def reads_answers(viewer: Viewer, *, is_staff: bool) -> bool:
    """Whether she may read answers of others at all."""
    return viewer.is_known and (
        is_staff
        or bool(viewer.coordinated_network_ids)
        or PeerRule.objects.filter(cohort__facilitator=viewer.user_id).exists()
    )
