"""Questions to practise on: an answer is explained at once; the first one may count, by agreement."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from maillage.assessments.errors import NotAnAnswer
from maillage.assessments.models import Answer
from maillage.assessments.operations import note_first_try
from maillage.assessments.queries import consent_to_learn_from, has_a_profile
from maillage.assessments.rules.questions import Sent, UnfinishedAnswerError, question_told, read_again
from maillage.assessments.rules.scoring import NotAnAnswerError, category_of
from maillage.common import clock
from maillage.learning import permissions
from maillage.learning.queries import items_named
from maillage.learning.rules.text import blocks_of, items_of
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from maillage.assessments.models import Item
    from maillage.common.http import Request
    from maillage.learning.rules.text import Block


@dataclass(frozen=True, kw_only=True)
class Practising:
    """Before whom questions are put. state: "" when nobody is signed in, else `alone`, `may` or `counts` (she agreed).

    send: where her answers go and the token that they carry, when they count.
    """

    state: str = ""
    send: dict[str, str] | None = None


NOBODY = Practising()
ASKED = "question"  # the name of the field that says which question is answered
SEED = 1  # the order of the answers, the same for everybody


def practice_row(item: Item, data: QueryDict) -> dict[str, Any]:
    """What `learning/parts/question.html` takes: the question, and the explanation once it is answered."""
    is_answered = data.get(ASKED) == item.code
    sent = Sent.of(data, item) if is_answered else Sent()
    row = {
        "id": _anchor(item),
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


def _anchor(item: Item) -> str:
    return f"q-{slugify(item.code.replace('.', '-'))}"


def right_answer(item: Item) -> dict[str, Any]:
    """The same on paper: the right answer, and why."""
    return read_again(Answer(item=item, position=1, response=[], category=1))


def _explained(item: Item, sent: Sent) -> dict[str, Any]:
    response = sent.response(item)
    category = category_of(item.kind, item.body, response)
    return read_again(Answer(item=item, position=1, response=response, category=category))


def practising(request: Request, code: str, block: Block) -> Practising:
    """What becomes of her answers in this block. Asks nothing of the database when it has no question."""
    if not request.viewer.is_known or not items_of([block]):
        return NOBODY
    if not has_a_profile(request.viewer.user_id):
        return Practising(state="alone")
    if consent_to_learn_from(request.viewer.user_id) is None:
        return Practising(state="may")
    address = reverse("learning:practise", args=[code, block.position])
    return Practising(state="counts", send={"url": address, "token": get_token(request)})


@login_required
@require_http_methods(["GET", "POST"])
def practise(request: Request, code: str, number: int) -> HttpResponse:
    """An answer to a question of a block: her first one is kept when it counts, and the page explains it either way."""
    version, _reading = permissions.module_to_read(request.viewer, code)
    found = [block for block in blocks_of(version.text) if block.position == number]
    item = items_named(items_of(found)).get(request.POST.get(ASKED, ""))
    if not found or (request.method == "POST" and item is None):
        raise Http404
    if item is None:  # she signed in on the way
        return redirect("learning:block", code, number)
    with suppress(UnfinishedAnswerError, NotAnAnswer):  # the page that follows says what is missing
        response = Sent.of(request.POST, item).response(item)
        note_first_try(
            item=item, response=response, person=person_behind(request), where=code, now=clock.now()
        )
    told = request.POST.copy()
    told.pop("csrfmiddlewaretoken", None)
    page = reverse("learning:block", args=[code, number])
    return HttpResponseRedirect(f"{page}?{told.urlencode()}#{_anchor(item)}")
