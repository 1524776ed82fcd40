"""What the parties of an agreement do together, and the pages where each side of its life is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.activities.enums import ActivityState
from maillage.activities.queries import activities_open_to
from maillage.agreements.permissions import sees_money
from maillage.agreements.queries import next_host

if TYPE_CHECKING:
    from maillage.activities.models import Activity
    from maillage.agreements.models import Agreement, AgreementVersion
    from maillage.common.viewer import Viewer

COMING, PAST = 6, 8
TOLD = ("kind", "slug", "title", "starts_on", "ends_on", "place", "state", "is_fictitious")


def activities_told(
    agreement: Agreement, viewer: Viewer
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those to come that the viewer may read, the nearest first, and the latest that took place, the latest first.

    As `ui/parts/timeline.html` takes them. One query reads all those of the agreement: there are tens of them, in years.
    """
    rows = activities_open_to(viewer).filter(agreement=agreement).select_related(None).only(*TOLD)
    kept = [row for row in rows if row.state != ActivityState.CANCELLED]
    coming = [row for row in kept if not row.is_past(viewer.day)]
    held = [row for row in kept if row.is_past(viewer.day) and row.state == ActivityState.ANNOUNCED]
    return [_fact(row) for row in coming[:COMING]], [_fact(row) for row in held[::-1][:PAST]]


def _fact(activity: Activity) -> dict[str, Any]:
    fictitious = _("fictif") if activity.is_fictitious else ""
    told = [str(activity.get_kind_display()), activity.place, fictitious]
    return {
        "title": activity.title,
        "day": activity.starts_on,
        "url": activity.get_absolute_url(),
        "note": " – ".join(filter(None, told)),
    }


def turn_to_host(agreement: Agreement, viewer: Viewer) -> dict[str, Any] | None:
    """Who receives next, as a line of what is coming; None before the first year is written."""
    turn = next_host(agreement, viewer.day)
    if turn is None:
        return None
    return {
        "title": _("%(community)s reçoit") % {"community": turn.party.name},
        "when": str(turn.year),
        "url": reverse("agreements:rotation", args=[agreement.slug]),
        "note": _("Visite prévue") if turn.is_planned else _("C’est son tour"),
        "state": "next",
    }


def ways(agreement: Agreement, latest: AgreementVersion | None, viewer: Viewer) -> list[dict[str, Any]]:
    """The other pages of an agreement, as `ui/parts/links.html` takes them; its budget for its members alone."""

    def link(label: str, name: str, note: str, *, query: str = "") -> dict[str, Any]:
        return {"label": label, "url": reverse(name, args=[agreement.slug]) + query, "note": note}

    activities = {
        "label": _("Activités"),
        "url": f"{reverse('activities:activities')}?entente={agreement.slug}",
        "note": _("Missions, camps et ateliers, à venir et passés"),
    }
    found = [
        activities,
        link(_("Visites alternées"), "agreements:rotation", _("Qui reçoit, chaque année")),
        link(
            _("Accueil d’entreprises"),
            "agreements:welcome",
            _("S’installer un temps chez l’autre communauté"),
        ),
        link(_("Créneaux communs"), "agreements:niches", _("Ce que les deux communautés savent bien faire")),
        {
            "label": _("Pratiques transférables"),
            "url": reverse("agreements:practices"),
            "note": _("Ce qui marche ici et que l’autre peut reprendre"),
        },
    ]
    if sees_money(viewer, agreement):
        found.append(
            link(_("Budget"), "agreements:money", _("Fonds propres, subventions, essai du fonds commun"))
        )
    if latest is not None:
        note = _("Ce que chaque renouvellement a ajouté, tenu ou laissé")
        found.append(link(_("Comparer deux versions"), "agreements:compare", note))
    return found
