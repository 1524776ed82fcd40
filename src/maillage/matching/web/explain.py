"""Why this offer, why not that one: where it stands for a need, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from maillage.matching import permissions, queries
from maillage.matching.enums import PartName, Standing
from maillage.matching.rules.sayings import saying_of, what_if_said
from maillage.matching.web.rows import fictitious_tag, held_by
from maillage.ui.formats import number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import Match
    from maillage.matching.queries import Explanation, Replay
    from maillage.matching.queries.explaining import Line

MOST_FOUND = 20


@login_required
@require_GET
def why(request: Request, need_pk: int, offer_pk: int) -> HttpResponse:
    """Where this offer stands today for the need, and what became of what was kept of it."""
    need = permissions.need_of_ours(request.viewer, need_pk)
    offer = permissions.offer_open_to(request.viewer, offer_pk)
    explanation = queries.explanation_of(need, offer, request.viewer)
    kept = queries.last_match_of(need, offer)
    context = {
        "need": need,
        "offer": offer,
        "held_by": held_by(offer),
        "tag": fictitious_tag(offer),
        "headline": _headline(explanation),
        "explanation": explanation,
        "what_ifs": [
            what_if_said(one.code, one.condition, one.answer, one.rank) for one in explanation.what_ifs
        ],
        "crumbs": _crumbs(need.get_absolute_url(), need.title),
        "columns": _columns(explanation),
        "rows": _rows(explanation),
        "total": _total(explanation),
        "kept": _kept(kept, queries.replay_of(kept, explanation)) if kept else None,
    }
    return render(request, "matching/why.html", context)


@login_required
@require_GET
def find(request: Request, need_pk: int) -> HttpResponse:
    """Choose an offer by its title, to read where it stands."""
    need = permissions.need_of_ours(request.viewer, need_pk)
    words = request.GET.get("q", "").strip()[:160]
    offers = list(queries.offers_titled(words, request.viewer)[:MOST_FOUND]) if words else []
    links = [
        {
            "label": offer.title,
            "note": held_by(offer),
            "url": reverse("matching:why", args=[need.pk, offer.pk]),
            "tag": fictitious_tag(offer),
        }
        for offer in offers
    ]
    context = {
        "need": need,
        "words": words,
        "links": links,
        "crumbs": _crumbs(need.get_absolute_url(), need.title),
    }
    return render(request, "matching/why_find.html", context)


def _crumbs(need_url: str, title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Besoins"), "url": reverse("matching:needs")},
        {"label": title, "url": need_url},
        {"label": _("Pourquoi"), "url": ""},
    ]


def _headline(explanation: Explanation) -> str:
    if explanation.rank is None:
        return str(explanation.standing.label)
    if explanation.standing == Standing.FAINT:
        return _("Elle ne paraît pas : son texte ne répond pas au vôtre")
    said = ngettext(
        "Rang %(rank)s sur %(number)s offre", "Rang %(rank)s sur %(number)s offres", explanation.out_of
    )
    return said % {"rank": explanation.rank, "number": number(explanation.out_of, spoken())}


def _is_compared(explanation: Explanation) -> bool:
    """Beside the last offer shown, unless it is that one."""
    last = explanation.last_shown
    return last is not None and last.contender.row.pk != explanation.offer.pk


def _columns(explanation: Explanation) -> list[dict[str, Any]]:
    columns: list[dict[str, Any]] = [
        {"label": _("Ce qui compte")},
        {"label": _("Ce que nous savons")},
        {"label": _("Valeur"), "number": True},
        {"label": _("Poids"), "number": True},
        {"label": _("Points"), "number": True},
    ]
    if _is_compared(explanation):
        columns.append({"label": _("La dernière piste montrée"), "number": True})
    return columns


def _rows(explanation: Explanation) -> list[list[dict[str, Any]]]:
    beside: Sequence[Line | None] = explanation.last_lines
    if not _is_compared(explanation):
        beside = [None] * len(explanation.lines)
    return [_cells(line, other) for line, other in zip(explanation.lines, beside, strict=True)]


def _cells(line: Line, other: Line | None) -> list[dict[str, Any]]:
    value = _("inconnu") if line.part.value is None else number(round(line.part.value, 2), spoken())
    cells: list[dict[str, Any]] = [
        {"text": str(PartName(line.part.name).label)},
        {"text": saying_of(line.part), "label": _("Ce que nous savons")},
        {"text": value, "number": True, "label": _("Valeur")},
        {"text": str(line.weight), "number": True, "label": _("Poids")},
        {"text": _points(line.points), "number": True, "label": _("Points")},
    ]
    if other is not None:
        cells.append({"text": _points(other.points), "number": True, "label": _("La dernière piste montrée")})
    return cells


def _total(explanation: Explanation) -> list[dict[str, Any]]:
    """The sum of the points, under its column."""
    cells: list[dict[str, Any]] = [{"text": _("En tout")}, {"text": ""}, {"text": ""}, {"text": ""}]
    cells.append({"text": _points(explanation.score), "number": True, "label": _("Points")})
    if _is_compared(explanation):
        last = sum(line.points for line in explanation.last_lines)
        cells.append({"text": _points(last), "number": True, "label": _("La dernière piste montrée")})
    return cells


def _points(points: float) -> str:
    return number(round(points, 1) + 0.0, spoken()).replace("-", "−")


def _kept(match: Match, replay: Replay) -> dict[str, Any]:
    """What was kept of this offer for this need, and whether it still holds."""
    return {
        "day": match.run.day,
        "rank": match.rank,
        "points": _points(match.score),
        "is_faithful": replay.is_faithful,
        "is_same_today": replay.is_same_today,
        "changed": ", ".join(str(PartName(name).label).lower() for name in replay.changed),
    }
