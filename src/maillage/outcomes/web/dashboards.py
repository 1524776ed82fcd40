"""Dashboards: what a coordinator has to do, one page for an elected official, what the public may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from maillage.common import clock
from maillage.common.viewer import Viewer
from maillage.initiatives.models import Contribution
from maillage.initiatives.queries.book import late_in
from maillage.outcomes.enums import Certainty
from maillage.outcomes.permissions import reports as permissions
from maillage.outcomes.queries import dashboard as queries
from maillage.outcomes.queries.report import Asked, report
from maillage.outcomes.queries.totals import Scope, Total, totals
from maillage.outcomes.rules.addresses import days_asked, report_address, with_query
from maillage.outcomes.rules.figures import figure_of
from maillage.outcomes.rules.periods import Span, number_of, quarter_of, quarters_until
from maillage.outcomes.rules.telling import kind_said, outcomes_said, quarter_said, span_said, value_said
from maillage.outcomes.web.flow import picture_of
from maillage.outcomes.web.report_rows import doubts_of, lead_of, outcomes_table, story_row
from maillage.ui.formats import money, number, plain_day
from maillage.ui.language import spoken
from maillage.ui.paper import pdf
from maillage.ui.pictures import Period, Series, columns, region_map

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.outcomes.queries.report import Report

SHOWN, QUARTERS, FIGURES = 5, 8, 3
Row = dict[str, Any]


@login_required
@require_GET
def board(request: Request) -> HttpResponse:
    """What is late, and this quarter, for who coordinates."""
    viewer, now = request.viewer, clock.now()
    if not viewer.coordinated_network_ids:
        raise Http404
    quarter = quarter_of(viewer.day)
    late = [
        _late_instalments(viewer),
        _near_targets(viewer),
        _claimed(viewer),
        _unanswered(viewer, now),
    ]
    waiting = sum(group["count"] for group in late)
    context = {
        "title": ngettext("%(count)s chose attend", "%(count)s choses attendent", waiting)
        % {"count": number(waiting, spoken())}
        if waiting
        else _("Rien n’est en retard"),
        "quarter": quarter_said(quarter),
        "figures": [figure_of(total, **days_asked(quarter)) for total in queries.totals_of(viewer, quarter)],
        "late": [group for group in late if group["count"]],
        "picture": _by_quarter(viewer),
        "reports": _reports(viewer),
        "crumbs": [
            {"label": _("Retombées"), "url": reverse("outcomes:outcomes")},
            {"label": _("Ce trimestre")},
        ],
    }
    return render(request, "outcomes/board.html", context)


def _group(name: str, title: str, rows: list[Row], count: int, url: str = "") -> Row:
    return {"id": name, "title": title, "rows": rows, "count": count, "url": url}


def _late_instalments(viewer: Viewer) -> Row:
    found = late_in(Contribution.objects.filter(network__in=viewer.coordinated_network_ids), viewer)
    rows = [
        {
            "label": row.contribution.title,
            "url": row.contribution.get_absolute_url(),
            "note": _("%(funder)s : %(sum)s, attendu le %(day)s")
            % {
                "funder": row.contribution.funder,
                "sum": money(row.amount, row.contribution.currency, spoken()),
                "day": plain_day(row.due_on, spoken()),
            },
        }
        for row in found[:SHOWN]
    ]
    return _group("versements", _("Versements attendus et pas reçus"), rows, found.count())


def _near_targets(viewer: Viewer) -> Row:
    found = queries.targets_near(viewer)
    rows = [
        {
            "label": f"{row.target.indicator} – {row.target.initiative}",
            "url": row.target.initiative.get_absolute_url(),
            "note": _("%(reached)s sur %(target)s, d’ici le %(day)s")
            % {
                "reached": _("rien encore")
                if row.reached is None
                else value_said(row.reached, row.target.indicator.kind, row.target.currency),
                "target": value_said(row.target.value, row.target.indicator.kind, row.target.currency),
                "day": plain_day(row.target.by_day, spoken()),
            },
        }
        for row in found[:SHOWN]
    ]
    return _group("cibles", _("Cibles proches ou dépassées, pas atteintes"), rows, len(found))


def _claimed(viewer: Viewer) -> Row:
    found = queries.outcomes_only_claimed(viewer)
    rows = [
        {
            "label": value_said(row.value, row.outcome.kind, row.currency)
            + f" – {row.outcome.get_kind_display()}",
            "url": row.outcome.get_absolute_url(),
            "note": " – ".join(
                filter(None, (str(row.outcome.organisation or ""), plain_day(row.happened_on, spoken())))
            ),
        }
        for row in found[:SHOWN]
    ]
    everything = with_query(reverse("outcomes:outcomes"), certitude=Certainty.CLAIMED.value)
    return _group("preuves", _("Retombées déclarées, sans preuve"), rows, found.count(), everything)


def _unanswered(viewer: Viewer, now: Any) -> Row:
    found = queries.follow_ups_unanswered(viewer, now)
    rows = [
        {
            "label": row.introduction.need.title,
            "url": row.introduction.get_absolute_url(),
            "note": _("%(firm)s, à %(days)s jours")
            % {"firm": row.introduction.need.organisation, "days": row.days},
        }
        for row in found[:SHOWN]
    ]
    return _group("suites", _("Suites demandées et restées sans réponse"), rows, found.count())


def _by_quarter(viewer: Viewer) -> Row:
    quarters = quarters_until(viewer.day, many=QUARTERS)[::-1]
    first: Any = quarters[0].first
    counts = queries.outcomes_by_quarter(viewer, since=first, until=viewer.day)
    return {
        "label": _("Retombées par trimestre ; le tableau dit la même chose."),
        "picture": columns(
            periods=[
                Period(_("T%(number)s") % {"number": number_of(quarter)}, str(quarter.last.year))
                for quarter in quarters
            ],
            series=[Series(_("Retombées"), [_count(counts, quarter.first) for quarter in quarters])],
        ),
    }


def _count(counts: dict[date, int], first: Any) -> int:
    return counts.get(first, 0)


def _reports(viewer: Viewer) -> list[Row]:
    """The reports of her networks, for the last quarter that is over: in one click."""
    quarter = quarters_until(viewer.day, many=2)[1]
    return [
        {
            "label": _("%(network)s : rapport du %(quarter)s")
            % {"network": network, "quarter": quarter_said(quarter)},
            "url": report_address("network", network.slug, quarter),
        }
        for network in queries.networks_of(viewer)
    ]


@require_GET
def results(request: Request) -> HttpResponse:
    """What parties publish: the same for everybody who reads it."""
    public = Viewer(day=request.viewer.day)
    found = totals(Scope(), public)
    regions = queries.outcomes_by_region(public, Scope())
    context = {
        "lead": _results_lead(found),
        "figures": [figure_of(total) | {"awaited": total.claimed == total.value} for total in found],
        "maps": [_map(country, regions) for country in ("CA", "FR") if _of(country, regions)],
        "initiatives": [
            {
                "label": row.title,
                "url": report_address("initiative", row.slug),
                "tag": _("fictif") if row.is_fictitious else "",
            }
            for row in queries.initiatives_published()
        ],
        "networks": [
            {"label": row.name, "url": reverse("outcomes:one_page", args=[row.slug])}
            for row in queries.networks_with_results()
        ],
        "crumbs": [{"label": _("Résultats publiés")}],
    }
    return render(request, "outcomes/results.html", context)


def _results_lead(found: list[Total]) -> str:
    if not found:
        return _("Aucune retombée n’est encore publiée.")
    return _("%(outcomes)s, chacune comptée une fois, avec ce qui la prouve.") % {
        "outcomes": outcomes_said(
            sum(total.outcomes for total in found), sum(total.fictitious for total in found)
        )
    }


def _of(country: str, regions: dict[str, int]) -> dict[str, int]:
    return {path: count for path, count in regions.items() if path.startswith(f"{country}/")}


def _map(country: str, regions: dict[str, int]) -> Row:
    found = _of(country, regions)
    return {
        "title": {"CA": _("Au Québec"), "FR": _("En France")}[country],
        "id": f"carte-{country.lower()}",
        "label": _("Retombées publiées par région ; le tableau dit la même chose."),
        "picture": region_map(
            country,
            values=found,
            urls={path: with_query(reverse("outcomes:outcomes"), territoire=path) for path in found},
        ),
    }


@require_GET
def one_page(request: Request, slug: str) -> HttpResponse:
    """One sentence, one picture, one story, for who decides."""
    return render(request, "outcomes/one_page.html", _one_page(request, slug))


@require_GET
def one_page_paper(request: Request, slug: str) -> HttpResponse:
    """The same on one A4."""
    context = _one_page(request, slug) | {"sheet": "one-page paper-report"}
    name = f"{_('En une page')} {context['network']}"
    return pdf(request, "outcomes/one_page_paper.html", context, name=name, tagged=True)


def _one_page(request: Request, slug: str) -> Row:
    network = permissions.subject_open_to(request.viewer, "network", slug)
    span = Span(None, request.viewer.day)
    found = report(Asked(kind="network", row=network, span=span), request.viewer)
    now = clock.now()
    return {
        "network": str(network),
        "lead": lead_of(found),
        "span": capfirst(span_said(span)),
        "figures": list(_first_figures(found, now)),
        "flow": picture_of(found),
        "story": next((story_row(story) for story in found.stories), None),
        "doubts": doubts_of(found, now, uncredited=found.count_uncredited())[:FIGURES],
        "report": report_address("network", network.slug, span, as_of=now),
        "paper": reverse("outcomes:one_page_paper", args=[network.slug]),
        "crumbs": [
            {"label": _("Résultats publiés"), "url": reverse("outcomes:results")},
            {"label": str(network)},
        ],
    }


def _first_figures(found: Report, at: datetime) -> Iterable[Row]:
    rows = outcomes_table(found, at)["rows"]
    for total, (_name, whole, *_certainties) in list(zip(found.totals, rows, strict=True))[:FIGURES]:
        yield {
            "value": whole["text"],
            "label": kind_said(total.kind, total.value),
            "url": whole["url"],
        }
