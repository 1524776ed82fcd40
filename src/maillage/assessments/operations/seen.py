"""Questions met while learning: shown, answered once, counted by agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.assessments import queries
from maillage.assessments.errors import NotAnAnswer
from maillage.assessments.models import SeenItem
from maillage.assessments.rules.learned import consent_to_count
from maillage.assessments.rules.scoring import NotAnAnswerError, category_of
from maillage.people.enums import ConsentPurpose
from maillage.people.models import User
from maillage.people.operations import give_consent, withdraw_consent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.assessments.models import Item
    from maillage.assessments.rules.scoring import Response
    from maillage.people.models import Consent

NOT_KEPT = {"consent": None, "response": None, "category": None, "answered_at": None}


@transaction.atomic
def count_while_learning(*, person: User, now: datetime) -> Consent:
    """She agrees that her first answers in modules refine her profile. A second call gives the same consent back."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    known = queries.consent_to_learn_from(person.pk)
    return known or give_consent(
        user=person,
        purpose=ConsentPurpose.PRACTICE,
        text=consent_to_count(),
        language=person.language,
        now=now,
    )


@transaction.atomic
def stop_counting_while_learning(*, person: User, now: datetime) -> None:
    """She takes it back: those answers are gone, that the questions were shown stays. A second call changes nothing."""
    consent = queries.consent_to_learn_from(person.pk)
    if consent is not None:
        withdraw_consent(consent_id=consent.pk, now=now)
    forget_withdrawn()


def forget_withdrawn() -> int:
    """Erase the answers whose consent was taken back, wherever that was done. Returns how many."""
    return SeenItem.objects.filter(consent__withdrawn_at__isnull=False).update(**NOT_KEPT)


def note_shown(*, items: Iterable[Item], person: User, where: str, now: datetime) -> None:
    """These questions were put before her in this module: the placements that she begins from now on ask others."""
    SeenItem.objects.bulk_create(
        [SeenItem(person=person, item=item, where=where, shown_at=now) for item in items],
        ignore_conflicts=True,
    )


@transaction.atomic
def note_first_try(*, item: Item, response: Response, person: User, where: str, now: datetime) -> bool:
    """Keep her first answer to a question of a module, when it counts; whether it does.

    It does with her consent, a profile to refine, and a question that she never answered, here or in a sitting. Raises NotAnAnswer.
    """
    try:
        category = category_of(item.kind, item.body, response)
    except NotAnAnswerError:
        raise NotAnAnswer from None
    consent = queries.consent_to_learn_from(person.pk)
    may_count = consent is not None and queries.has_a_profile(person.pk)
    if consent is None or not may_count or queries.was_asked(person.pk, item):
        note_shown(items=[item], person=person, where=where, now=now)
        return False
    answered = {"consent": consent, "response": response, "category": category, "answered_at": now}
    _row, is_new = SeenItem.objects.get_or_create(
        person=person, item=item, defaults={"where": where, "shown_at": now, **answered}
    )
    # shown since she agreed, and not answered: what she tries is kept since then, so this is her first
    unanswered = SeenItem.objects.filter(
        person=person, item=item, answered_at=None, shown_at__gt=consent.given_at
    )
    return is_new or bool(unanswered.update(**answered))
