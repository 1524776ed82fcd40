"""What is known of a firm: the one question on the page of a need, and the page of all answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.common import clock
from maillage.common.tokens import facts_behind, token_of
from maillage.matching import operations, permissions
from maillage.matching.enums import AnsweredAs, AnswerShape
from maillage.matching.errors import NotAQuestion
from maillage.matching.queries.answers import answers_of, known_of
from maillage.matching.queries.questions import question_about
from maillage.matching.rules.answers import ASKED_ALONE, fact_from, shape_of
from maillage.matching.rules.firm_facts import Span
from maillage.matching.rules.questions import name_of, question_of
from maillage.matching.web.sources import said_by
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn
from maillage.ui.fields import DayField
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse, QueryDict

    from maillage.common.http import Request
    from maillage.directory.models import Organisation
    from maillage.matching.models import FirmAnswer, Need
    from maillage.matching.queries import Help
    from maillage.matching.queries.questions import Asked

QUESTION = "matching.question"  # a form answers the questions that we asked, no other
YES_NO = (("yes", gettext_lazy("Oui")), ("no", gettext_lazy("Non")))
MOST = 10**12


class AnswerForm(forms.Form):
    """One answer, in the shape that its key asks for."""

    def __init__(self, data: QueryDict | None, *, key: str, text: str, value: Any = None) -> None:
        """Raises NotAQuestion for a key that nobody may answer."""
        super().__init__(data)
        self.key, self.text = key, text
        shape = shape_of(key, text)
        label = question_of(key, text)
        if shape == AnswerShape.YES_NO:
            self.fields["value"] = forms.TypedChoiceField(
                label=label, choices=YES_NO, coerce=lambda said: said == "yes", widget=forms.RadioSelect,
                initial=None if value is None else ("yes" if value else "no"),
            )  # fmt: skip
        elif shape == AnswerShape.NUMBER:
            self.fields["value"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST, initial=value, help_text=_hint(key)
            )
        else:
            self.fields["value"] = DayField(label=label, initial=value)


def _hint(key: str) -> str:
    return _("En dollars ou en euros, selon votre pays, sans les cents.") if key == "revenue" else ""


def question_context(answer: Help, need: Need, day: date) -> dict[str, Any]:
    """What `matching/parts/need_question.html` takes; `asked` is None when nothing more can be settled."""
    asked = question_about(answer, day)
    firm_url = reverse("matching:firm_answers", args=[need.organisation.slug])
    if asked is None:
        return {"asked": None, "firm_url": firm_url}
    told: dict[str, Any] = {"why": _why(asked), "question": question_of(asked.key, asked.text)}
    if asked.on_card:
        told["card_url"] = reverse("directory:organisation_edit", args=[need.organisation.slug])
    else:
        told["token"] = token_of(QUESTION, asked.key, asked.text)
        told["field"] = AnswerForm(None, key=asked.key, text=asked.text)["value"]
        told["action"] = reverse("matching:need_answer", args=[need.pk])
    return {"asked": told, "firm_url": firm_url}


def _why(asked: Asked) -> str:
    if asked.most == 0:
        return _("Plusieurs programmes attendent cette réponse, avec d’autres.")
    if asked.fewest == asked.most:
        words = ngettext(
            "Répondre règle %(most)s programme.", "Répondre règle %(most)s programmes.", asked.most
        )
    else:
        words = ngettext(
            "Selon la réponse, règle jusqu’à %(most)s programme.",
            "Selon la réponse, règle jusqu’à %(most)s programmes.",
            asked.most,
        )
    return words % {"most": asked.most}


@login_required
@require_POST
def need_answer(request: Request, pk: int) -> HttpResponse:
    """The answer to the question of a need; the page of the need is then drawn anew."""
    need = permissions.need_of(request.viewer, pk)
    asked = facts_behind(request.POST.get("question", ""), QUESTION)
    if asked is None:
        raise Http404
    key, text = asked
    form = AnswerForm(request.POST, key=key, text=text)
    if not _remembered(request, form, need.organisation, AnsweredAs.FIRM):
        messages.error(request, str(form.errors["value"][0]))
    return redirect(need)


@login_required
@require_GET
def firm_answers(request: Request, slug: str) -> HttpResponse:
    """All that is known of a firm, with who said so; to those who speak for it and to its advisors."""
    firm, role = permissions.firm_answered_for(request.viewer, slug)
    known = known_of(firm)
    asked = [key for key in ASKED_ALONE if key in known.answers or key not in known.facts]
    rows = [_row(firm, key, known.answers.get(key), role) for key in asked]
    rows += [_row(firm, key, row, role) for key, row in known.answers.items() if key not in ASKED_ALONE]
    context = {
        "firm": firm,
        "rows": rows,
        "sectors": list(firm.sectors.order_by("scheme", "sort_key", "pk")),
        "unknown": _("inconnu"),
        "is_advisor": role == AnsweredAs.ADVISOR,
    }
    return render(request, "matching/firm_answers.html", context)


def _row(firm: Organisation, key: str, answer: FirmAnswer | None, reader: AnsweredAs) -> dict[str, Any]:
    row = {"url": reverse("matching:firm_answer", args=[firm.slug, key])}
    if answer is None:
        name, said, note = name_of(key, ""), _("inconnu"), _("Répondre")
    else:
        name, note = name_of(key, answer.text), said_by(answer, to_firm=reader == AnsweredAs.FIRM)
        told = None if answer.value is None else fact_from(key, answer.value)
        said = _("on ne sait pas") if told is None else said_value(told)
    return row | {"label": _("%(fact)s : %(value)s") % {"fact": name, "value": said}, "note": note}


@login_required
@require_http_methods(["GET", "POST"])
def firm_answer(request: Request, slug: str, key: str) -> HttpResponse:
    """Answer about one fact of a firm, otherwise, or take the answer back."""
    firm, role = permissions.firm_answered_for(request.viewer, slug)
    answer = answers_of(firm).filter(key=key).first()
    text = answer.text if answer else ""
    page = reverse("matching:firm_answers", args=[firm.slug])
    if request.method == "POST" and "withdraw" in request.POST:
        if operations.withdraw_answer(organisation_id=firm.pk, key=key):
            messages.success(request, _("Cette réponse est retirée : nous ne savons plus."))
        return redirect(page)
    try:
        form = AnswerForm(request.POST or None, key=key, text=text, value=_exact(answer))
    except NotAQuestion as unknown:
        raise Http404 from unknown
    if request.method == "POST" and _remembered(request, form, firm, role):
        return redirect(page)
    return drawn(request, "matching/firm_answer.html", form, firm=firm, answer=answer, page_url=page)


def _exact(answer: FirmAnswer | None) -> Any:
    """What a form may start from: not a range, which is to be made exact."""
    return None if answer is None or isinstance(answer.value, dict) else answer.value


def _remembered(request: Request, form: AnswerForm, firm: Organisation, role: AnsweredAs) -> bool:
    """Remember what was posted. Returns whether it could be read: the form says why not."""
    unsure = "skip" in request.POST
    if not unsure and not form.is_valid():
        return False
    operations.answer_fact(
        organisation_id=firm.pk,
        key=form.key,
        text=form.text,
        value=None if unsure else form.cleaned_data["value"],
        answered_by=person_behind(request),
        role=role,
        now=clock.now(),
    )
    messages.success(request, _("C’est noté : on ne sait pas.") if unsure else _("C’est noté."))
    return True


def said_value(value: Any) -> str:
    """An answer as people read it."""
    if isinstance(value, Span):
        low, high = said_value(value.low), "" if value.high is None else said_value(value.high)
        told = _("entre %(low)s et %(high)s") if high else _("%(low)s ou plus")
        return told % {"low": low, "high": high}
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return number(value, spoken()) if isinstance(value, int) else plain_day(value, spoken())
