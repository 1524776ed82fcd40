"""What people say of themselves, of their own will: kept as long as they wish, counted by ten."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac

from maillage.assessments.rules.groups import may_tell
from maillage.initiatives.models import Initiative
from maillage.learning.rules.results import stands_apart
from maillage.outcomes.errors import ConsentNeeded
from maillage.outcomes.models import InclusionAnswer, InclusionCount
from maillage.outcomes.queries.inclusion import people_answering
from maillage.outcomes.rules.stories import INCLUSION_TEXT
from maillage.people.enums import ConsentPurpose
from maillage.people.models import Consent
from maillage.people.operations import give_consent, withdraw_consent

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from maillage.activities.models import Participant
    from maillage.people.models import User

MARK = 24


@transaction.atomic
def say_groups(
    *, participant: Participant, groups: Collection[str], consents: bool, by: User, now: datetime
) -> None:
    """Keep these groups, and these alone, with her consent; none at all takes everything back. Raises ConsentNeeded."""
    if groups and not consents:
        raise ConsentNeeded
    take_back_groups(participant=participant, now=now)
    asked = participant.activity.initiative.asked_groups if participant.activity.initiative else []
    wanted = [group for group in asked if group in groups]
    if not wanted:
        return
    consent = give_consent(
        user=by, purpose=ConsentPurpose.INCLUSION, text=str(INCLUSION_TEXT), language=by.language, now=now
    )
    InclusionAnswer.objects.bulk_create(
        InclusionAnswer(participant=participant, group=group, consent=consent, said_at=now)
        for group in wanted
    )


@transaction.atomic
def take_back_groups(*, participant: Participant, now: datetime) -> None:
    """Delete what she said; her consent ends, its proof stays."""
    answers = InclusionAnswer.objects.filter(participant=participant)
    consents = Consent.objects.standing().filter(pk__in=answers.values("consent"))
    keys = list(consents.order_by("pk").values_list("pk", flat=True))
    answers.delete()
    for key in keys:
        withdraw_consent(consent_id=key, now=now)


@transaction.atomic
def count_inclusion(*, initiative_id: int, now: datetime) -> int:
    """Count the groups of an initiative again, where ten people differ and nobody is found by subtracting. How many were.

    Answers whose consent ended elsewhere are deleted first.
    """
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative_id)
    InclusionAnswer.objects.filter(
        participant__activity__initiative=initiative, consent__withdrawn_at__isnull=False
    ).delete()
    counts = list(InclusionCount.objects.order_by("pk"))
    before = {row.group: row for row in counts if row.initiative_id == initiative.pk}
    groups: dict[str, set[str]] = defaultdict(set)
    for group, person in people_answering(initiative):
        groups[group].add(_mark(group, person))
    number = 0
    for group, marks in groups.items():
        told = before[group].marks if group in before else ()
        others = [row.marks for row in counts if row.group == group and row.initiative_id != initiative.pk]
        if may_tell(marks, told) and stands_apart(marks, others):
            InclusionCount.objects.update_or_create(
                initiative=initiative, group=group, defaults={"marks": sorted(marks), "counted_at": now}
            )
            number += 1
    return number


def _mark(group: str, person: int) -> str:
    """Stands for a person in one group; the same each time, and in every initiative."""
    return salted_hmac("outcomes.inclusion", f"{group}:{person}").hexdigest()[:MARK]
