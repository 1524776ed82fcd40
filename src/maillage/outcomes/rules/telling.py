"""The words of reports. To have contributed to something is told of the whole; what is credited is a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.outcomes.enums import MONEY_KINDS, OutcomeKind
from maillage.outcomes.rules.periods import number_of
from maillage.ui.formats import money, number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from maillage.outcomes.rules.periods import Span

UNITS = {OutcomeKind.ENERGY: "kWh", OutcomeKind.CO2: "kg"}


def span_said(span: Span) -> str:
    """« du 1er janvier au 31 mars 2026 », « depuis le début, jusqu’au 31 mars 2026 »."""
    last = plain_day(span.last, spoken())
    if span.first is None:
        return _("depuis le début, jusqu’au %(last)s") % {"last": last}
    return _("du %(first)s au %(last)s") % {"first": plain_day(span.first, spoken()), "last": last}


def quarter_said(quarter: Span) -> str:
    """« 3e trimestre 2026 »."""
    names = {
        1: _("1er trimestre %(year)s"),
        2: _("2e trimestre %(year)s"),
        3: _("3e trimestre %(year)s"),
        4: _("4e trimestre %(year)s"),
    }
    return names[number_of(quarter)] % {"year": quarter.last.year}


def value_said(value: Decimal, kind: str, currency: str) -> str:
    """So many jobs, so much money, so many kWh."""
    if kind in MONEY_KINDS and currency:
        return money(value, currency, spoken())
    unit = UNITS.get(OutcomeKind(kind))
    said = number(value, spoken(), decimals=2)
    return f"{said}\u00a0{unit}" if unit else said


def kind_said(kind: str, value: Decimal) -> str:
    """What a number counts, said under it: « problèmes réglés » of 3, « contrat » of 140 000 $."""
    several = int(value)  # whole, of these kinds
    counted = {
        OutcomeKind.JOBS_CREATED: ngettext("emploi créé", "emplois créés", several),
        OutcomeKind.JOBS_KEPT: ngettext("emploi maintenu", "emplois maintenus", several),
        OutcomeKind.PRODUCT: ngettext("produit ou service lancé", "produits ou services lancés", several),
        OutcomeKind.TOOL_ADOPTED: ngettext("outil adopté", "outils adoptés", several),
        OutcomeKind.PEOPLE_TRAINED: ngettext("personne formée", "personnes formées", several),
        OutcomeKind.IDEA_TRANSFERRED: ngettext("idée importée", "idées importées", several),
        OutcomeKind.PROBLEM_SOLVED: ngettext("problème réglé", "problèmes réglés", several),
    }
    return counted.get(OutcomeKind(kind)) or str(OutcomeKind(kind).label).lower()


def sums_said(sums: Mapping[str, Decimal]) -> str:
    """« 250 000 $ et 12 000 € »: two currencies are never added."""
    said = [money(amount, currency, spoken()) for currency, amount in sorted(sums.items())]
    return _(" et ").join(said) if said else money(0, "CAD", spoken())


def outcomes_said(count: int, fictitious: int = 0) -> str:
    """« 3 retombées » ; how many of them are invented is told with them."""
    told = {"count": number(count, spoken()), "fictitious": number(fictitious, spoken())}
    if fictitious == 0:
        return ngettext("%(count)s retombée", "%(count)s retombées", count) % told
    if fictitious == count:
        return ngettext("%(count)s retombée fictive", "%(count)s retombées fictives", count) % told
    some = ngettext("dont %(fictitious)s fictive", "dont %(fictitious)s fictives", fictitious) % told
    return f"{outcomes_said(count)}, {some}"
