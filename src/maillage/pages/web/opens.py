"""What an agreement opens, in both directions, and what changing it would hide or show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from maillage.agreements import permissions, queries
from maillage.agreements.enums import Visibility
from maillage.agreements.models import Strand
from maillage.matching.enums import Facet
from maillage.matching.queries import Lot, effect_of, lots_shared
from maillage.matching.rules.discretion import told_in_all
from maillage.ui.choices import Choice, Group, Option
from maillage.ui.formats import number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import HttpResponse

    from maillage.agreements.models import Agreement, AgreementVersion, Party
    from maillage.common.http import Request
    from maillage.matching.queries import Effect, Shift

WHAT_IF = "si"
END, WITHOUT, WITH, VERSION = "fin", "sans-", "avec-", "version-"


@require_GET
def opens(request: Request, slug: str) -> HttpResponse:
    """Counts for everyone, of what each may open; what a change would do, for the coordination of a party."""
    viewer = request.viewer
    agreement = permissions.agreement_open_to(viewer, slug)
    versions = list(queries.versions_of(agreement))
    current = next((version for version in versions if version.is_in_force(viewer.day)), None)
    parties = list(agreement.parties.all())
    strands = list(current.strands.all()) if current else []
    changes = _changes(current, versions) if permissions.may_run(viewer, agreement) else []
    change = next((one for one in changes if one["value"] == request.GET.get(WHAT_IF)), None)
    counted = {*strands, *(change["strands"] if change else ())}
    lots = lots_shared([party.network_id for party in parties], [strand.pk for strand in counted], viewer)
    context = {
        "agreement": agreement,
        "current": current,
        "is_member": queries.is_bound(viewer, agreement),
        "crumbs": [
            {"label": agreement.name, "url": agreement.get_absolute_url()},
            {"label": _("Ce qu’elle ouvre")},
        ],
        "columns": [{"label": _("Volet")}, *({"label": str(head), "number": True} for head in _heads())],
        "directions": [_direction(party, parties, strands, lots) for party in parties] if current else [],
        "changes": [_choice(changes, change)] if changes else [],
        "effect": _told(agreement, change, lots, parties, request) if change else None,
    }
    return render(request, "pages/opens.html", context)


def _choice(changes: Iterable[dict[str, Any]], chosen: dict[str, Any] | None) -> Choice:
    options = [Option(value=one["value"], label=one["label"], is_chosen=one is chosen) for one in changes]
    groups = [Group(label="", options=options)]
    return Choice(name=WHAT_IF, label=_("Changement"), anything="", groups=groups)


def _heads() -> list[str]:
    return [_("Besoins"), _("Offres"), _("Activités"), _("Organisations")]


def _changes(current: AgreementVersion | None, versions: Sequence[AgreementVersion]) -> list[dict[str, Any]]:
    """What one may try: its value in the address, its words, and the strands that would be opened."""
    changes: list[dict[str, Any]] = []
    if current is not None:
        now = list(current.strands.all())
        changes.append({"value": END, "label": _("La terminer aujourd’hui"), "strands": []})
        changes += [
            {
                "value": f"{WITHOUT}{strand.slug}",
                "label": _("Retirer le volet %(strand)s") % {"strand": strand},
                "strands": [other for other in now if other != strand],
            }
            for strand in now
        ]
        changes += [
            {
                "value": f"{WITH}{strand.slug}",
                "label": _("Ajouter le volet %(strand)s") % {"strand": strand},
                "strands": [*now, strand],
            }
            for strand in Strand.objects.order_by("position")
            if strand not in now
        ]
    changes += [
        {
            "value": f"{VERSION}{version.number}",
            "label": _("Mettre en vigueur la version %(number)s") % {"number": version.number},
            "strands": list(version.strands.all()),
        }
        for version in versions
        if version.is_draft
    ]
    return changes


def _direction(
    giver: Party, parties: Iterable[Party], strands: Iterable[Strand], lots: Mapping[tuple[int, int], Lot]
) -> dict[str, Any]:
    """What one shore opens to the others, strand by strand."""
    others = ", ".join(party.name for party in parties if party != giver)
    return {
        "id": f"rive-{giver.network_id}",
        "title": _("%(giver)s ouvre à %(others)s") % {"giver": giver.name, "others": others},
        "rows": [_row(giver, strand, lots.get((giver.network_id, strand.pk)) or Lot()) for strand in strands],
    }


def _row(giver: Party, strand: Strand, lot: Lot) -> list[dict[str, Any]]:
    """The figure of offers leads to them; needs and organisations have no list of their own."""
    offers = sum(lot.offers.values())
    address = urlencode({Facet.STRAND.value: strand.slug, Facet.NETWORK.value: giver.network.slug})
    told = {"text": _said(offers), "number": True, "label": _("Offres :")}
    if offers:
        told["url"] = f"{reverse('matching:offers')}?{address}"
    return [
        {"text": str(strand)},
        {"text": _said(sum(lot.needs.values())), "number": True, "label": _("Besoins :")},
        told,
        {"text": _said(sum(lot.activities.values())), "number": True, "label": _("Activités :")},
        {"text": _said(len(lot.organisations)), "number": True, "label": _("Organisations :")},
    ]


def _said(count: int | None) -> str:
    return _("petit nombre") if count is None else number(count, spoken())


def _told(
    agreement: Agreement,
    change: Mapping[str, Any],
    lots: Mapping[tuple[int, int], Lot],
    parties: Sequence[Party],
    request: Request,
) -> dict[str, Any]:
    """What `pages/parts/effect.html` takes."""
    effect = effect_of(agreement, [strand.pk for strand in change["strands"]], lots, request.viewer)
    names = {party.network_id: party.name for party in parties}
    strands = {strand.pk: strand for strand in Strand.objects.order_by("position")}
    return {
        "label": change["label"],
        "sentences": _sentences(effect),
        "columns": [{"label": _("Volet")}, {"label": _("De")}, *_before_and_after()],
        "rows": [
            _shift_row(shift, strands[shift.strand], names[shift.network], lots, sign)
            for sign, shifts in ((-1, effect.hidden), (1, effect.shown))
            for shift in sorted(shifts, key=lambda one: (strands[one.strand].position, one.network))
        ],
    }


def _before_and_after() -> list[dict[str, Any]]:
    return [{"label": head, "number": True} for head in _heads()[:3]]


def _shift_row(
    shift: Shift, strand: Strand, giver: str, lots: Mapping[tuple[int, int], Lot], sign: int
) -> list[dict[str, Any]]:
    public = lots[shift.network, shift.strand]
    told = [
        (_("Besoins :"), public.needs, shift.needs),
        (_("Offres :"), public.offers, shift.offers),
        (_("Activités :"), public.activities, shift.activities),
    ]
    cells = [
        {"text": _arrow(counts[Visibility.PUBLIC], partners, sign), "number": True, "label": label}
        for label, counts, partners in told
    ]
    return [{"text": str(strand)}, {"text": giver, "label": _("De :")}, *cells]


def _arrow(public: int, partners: int | None, sign: int) -> str:
    """« 5 → 1 »: what the partners see today, and afterwards. What is public stays either way."""
    if partners is None:
        return _said(None)
    ends = [_said(public + partners), _said(public)]
    return " → ".join(ends if sign < 0 else reversed(ends))


def _sentences(effect: Effect) -> list[str]:
    said = []
    if effect.hidden:
        told = {"things": _things(effect.hidden), "people": _people(effect.hidden_from)}
        said.append(_("Ce changement cacherait %(things)s à %(people)s.") % told)
    if effect.shown:
        told = {"things": _things(effect.shown), "people": _people(effect.shown_to)}
        said.append(_("Ce changement montrerait %(things)s à %(people)s.") % told)
    return said or [_("Ce changement ne cacherait et ne montrerait rien de ce qui est partagé aujourd’hui.")]


def _things(shifts: Sequence[Shift]) -> str:
    """« 14 offres, 5 besoins et 2 activités à venir »; only what can be told is added up."""
    told = [
        _thing(name, told_in_all(getattr(shift, name) for shift in shifts))
        for name in ("offers", "needs", "activities")
    ]
    said = [words for words in told if words]
    return _(" et ").join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _thing(name: str, count: int | None) -> str:
    """« 14 offres », « un petit nombre d’offres », or nothing at all."""
    if count is None:
        return {
            "offers": _("un petit nombre d’offres"),
            "needs": _("un petit nombre de besoins"),
            "activities": _("un petit nombre d’activités"),
        }[name]
    words = {
        "offers": ngettext("%(number)s offre", "%(number)s offres", count),
        "needs": ngettext("%(number)s besoin", "%(number)s besoins", count),
        "activities": ngettext("%(number)s activité à venir", "%(number)s activités à venir", count),
    }
    return words[name] % {"number": _said(count)} if count else ""


def _people(count: int) -> str:
    return ngettext("%(number)s personne", "%(number)s personnes", count) % {"number": _said(count)}
