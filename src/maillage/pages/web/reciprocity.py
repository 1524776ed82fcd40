"""What each shore of an agreement asked of the other and obtained, from counts to mirrored bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.ui.formats import number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.agreements.models import Agreement, AgreementVersion
    from maillage.matching.queries import Balance, Side

FULL_BAR = 5  # at least: a single request does not fill the page
FEW = gettext_lazy("petit nombre")


def reciprocity(
    agreement: Agreement,
    version: AgreementVersion | None,
    balances: Sequence[Balance],
    *,
    is_member: bool,
) -> dict[str, Any] | None:
    """What `pages/parts/reciprocity.html` takes; None unless two shores are bound today."""
    parties = {party.shore: party for party in agreement.parties.all()}
    if version is None or len(parties) != 2:  # noqa: PLR2004 - a mirror has two sides
        return None
    asked = [side.asked or 0 for balance in balances for side in balance.sides.values()]
    most = max([FULL_BAR, *asked])
    return {
        "since": version.starts_on,
        "is_partner": is_member,
        "is_empty": all(side.asked == 0 for balance in balances for side in balance.sides.values()),
        "bars": [
            {"name": str(balance.strand)} | {shore: _bar(side, most) for shore, side in balance.sides.items()}
            for balance in balances
        ],
        "columns": _columns(parties["a"].name, parties["b"].name),
        "rows": [_opened(balance) for balance in balances],
        **{
            shore: _("%(community)s a demandé") % {"community": party.name}
            for shore, party in parties.items()
        },
    }


def _bar(side: Side, most: int) -> dict[str, Any]:
    if side.asked is None:
        return {"few": True, "text": FEW}
    if side.asked == 0:
        return {"whole": 0, "text": _("rien")}
    whole, part = (100 * (told or 0) / most for told in (side.asked, side.helped))
    return {
        "whole": whole,
        "whole_from": 100 - whole,
        "part": part,
        "part_from": 100 - part,
        "text": _said(side),
    }


def _said(side: Side) -> str:
    asked = ngettext("%(number)s demande", "%(number)s demandes", side.asked or 0) % {
        "number": _told(side.asked or 0)
    }
    if side.helped is None:
        return asked
    if side.helped == 0:
        return _("%(asked)s, aucune acceptée") % {"asked": asked}
    helped = ngettext("%(number)s acceptée", "%(number)s acceptées", side.helped)
    return f"{asked}, {helped % {'number': _told(side.helped)}}"


def _told(count: int) -> str:
    return number(count, spoken())


def _columns(a: str, b: str) -> list[dict[str, Any]]:
    heads = [_("Besoins, %(community)s"), _("Offres, %(community)s")]
    return [
        {"label": _("Volet")},
        *(
            {"label": head % {"community": community}, "number": True}
            for community in (a, b)
            for head in heads
        ),
    ]


def _opened(balance: Balance) -> list[dict[str, Any]]:
    counts = [count for side in balance.sides.values() for count in (side.needs, side.offers)]
    return [{"text": str(balance.strand)}, *({"text": _told(count), "number": True} for count in counts)]
