"""Questions to practise on: an answer is explained at once, and kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from maillage.assessments.models import Answer
from maillage.assessments.rules.questions import Sent, UnfinishedAnswerError, question_told, read_again
from maillage.assessments.rules.scoring import NotAnAnswerError, category_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from maillage.assessments.models import Item

ASKED = "question"  # the name of the field that says which question is answered
SEED = 1  # the order of the answers, the same for everybody


def practice_row(item: Item, data: QueryDict) -> dict[str, Any]:
    """What `learning/parts/question.html` takes: the question, and the explanation once it is answered."""
    is_answered = data.get(ASKED) == item.code
    sent = Sent.of(data, item) if is_answered else Sent()
    row = {
        "id": f"q-{slugify(item.code.replace('.', '-'))}",
        "code": item.code,
        "told": question_told(item, sent, seed=SEED, facts={}),
        "explained": None,
        "fault": "",
    }
    if is_answered:
        try:
            row["explained"] = _explained(item, sent)
        except UnfinishedAnswerError as fault:
            row["fault"] = str(fault)
        except NotAnAnswerError:
            row["told"] = question_told(item, Sent(), seed=SEED, facts={})
    return row


def right_answer(item: Item) -> dict[str, Any]:
    """The same on paper: the right answer, and why."""
    return read_again(Answer(item=item, position=1, response=[], category=1))


def _explained(item: Item, sent: Sent) -> dict[str, Any]:
    response = sent.response(item)
    category = category_of(item.kind, item.body, response)
    return read_again(Answer(item=item, position=1, response=response, category=category))
