"""What outcomes keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.outcomes.models import Evidence, InclusionAnswer, Outcome, Statement, Story
from maillage.people.personal_data import rows_of

if TYPE_CHECKING:
    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """What she said of outcomes, what she added to prove them, the stories she chose or agreed to, what she says of herself, what
    is counted of what she learnt; oldest first.
    """
    said = Statement.objects.filter(recorded_by=user).order_by("recorded_at", "pk")
    added = Evidence.objects.filter(added_by=user).order_by("added_at", "pk")
    chosen = Story.objects.filter(chosen_by=user).order_by("chosen_at", "pk")
    agreed = Story.objects.filter(consent__user=user).order_by("chosen_at", "pk")
    groups = InclusionAnswer.objects.filter(participant__user=user).order_by("said_at", "pk")
    counted = Outcome.objects.filter(participant__user=user).order_by("created_at", "pk")
    return {
        "outcomes_said": rows_of(
            said, "outcome__kind", "value", "currency", "happened_on", "words", "certainty", "recorded_at"
        ),
        "evidence": rows_of(added, "title", "url", "added_at"),
        "stories_chosen": rows_of(chosen, "title", "text", "chosen_at"),
        "stories_agreed_to": rows_of(agreed, "title", "text", "consent__given_at", "consent__withdrawn_at"),
        "groups": rows_of(groups, "participant__activity__title", "group", "said_at"),
        "counted": rows_of(counted, "kind", "activity__title", "created_at"),
    }
