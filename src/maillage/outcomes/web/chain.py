"""The chain, walked both ways: where a thing comes from, and what it led to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.outcomes.enums import ChainKind
from maillage.outcomes.queries.chain import link_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.outcomes.queries.chain import Step


@require_GET
def chain(request: Request, kind: str, pk: str) -> HttpResponse:
    """One thing between what is before it and what is after: one click to a neighbour, one more to its own page."""
    link = link_of(kind, pk, request.viewer)
    context = {
        "step": link.step,
        "kind": ChainKind(link.step.kind).label,
        "before": _rows(link.before),
        "after": _rows(link.after),
        "more": link.more,
        "crumbs": [
            {"label": _("Résultats publiés"), "url": reverse("outcomes:results")},
            {"label": link.step.title},
        ],
    }
    return render(request, "outcomes/chain.html", context)


def _rows(steps: Iterable[Step]) -> list[dict[str, Any]]:
    return [
        {
            "label": step.title,
            "url": reverse("outcomes:chain", args=[step.kind, step.pk]),
            "note": step.note,
            "tag": ChainKind(step.kind).label,
        }
        for step in steps
    ]
