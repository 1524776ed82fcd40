"""What learning keeps about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.learning.models import (
    Award,
    BlockDone,
    Cohort,
    CohortLetter,
    Counting,
    Enrolment,
    FieldCase,
    Peer,
    PeerReview,
    Plan,
    Reading,
    Submission,
)
from maillage.people.personal_data import rows_of

if TYPE_CHECKING:
    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """The paths that she follows or left, the modules that she reads and how far, what she answers to exercises, her badges, what cohorts keep of her; oldest first."""
    followed = Enrolment.objects.filter(person=user).order_by("started_at", "pk")
    read = Reading.objects.filter(person=user).order_by("started_at", "pk")
    blocks = BlockDone.objects.filter(reading__person=user).order_by("done_at", "pk")
    answers = Submission.objects.filter(person=user).order_by("saved_at", "pk")
    badges = Award.objects.filter(person=user).order_by("issued_at", "pk")
    counted = Counting.objects.filter(person=user).order_by("agreed_at", "pk")
    cases = FieldCase.objects.filter(person=user).order_by("sent_at", "pk")
    peers = Peer.objects.filter(person=user).order_by("agreed_at", "pk")
    given = PeerReview.objects.filter(reviewer=user).order_by("drawn_at", "pk")
    letters = CohortLetter.objects.filter(participant__user=user).order_by("written_at", "pk")
    led = Cohort.objects.filter(facilitator=user).order_by("pk")
    plans = Plan.objects.filter(person=user).order_by("made_at", "pk")
    return {
        "badges": rows_of(badges, "key", "credential", "issued_at", "revoked_at", "revoked_reason"),
        "plans": rows_of(
            plans, "role__slug", "minutes_a_week", "starts_on", "finish_by", "made_at", "replaced_at"
        ),
        "paths": rows_of(followed, "path__code", "version__number", "started_at", "finished_at", "left_at"),
        "modules": rows_of(read, "module__code", "version__number", "started_at", "finished_at"),
        "counted_with_cohorts": rows_of(counted, "cohort__activity__title", "agreed_at"),
        "real_cases": rows_of(
            cases,
            "matter",
            "outcome",
            "closed_on",
            "competences",
            "told",
            "state",
            "sent_at",
            "decided_at",
            "reason",
        ),
        "peer_in_cohorts": rows_of(peers, "cohort__activity__title", "agreed_at"),
        "peer_reviews": rows_of(
            given,
            "submission__version__module__code",
            "drawn_at",
            "due_at",
            "given_at",
            "dropped_at",
            "facts",
            "reasoning",
            "action",
            "comment",
            "is_accepted",
        ),
        "letters_of_cohorts": rows_of(
            letters, "participant__activity__title", "matter", "item__title", "written_at", "sent_at"
        ),
        "cohorts_led": rows_of(led, "activity__title"),
        "blocks": rows_of(blocks, "reading__module__code", "position", "done_at"),
        "answers": rows_of(
            answers,
            "version__module__code",
            "version__number",
            "block",
            "rank",
            "text",
            "state",
            "saved_at",
            "sent_at",
            "facts",
            "reasoning",
            "action",
            "comment",
            "reviewed_at",
        ),
    }
