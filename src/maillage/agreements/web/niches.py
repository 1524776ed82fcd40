"""The niches that the communities of an agreement share: a drawing, its table, the firms behind."""

from __future__ import annotations

from itertools import repeat
from math import log
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from maillage.agreements import permissions
from maillage.agreements.enums import Comparison
from maillage.agreements.queries.country_sectors import LEAST_CHANCE
from maillage.agreements.queries.niches import shared_niches
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse

    from maillage.agreements.bridge.niches import Strength, Together
    from maillage.agreements.models import Party
    from maillage.agreements.queries.country_sectors import CountrySectors, SectorStrength, SharedSector
    from maillage.agreements.queries.niches import Niche, Reference, SharedNiches
    from maillage.common.http import Request
    from maillage.directory.models import IndustryClass, Organisation
    from maillage.directory.queries import PublishedCounts

LEAST, MOST = 1 / 4, 8  # the drawing's ends; beyond, a band stops at the edge


@require_GET
def niches(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_open_to(request.viewer, slug)
    found = shared_niches(agreement)
    context = {
        "agreement": agreement,
        "crumbs": [
            {"label": _("Ententes"), "url": reverse("agreements:agreements")},
            {"label": agreement.name, "url": agreement.get_absolute_url()},
            {"label": _("Créneaux communs")},
        ],
        "title": _title(found),
        "is_sure": any(niche.is_sure for niche in found.niches),
        "drawn": [_drawn(niche.industry_class.title, niche, found.parties) for niche in found.niches],
        "shores": [{"name": party.name, "shore": party.shore} for party in found.parties],
        "same": _place(1),
        "columns": _columns(_("Créneau"), _("Le créneau est-il commun ?"), found.parties),
        "rows": [_row(niche, found.parties) for niche in found.niches],
        "behind": [
            _behind(
                niche.industry_class.title,
                zip(found.parties, repeat(niche.industry_class), niche.firms, strict=False),
            )
            for niche in found.niches
        ],
        "sectors_told": _sectors_told(found),
        "sector_columns": _columns(_("Grand secteur"), _("Est-ce sûr ?"), found.parties),
        "shared_sectors": [_shared_sector(row, found.parties) for row in found.shared_sectors],
        "drawn_sectors": [_drawn(_titles(row), row, found.parties) for row in found.shared_sectors],
        "behind_sectors": [_behind_sector(row, found) for row in found.shared_sectors],
        "by_sector": [
            _by_sector(party, country)
            for party, country in zip(found.parties, found.by_sector, strict=True)
            if country
        ],
        "counted": _counted(found),
        "has_fictitious": found.has_fictitious,
        "compared": [
            _compared(party, size, lost, reference)
            for party, size, lost, reference in zip(
                found.parties, found.sizes, found.lost, found.references, strict=True
            )
        ],
    }
    return render(request, "agreements/niches.html", context)


def _title(found: SharedNiches) -> str:
    sure = sum(niche.is_sure for niche in found.niches)
    if sure:
        told = ngettext("%(number)s créneau commun", "%(number)s créneaux communs", sure)
        return told % {"number": sure}
    if found.niches:
        likely = len(found.niches)
        told = ngettext(
            "%(number)s créneau commun, à confirmer", "%(number)s créneaux communs, à confirmer", likely
        )
        return told % {"number": likely}
    return _("Aucun créneau commun ne se dégage")


def _place(quotient: float) -> float:
    """Where a quotient stands on the drawing, in per cent: doubling is the same step everywhere."""
    held = min(max(quotient, LEAST), MOST)
    return round(100 * log(held / LEAST) / log(MOST / LEAST), 1)


def _drawn(name: str, row: Together, parties: list[Party]) -> dict[str, Any]:
    """A row of `agreements/parts/quotients.html`."""
    return {
        "name": name,
        "marks": [
            {
                "shore": party.shore,
                "text": _said(side),
                "value": _place(side.estimate),
                "low": _place(side.low),
                "high": _place(side.high),
            }
            for party, side in zip(parties, row.sides, strict=True)
        ],
    }


def _said(side: Strength) -> str:
    """« × 1,7 (de 0,9 à 2,6) »."""
    told = {name: number(round(getattr(side, name), 1), spoken()) for name in ("estimate", "low", "high")}
    return _("× %(estimate)s (de %(low)s à %(high)s)") % told


def _columns(what: str, verdict: str, parties: list[Party]) -> list[dict[str, str]]:
    return [{"label": what}, *({"label": party.name} for party in parties), {"label": verdict}]


def _row(niche: Niche, parties: list[Party]) -> list[dict[str, Any]]:
    return [{"text": str(niche.industry_class)}, *_sides(niche, parties)]


def _shared_sector(row: SharedSector, parties: list[Party]) -> list[dict[str, Any]]:
    return [{"text": " / ".join(dict.fromkeys(map(str, row.classes)))}, *_sides(row, parties)]


def _titles(row: SharedSector) -> str:
    """Each once: two classifications often give a sector one name."""
    return " / ".join(dict.fromkeys(one.title for one in row.classes))


def _sides(row: Together, parties: list[Party]) -> list[dict[str, Any]]:
    """How strong each is, and whether all are for sure."""
    sides = zip(parties, row.sides, strict=True)
    return [
        *({"text": _said(side), "label": _("%(name)s :") % {"name": party.name}} for party, side in sides),
        {"text": _("Oui, des deux côtés") if row.is_sure else _("Probable, à confirmer")},
    ]


def _sectors_told(found: SharedNiches) -> str:
    """In how many wide sectors all are stronger than their countries; empty when not all are compared so."""
    if not all(found.by_sector):
        return ""
    sure = sum(row.is_sure for row in found.shared_sectors)
    if sure:
        told = ngettext(
            "Chaque communauté est plus forte que son pays dans %(number)s grand secteur.",
            "Chaque communauté est plus forte que son pays dans %(number)s grands secteurs.",
            sure,
        )
        return told % {"number": sure}
    if found.shared_sectors:
        return _("Chaque communauté est probablement plus forte que son pays dans ces grands secteurs.")
    return _("Il n’y a aucun grand secteur où chaque communauté soit plus forte que son pays.")


def _behind_sector(row: SharedSector, found: SharedNiches) -> dict[str, Any]:
    sides = zip(found.parties, row.classes, strict=True)
    firms = found.sector_firms
    return _behind(
        _titles(row), [(party, one, firms.get((party.network_id, one.pk), [])) for party, one in sides]
    )


def _behind(
    name: str, sides: Iterable[tuple[Party, IndustryClass, Sequence[Organisation]]]
) -> dict[str, Any]:
    """A row of `agreements/parts/behind.html`: the organisations of each party in its class, and where to read all of them."""
    return {
        "name": name,
        "sides": [
            {
                "name": party.name,
                "firms": [
                    {"label": firm.name, "url": firm.get_absolute_url()}
                    | ({"tag": _("fictif")} if firm.is_fictitious else {})
                    for firm in firms
                ],
                "all": f"{reverse('directory:organisations')}?"
                + urlencode({"network": party.network.slug, "sector": industry_class.path}),
            }
            for party, industry_class, firms in sides
        ],
    }


def _by_sector(party: Party, country: CountrySectors) -> dict[str, Any]:
    """A community against its country: two tables, where it is likely stronger and the other sectors."""
    return {
        "name": party.name,
        "edition": _edition(country.published),
        "columns": [
            {"label": _("Grand secteur")},
            {"label": _("Ici")},
            {"label": _("Dans le pays")},
            {"label": _("Combien de fois la part du pays")},
        ],
        "stronger": [_sector(row) for row in country.sectors if row.side.above >= LEAST_CHANCE],
        "others": [_sector(row) for row in country.sectors if row.side.above < LEAST_CHANCE],
        "lost": _lost(country.lost) if country.lost else "",
    }


def _lost(number_lost: int) -> str:
    told = ngettext(
        "%(number)s activité d’ici ne compte pas : son secteur est dit dans une autre classification, ou le pays ne le compte pas.",
        "%(number)s activités d’ici ne comptent pas : leur secteur est dit dans une autre classification, ou le pays ne le compte pas.",
        number_lost,
    )
    return told % {"number": number(number_lost, spoken())}


def _sector(row: SectorStrength) -> list[dict[str, Any]]:
    return [
        {"text": str(row.industry_class)},
        {"text": number(round(row.side.count), spoken()), "label": _("Ici :")},
        {"text": number(row.of_country, spoken()), "label": _("Dans le pays :")},
        {"text": _said(row.side)},
    ]


def _counted(found: SharedNiches) -> list[str]:
    """What the countries of the page count, each thing once: « emplacements avec employés »."""
    published = [
        *(reference.published for reference in found.references),
        *(country.published for country in found.by_sector if country),
    ]
    return sorted({row.edition.get_unit_display() for row in published if row})


def _edition(published: PublishedCounts) -> str:
    """« Statistique Canada, … : 1 260 976 emplacements avec employés au 30 juin 2026, lecture du 12 septembre 2026 »."""
    edition = published.edition
    return _("%(source)s : %(whole)s %(unit)s au %(day)s, lecture du %(read)s") % {
        "source": edition.source,
        "whole": number(published.size, spoken()),
        "unit": edition.get_unit_display(),
        "day": plain_day(edition.as_of, spoken()),
        "read": plain_day(edition.read_on, spoken()),
    }


def _compared(party: Party, size: int, lost: int, reference: Reference) -> dict[str, str]:
    """With what a community is compared, in words."""
    facts = {
        "size": number(size, spoken()),
        "whole": number(reference.size, spoken()),
        "edition": _edition(reference.published) if reference.published else "",
    }
    told = {
        Comparison.STATISTICS: _("%(size)s activités, comparées à celles du pays. %(edition)s"),
        Comparison.COUNTRY: _("%(size)s activités, comparées aux %(whole)s des autres réseaux de son pays"),
        Comparison.DIRECTORY: _(
            "%(size)s activités, comparées aux %(whole)s des autres réseaux du répertoire, faute de chiffres du pays par sous-secteur"
        ),
        Comparison.NOTHING: _(
            "Rien à quoi la comparer : %(whole)s activités seulement dans les autres réseaux"
        ),
    }
    said = told[reference.comparison] % facts
    if lost and reference.comparison != Comparison.NOTHING:
        left_out = ngettext(
            "%(number)s activité sans correspondance ne compte pas",
            "%(number)s activités sans correspondance ne comptent pas",
            lost,
        )
        said += f"\u00a0; {left_out % {'number': number(lost, spoken())}}"
    return {"label": party.name, "value": said}
