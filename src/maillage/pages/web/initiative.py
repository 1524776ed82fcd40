"""The page of an initiative: what it is made of, what is given to it, what is done in its name.

Each section is a function of SECTIONS: what it answers names its template; None when there is nothing to show.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.activities.enums import ActivityState
from maillage.activities.queries import activities_open_to
from maillage.initiatives import permissions, queries
from maillage.initiatives.enums import InclusionGroup
from maillage.initiatives.models import Contribution
from maillage.initiatives.queries.budget import budget_covered
from maillage.initiatives.rules.budget import budget_table
from maillage.learning.queries.rollouts import roll_outs_open_to
from maillage.pages.web.initiative_results import results_section
from maillage.pages.web.open_data import files_section
from maillage.ui.formats import money, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpResponse

    from maillage.activities.models import Activity
    from maillage.common.http import Request
    from maillage.common.viewer import Viewer
    from maillage.initiatives.models import Allocation, Initiative
    from maillage.initiatives.queries import Parts

Section = dict[str, Any]
MOST_DONE = 12


@require_GET
def detail(request: Request, slug: str) -> HttpResponse:
    """The same page for everybody, as far as each may read."""
    viewer = request.viewer
    initiative = permissions.initiative_open_to(viewer, slug)
    may_run = permissions.may_run(viewer, initiative)
    parts = queries.parts_of(initiative)
    context = {
        "initiative": initiative,
        "may_run": may_run,
        "state": _state(initiative, viewer),
        "note": _days(initiative),
        "sections": [found for make in SECTIONS if (found := make(initiative, parts, viewer))],
        "groups": _groups(initiative, parts, may_run=may_run),
        "groups_asked": _asked(initiative),
        "crumbs": [
            {"label": _("Initiatives"), "url": reverse("initiatives:initiatives")},
            {"label": initiative.title},
        ],
    }
    return render(request, "pages/initiative.html", context)


def _state(initiative: Initiative, viewer: Viewer) -> dict[str, str]:
    if not initiative.is_published:
        return {"text": _("Brouillon : vos réseaux seuls le lisent"), "kind": "unknown"}
    if initiative.starts_on > viewer.day:
        return {"text": _("À venir"), "kind": "unknown"}
    if initiative.ends_on is not None and initiative.ends_on < viewer.day:
        return {"text": _("Terminée"), "kind": "no"}
    return {"text": _("En cours"), "kind": "yes"}


def _days(initiative: Initiative) -> str:
    first = plain_day(initiative.starts_on, spoken())
    said = _("Depuis le %(first)s") % {"first": first}
    if initiative.ends_on is not None:
        last = plain_day(initiative.ends_on, spoken())
        said = _("Du %(first)s au %(last)s") % {"first": first, "last": last}
    return f"{said} – {_('fictif')}" if initiative.is_fictitious else said


def _asked(initiative: Initiative) -> list[str]:
    return [str(InclusionGroup(code).label) for code in initiative.asked_groups]


def _groups(initiative: Initiative, parts: Parts, *, may_run: bool) -> list[dict[str, Any]]:
    """As `initiatives/parts/made_of.html` takes them; an empty one, for those who may fill it."""

    def row(what: str, part: Any, label: str, note: str = "", url: str = "") -> dict[str, str]:
        removable = may_run and not getattr(part, "leads", False)
        remove = reverse("initiatives:remove", args=[initiative.slug, what, part.pk]) if removable else ""
        return {"label": label, "note": note, "url": url, "remove": remove}

    found = [
        (
            "reseau",
            _("Réseaux qui la portent"),
            _("Avec un autre réseau"),
            [
                row("reseau", p, str(p.network), _("Pilote") if p.leads else "", p.network.get_absolute_url())
                for p in parts.holders
            ],
        ),
        (
            "territoire",
            _("Où, à partir de quand"),
            _("Ajouter un territoire"),
            [row("territoire", p, str(p.territory), plain_day(p.from_day, spoken())) for p in parts.reaches],
        ),
        (
            "partenaire",
            _("Partenaires"),
            _("Ajouter un partenaire"),
            [
                row(
                    "partenaire",
                    p,
                    str(p.organisation),
                    str(p.get_role_display()),
                    p.organisation.get_absolute_url(),
                )
                for p in parts.partners
            ],
        ),
        (
            "volet",
            _("Volets d’ententes servis"),
            _("Ajouter un volet"),
            [
                row("volet", p, str(p.strand), str(p.agreement), p.agreement.get_absolute_url())
                for p in parts.strands
            ],
        ),
    ]
    return [
        {
            "id": what,
            "title": title,
            "rows": rows,
            "empty": _("Rien encore."),
            "add": reverse("initiatives:add", args=[initiative.slug, what]) if may_run else "",
            "add_label": label,
        }
        for what, title, label, rows in found
        if rows or may_run
    ]


def money_section(initiative: Initiative, parts: Parts, viewer: Viewer) -> Section:
    """What it means to spend, and what is given to it by contributions that the viewer may read."""
    given = list(queries.given_to(initiative, viewer))
    may_run = permissions.may_run(viewer, initiative)
    return {
        "template": "pages/parts/initiative_money.html",
        "given": _sums(given),
        "links": [_gift(row) for row in given],
        "budget": [
            {
                "label": line.label,
                "note": f"{line.get_purpose_display()} – {money(line.amount, line.currency, spoken())}",
                "url": "",
                "remove": reverse("initiatives:remove", args=[initiative.slug, "poste", line.pk])
                if may_run
                else "",
            }
            for line in parts.budget
        ],
        "covered": budget_table(
            budget_covered(initiative, Contribution.objects.visible_to(viewer)) if parts.budget else []
        ),
        "planned": _by_currency((line.currency, line.amount) for line in parts.budget),
        "add": reverse("initiatives:add", args=[initiative.slug, "poste"]) if may_run else "",
    }


def _sums(given: list[Allocation]) -> str:
    """« 500 000 $ » ; in kind is told apart, though it counts in the sum."""
    total = _by_currency((row.contribution.currency, row.amount) for row in given)
    in_kind = _by_currency(
        (row.contribution.currency, row.amount) for row in given if row.contribution.is_in_kind
    )
    return _("%(total)s, dont %(kind)s en nature") % {"total": total, "kind": in_kind} if in_kind else total


def _by_currency(amounts: Iterable[tuple[str, Decimal]]) -> str:
    sums = defaultdict[str, Decimal](Decimal)
    for currency, amount in amounts:
        sums[currency] += amount
    return " + ".join(money(sums[currency], currency, spoken()) for currency in sorted(sums))


def _gift(row: Allocation) -> dict[str, str]:
    gift = row.contribution
    return {
        "label": f"{gift.funder} : {money(row.amount, gift.currency, spoken())}",
        "url": gift.get_absolute_url(),
        "note": f"{gift.title} – {gift.get_kind_display()}, {gift.get_purpose_display()}",
        "tag": _("fictif") if gift.is_fictitious else "",
    }


def doing_section(initiative: Initiative, parts: Parts, viewer: Viewer) -> Section | None:  # noqa: ARG001 - one shape for all
    """Activities, cohorts among them, and roll-outs of paths that the viewer may read."""
    rows = activities_open_to(viewer).filter(initiative=initiative).exclude(state=ActivityState.CANCELLED)
    coming = list(rows.to_come(viewer.day)[:MOST_DONE])
    past = list(rows.filter(ends_on__lt=viewer.day).order_by("-starts_on", "-pk")[:MOST_DONE])
    roll_outs = [
        {
            "label": row.title,
            "url": row.get_absolute_url(),
            "note": str(row.path),
            "tag": _("fictif") if row.is_fictitious else "",
        }
        for row in roll_outs_open_to(viewer).filter(initiative=initiative)
    ]
    if not coming and not past and not roll_outs:
        return None
    return {
        "template": "pages/parts/initiative_doing.html",
        "coming": [_fact(row) for row in coming],
        "past": [_fact(row) for row in past],
        "roll_outs": roll_outs,
    }


def _fact(activity: Activity) -> dict[str, Any]:
    told = [
        str(activity.get_kind_display()),
        activity.place,
        _("fictif") if activity.is_fictitious else "",
    ]
    return {
        "title": activity.title,
        "day": activity.starts_on,
        "url": activity.get_absolute_url(),
        "note": " – ".join(filter(None, told)),
    }


SECTIONS: tuple[Callable[[Initiative, Parts, Viewer], Section | None], ...] = (
    money_section,
    doing_section,
    results_section,
    files_section,
)
