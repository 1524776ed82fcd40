"""The public search: say a need, read who can help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from maillage.common.ratelimit import limited
from maillage.common.refusals import Refusal
from maillage.matching.queries import help_for
from maillage.matching.web.rows import answer_context

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@require_GET
@limited(group="search", per_minute=40)
def results(request: Request) -> HttpResponse:
    """Ranked, explained help for `q`, in one request; what shows depends on who looks."""
    text = request.GET.get("q", "")
    try:
        answer = help_for(text, request.viewer)
    except Refusal as refusal:
        context = {"text": text[:4000], "error": str(refusal)}
        return render(request, "matching/search.html", context, status=422 if text else 200)
    template = "matching/parts/answers.html" if request.htmx else "matching/search.html"
    return render(request, template, {"text": text, **answer_context(answer, request.viewer)})
