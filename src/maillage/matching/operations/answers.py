"""What happens to the answers of a firm: given, given anew, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.matching.enums import ToldIn
from maillage.matching.models import FirmAnswer
from maillage.matching.rules.answers import stored_answer

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def answer_fact(
    *,
    organisation_id: int,
    key: str,
    value: Any,
    answered_by: User,
    role: str,
    now: datetime,
    text: str = "",
    told_in: str = ToldIn.QUESTION,
) -> FirmAnswer:
    """Remember an answer about a firm, in the place of the former one. None is « Je ne sais pas ».

    `text`: the words of a statement. Raises NotAQuestion when the key or the shape of the value is not one.
    """
    answer, _created = FirmAnswer.objects.update_or_create(
        organisation_id=organisation_id,
        key=key,
        defaults={
            "value": stored_answer(key, text, value),
            "text": text,
            "answered_by": answered_by,
            "role": role,
            "told_in": told_in,
            "answered_at": now,
        },
    )
    return answer


@transaction.atomic
def withdraw_answer(*, organisation_id: int, key: str) -> bool:
    """Forget an answer: the fact is unknown again. Its history stays. Returns whether there was one."""
    number, _by_model = FirmAnswer.objects.filter(organisation_id=organisation_id, key=key).delete()
    return number > 0
