"""Who helped whom: a drawing, its table, and the introductions behind a figure for those who may read them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from maillage.agreements.models import Agreement, Strand
from maillage.agreements.queries import agreements_open_to
from maillage.matching import queries
from maillage.ui.editing import drawn
from maillage.ui.formats import number
from maillage.ui.language import spoken
from maillage.ui.weaving import weave

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer
    from maillage.matching.queries import Flow, Place

MOST_READ = 30
PERIODS = [
    ("", gettext_lazy("Depuis toujours")),
    ("365", gettext_lazy("Depuis un an")),
    ("90", gettext_lazy("Depuis trois mois")),
    ("30", gettext_lazy("Depuis un mois")),
]


class ExchangesForm(forms.Form):
    """What the map keeps. Names of the address bar are French, as its path."""

    depuis = forms.ChoiceField(label=gettext_lazy("Période"), choices=PERIODS, required=False)
    volet = forms.ModelChoiceField(
        label=gettext_lazy("Volet"),
        queryset=Strand.objects.order_by("position"),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("Tous les volets"),
    )
    entente = forms.ModelChoiceField(
        label=gettext_lazy("Communautés"),
        queryset=Agreement.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("Toutes, région par région"),
    )

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        field: Any = self.fields["entente"]
        field.queryset = agreements_open_to(viewer)

    def kept(self, day: date) -> dict[str, Any]:
        """The arguments of queries; a refused form keeps everything."""
        data = self.cleaned_data if self.is_valid() else {}
        days = data.get("depuis")
        return {
            "since": day - timedelta(days=int(days)) if days else None,
            "strand": data.get("volet"),
            "agreement": data.get("entente"),
        }


@require_GET
def exchanges(request: Request) -> HttpResponse:
    form = ExchangesForm(request.GET, viewer=request.viewer)
    kept = form.kept(request.viewer.day)
    flows = queries.flows_between_territories(request.viewer, **kept)
    filters = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    return drawn(
        request,
        "pages/exchanges.html",
        form,
        flows=weave(_nodes(flows), [_thread(flow) for flow in flows]) if flows else None,
        shores=_shores(kept["agreement"]),
        columns=[
            {"label": _("Qui a aidé")},
            {"label": _("Qui a été aidé")},
            {"label": _("Combien de fois"), "number": True},
        ],
        rows=[_row(flow, filters) for flow in flows],
        readable=_readable(request, kept),
    )


def _shores(agreement: Agreement | None) -> tuple[str, str]:
    if agreement is None:
        return _("Canada"), _("France")
    names: dict[str, list[str]] = {"a": [], "b": []}
    for party in agreement.parties.all():
        names[party.shore].append(party.name)
    return ", ".join(names["a"]), ", ".join(names["b"])


def _nodes(flows: Sequence[Flow]) -> dict[str, list[dict[str, Any]]]:
    """Places by shore, in the order in which the flows name them, each with what it gave and received."""
    places: dict[Place, None] = {}
    for flow in flows:
        places |= {flow.giver: None, flow.taker: None}
    nodes: dict[str, list[dict[str, Any]]] = {"a": [], "b": []}
    for place in places:
        node = {"key": place.territory.pk, "name": place.territory.name, "note": _note(place, flows)}
        nodes[place.shore].append(node)
    return nodes


def _note(place: Place, flows: Sequence[Flow]) -> str:
    """« a aidé 3 fois – aidée 2 fois – 1 fois chez elle ». What is not told is left out."""
    inside = _sum(flow for flow in flows if flow.giver == place == flow.taker)
    given = _sum(flow for flow in flows if flow.giver == place != flow.taker)
    taken = _sum(flow for flow in flows if flow.taker == place != flow.giver)
    said = [
        (given, ngettext("a aidé %(number)s fois", "a aidé %(number)s fois", given)),
        (taken, ngettext("a été aidée %(number)s fois", "a été aidée %(number)s fois", taken)),
        (inside, ngettext("%(number)s fois entre voisines", "%(number)s fois entre voisines", inside)),
    ]
    told = [text % {"number": number(count, spoken())} for count, text in said if count]
    return " – ".join(told) or _("petit nombre")


def _sum(flows: Iterable[Flow]) -> int:
    return sum(flow.told or 0 for flow in flows)


def _thread(flow: Flow) -> dict[str, Any]:
    ends = {
        name: (place.shore, place.territory.pk)
        for name, place in (("giver", flow.giver), ("taker", flow.taker))
    }
    said = _("%(giver)s → %(taker)s : %(number)s") % {
        "giver": flow.giver.territory,
        "taker": flow.taker.territory,
        "number": _told(flow),
    }
    return ends | {"number": flow.told, "text": said}


def _told(flow: Flow) -> str:
    return _("petit nombre") if flow.told is None else number(flow.told, spoken())


def _row(flow: Flow, filters: dict[str, str]) -> list[dict[str, Any]]:
    """The figure leads to its introductions for who may open some of them."""
    giver, taker = flow.giver.territory, flow.taker.territory
    figure: dict[str, Any] = {"text": _told(flow), "number": True, "label": _("Combien de fois :")}
    if flow.readable:
        figure["url"] = f"?{urlencode(filters | {'de': giver.path, 'vers': taker.path})}#lire"
    return [{"text": giver.name}, {"text": taker.name, "label": _("a aidé")}, figure]


def _readable(request: Request, kept: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The introductions behind one figure that the viewer may open; None when no figure was followed."""
    giver, taker = request.GET.get("de"), request.GET.get("vers")
    if not giver or not taker:
        return None
    rows = queries.readable_between(
        request.viewer, queries.helped_introductions(**kept), giver=giver, taker=taker
    )
    return [
        {
            "title": row.need.title,
            "url": row.get_absolute_url(),
            "by": f"{row.offer.organisation} → {row.need.organisation}",
            "text": row.get_state_display().capitalize(),
            "since": row.changed_at,
        }
        for row in rows[:MOST_READ]
    ]
