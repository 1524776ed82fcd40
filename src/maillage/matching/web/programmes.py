"""The page of a programme, and its facts to confirm."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maillage.common import clock
from maillage.directory.enums import OrganisationKind
from maillage.directory.queries import organisations_spoken_for
from maillage.matching import permissions
from maillage.matching.operations.programmes import confirm_fact
from maillage.matching.queries.eligible import eligibilities, names_said
from maillage.matching.queries.programmes import facts_of, facts_to_review, programmes_kept_by
from maillage.matching.rules.conditions import leaves_of
from maillage.matching.rules.readings import outline_of
from maillage.matching.web.programme_rows import condition_rows, fact_row, label_of, lines_of, sections_of
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.directory.models import Organisation
    from maillage.matching.models import Programme, ProgrammeFact

PAGE = 30


def programme_context(request: Request, programme: Programme) -> dict[str, Any]:
    """What `matching/programme.html` takes beyond what the page of any offer takes."""
    now, may_change = clock.now(), permissions.keeps(request.viewer, programme)
    stored = facts_of(programme)
    facts = {
        field: fact_row(fact, request.viewer.day, may_confirm=may_change or _answers_for(request, fact))
        for field, fact in stored.items()
    }
    firms = _firms_of(request)
    firm = next(
        (one for one in firms if str(one.pk) == request.GET.get("entreprise")), next(iter(firms), None)
    )
    eligibility = eligibilities([programme.offer_id], firm, programme.day_at(now)) if firm else {}
    found = eligibility.get(programme.offer_id)
    names = names_said(list(leaves_of(programme.condition)))
    tree = found.programme.condition if found else programme.condition
    return {
        "programme": programme,
        "keeps": may_change,
        "is_past": programme.is_past(now),
        "is_to_confirm": any(not fact.is_confirmed for fact in stored.values()),
        "sections": sections_of(programme, facts),
        "facts": facts,
        "conditions": condition_rows(outline_of(tree, names), facts, found),
        "firm": firm,
        "other_firms": [one for one in firms if one != firm],
        "verdict": found.answer if found else None,
    }


def _answers_for(request: Request, fact: ProgrammeFact) -> bool:
    return fact.is_confirmed and fact.keeper_id == request.viewer.user_id


def _firms_of(request: Request) -> list[Organisation]:
    """The firms in whose name the viewer may act, in French order."""
    if not request.viewer.is_known:
        return []
    firms = organisations_spoken_for(request.viewer).filter(kind=OrganisationKind.BUSINESS)
    return list(firms.select_related("territory"))


@login_required
@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """One click: the fact is right today, and whoever clicks answers for it."""
    fact = permissions.fact_of(request.viewer, pk)
    confirm_fact(fact_id=fact.pk, by=person_behind(request), day=request.viewer.day)
    messages.success(request, _("C’est confirmé aujourd’hui, et vous en répondez."))
    if request.POST.get("from") == "review":
        return redirect("matching:facts_to_review")
    return redirect(fact.programme.offer)


@login_required
@require_GET
def review(request: Request) -> HttpResponse:
    """The facts that the viewer keeps and that nobody confirmed, or too long ago, by programme."""
    page = Paginator(facts_to_review(request.viewer), PAGE).get_page(request.GET.get("page"))
    facts = list(page)
    names = names_said([leaf for fact in facts for leaf in leaves_of(fact.programme.condition)])
    held = set(programmes_kept_by(request.viewer).values_list("pk", flat=True))
    groups = [
        {
            "id": f"programme-{programme.pk}",
            "title": programme.offer.title,
            "edit_url": reverse("matching:programme_edit", args=[programme.offer_id])
            if programme.pk in held
            else "",
            "rows": [
                {
                    "label": label_of(fact.field),
                    "lines": lines_of(programme, fact.field, names),
                    "fact": fact_row(fact, request.viewer.day, may_confirm=True),
                }
                for fact in rows
            ],
        }
        for programme, rows in groupby(facts, key=lambda fact: fact.programme)
    ]
    return render(request, "matching/facts_to_review.html", {"page": page, "groups": groups})
