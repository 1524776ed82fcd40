"""The front page, and what awaits a person once signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.agreements.queries import agreements_open_to
from maillage.common import clock
from maillage.matching import permissions, queries
from maillage.pages.web.badge_needs import kinds_by_network, told, unmet_by
from maillage.pages.web.board import board_sections

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request

MOST_SHOWN = 5


@require_GET
def home(request: Request) -> HttpResponse:
    """Say a need; see two communities that an agreement in force ties together, when there is one."""
    agreement = agreements_open_to(request.viewer).filter(is_in_force=True).first()
    return render(
        request,
        "pages/home.html",
        {"agreement": agreement, "parties": list(agreement.parties.all())[:2] if agreement else []},
    )


@login_required
@require_GET
def today(request: Request) -> HttpResponse:
    """What waits for this person: requests to answer, needs without a way yet, and the board of who follows others'."""
    waiting = list(queries.introductions_to_answer(request.viewer)[: 2 * MOST_SHOWN])
    live = queries.introductions_live(request.viewer)[: 2 * MOST_SHOWN]
    under_way = [row for row in live if permissions.may_close(request.viewer, row)]
    needs = [
        need
        for need in queries.needs_of(request.viewer)[:MOST_SHOWN]
        if need.state == "open" and not need.live
    ]
    cases = [_case(row, _("Une demande attend votre réponse"), is_hot=True) for row in waiting]
    cases += [_case(row, _("En cours : dites comment ça s’est terminé"), is_hot=False) for row in under_way]
    unmet = unmet_by(request.viewer)
    board = board_sections(
        request.viewer,
        now=clock.now(),
        besides=[row.pk for row in (*waiting, *under_way)],
        unasked=kinds_by_network(unmet),
    )
    context = {
        "cases": cases,
        "needs": needs,
        "board": board,
        "badges_asked": told(unmet),
        "number": len(cases) + sum(len(section["lines"]) for section in board or []),
    }
    return render(request, "pages/today.html", context)


def _case(row: object, text: str, *, is_hot: bool) -> dict[str, object]:
    return {"row": row, "text": text, "state": "hot" if is_hot else "wait"}
