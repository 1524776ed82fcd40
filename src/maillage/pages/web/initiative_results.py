"""What came of an initiative, on its page: totals, and the way to its report and its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.outcomes.enums import ChainKind
from maillage.outcomes.queries.inclusion import parts_asked
from maillage.outcomes.queries.totals import Scope, totals
from maillage.outcomes.rules.addresses import report_address
from maillage.outcomes.rules.figures import figure_of

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer
    from maillage.initiatives.models import Initiative
    from maillage.initiatives.queries import Parts


def results_section(initiative: Initiative, parts: Parts, viewer: Viewer) -> dict[str, Any]:  # noqa: ARG001 - one shape for all
    """Whole outcomes that the viewer may read, each counted once."""
    return {
        "template": "pages/parts/initiative_results.html",
        "figures": [
            figure_of(total, initiative=initiative.slug)
            for total in totals(Scope(initiative_id=initiative.pk), viewer)
        ],
        "links": [
            {
                "label": _("Le rapport : ce que l’argent a rendu possible"),
                "url": report_address("initiative", initiative.slug),
            },
            {
                "label": _("La chaîne, de la contribution à la retombée"),
                "url": reverse("outcomes:chain", args=[ChainKind.INITIATIVE, initiative.pk]),
            },
            {
                "label": _("Jusqu’où elle veut aller : ses cibles"),
                "url": reverse("outcomes:targets", args=[initiative.slug]),
            },
            *_asked_of_her(initiative, viewer),
        ],
    }


def _asked_of_her(initiative: Initiative, viewer: Viewer) -> list[dict[str, str]]:
    """What it would like to know of whoever takes part, of her own will."""
    if not (viewer.is_known and initiative.asked_groups):
        return []
    return [
        {
            "label": _("À votre choix : de quels groupes faites-vous partie ?"),
            "url": reverse("outcomes:inclusion", args=[part.activity.slug]),
            "note": part.activity.title,
        }
        for part in parts_asked(viewer).filter(activity__initiative=initiative)
    ]
