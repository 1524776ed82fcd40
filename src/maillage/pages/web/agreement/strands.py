"""The strands in force: what each opens to the reader, and what came of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ui.formats import number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maillage.agreements.models import AgreementVersion, Strand
    from maillage.matching.queries import Balance, Opened


def threads(current: AgreementVersion | None, opened: Iterable[Opened]) -> list[dict[str, Any]]:
    """One thread for each strand, with what the viewer sees on it, leading to its card."""
    if current is None:
        return []
    seen = Counter[tuple[int, str]]()
    for told in opened:
        seen[told.strand, told.rows] += told.number
    return [
        {
            "label": f"{strand} – {_counted(offers=seen[strand.pk, 'offers'], needs=seen[strand.pk, 'needs'])}",
            "url": f"#{anchor_of(strand)}",
        }
        for strand in current.strands.all()
    ]


def anchor_of(strand: Strand) -> str:
    return f"volet-{strand.slug}"


def _counted(*, offers: int, needs: int) -> str:
    told = [ngettext("%(number)s offre", "%(number)s offres", offers) % {"number": number(offers, spoken())}]
    told.append(
        ngettext("%(number)s besoin", "%(number)s besoins", needs) % {"number": number(needs, spoken())}
    )
    return ", ".join(told)


def cards(
    versions: Sequence[AgreementVersion], current: AgreementVersion | None, balances: Iterable[Balance]
) -> list[dict[str, Any]]:
    """For each strand in force: since when, what its introductions became, and its commitments.

    As `pages/parts/strand_card.html` takes it.
    """
    if current is None:
        return []
    since = _since(versions)
    results = {balance.strand.pk: _results(balance) for balance in balances}
    return [
        {
            "id": anchor_of(strand),
            "name": str(strand),
            "since": _("Depuis %(year)s") % {"year": since[strand.pk]},
            "results": results.get(strand.pk, ""),
            "commitments": [],
        }
        for strand in current.strands.all()
    ]


def _since(versions: Sequence[AgreementVersion]) -> dict[int, int]:
    """For each strand: the year of the first signed version that opened it."""
    years: dict[int, int] = {}
    for version in versions:  # the first comes first
        if version.signed_on:
            for strand in version.strands.all():
                years.setdefault(strand.pk, version.starts_on.year)
    return years


def _results(balance: Balance) -> str:
    """« 5 mises en relation demandées, 4 acceptées, 2 réglées », both shores together."""
    asked, helped, solved = (
        _sum(getattr(side, name) for side in balance.sides.values()) for name in ("asked", "helped", "solved")
    )
    if asked is None:
        return _("Quelques mises en relation demandées : un petit nombre.")
    if not asked:
        return _("Aucune mise en relation demandée pour l’instant.")
    said = ngettext("%(number)s mise en relation demandée", "%(number)s mises en relation demandées", asked)
    told = [said % {"number": number(asked, spoken())}]
    if helped == 0:
        told.append(_("aucune acceptée"))
    elif helped is not None:
        said = ngettext("%(number)s acceptée", "%(number)s acceptées", helped)
        told.append(said % {"number": number(helped, spoken())})
    if solved:
        said = ngettext("%(number)s réglée", "%(number)s réglées", solved)
        told.append(said % {"number": number(solved, spoken())})
    return f"{', '.join(told)}."


def _sum(counts: Iterable[int | None]) -> int | None:
    """None as soon as one side is not told: the sum would tell it."""
    known = list(counts)
    return None if None in known else sum(count or 0 for count in known)
