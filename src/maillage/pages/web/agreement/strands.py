"""The strands in force: what each opens to the reader, and what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.agreements.enums import OPEN_COMMITMENTS, CommitmentState
from maillage.agreements.rules import is_late
from maillage.matching.rules.discretion import told_in_all
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from maillage.agreements.models import Agreement, AgreementVersion, Commitment, Opening, Strand
    from maillage.matching.queries import Balance, Opened

MOST_COMMITMENTS = 3  # on a card; the page of the version has them all
POINTS = {  # of `ui/parts/timeline.html`
    CommitmentState.PLANNED: "next",
    CommitmentState.UNDER_WAY: "now",
    CommitmentState.KEPT: "done",
    CommitmentState.MISSED: "gap",
    CommitmentState.DROPPED: "gap",
}


def openings_of(current: AgreementVersion | None, day: date) -> list[Opening]:
    """Strands of the version in force whose own days let them open."""
    openings = current.openings.all() if current else []
    return [opening for opening in openings if opening.is_open(day)]


def threads(openings: Iterable[Opening], opened: Iterable[Opened]) -> list[dict[str, Any]]:
    """One thread for each strand, with what the viewer sees on it, leading to its card."""
    seen = Counter[tuple[int, str]]()
    for told in opened:
        seen[told.strand, told.rows] += told.number
    return [
        {
            "label": f"{strand} – {_counted(offers=seen[strand.pk, 'offers'], needs=seen[strand.pk, 'needs'])}",
            "url": f"#{anchor_of(strand)}",
        }
        for strand in (opening.strand for opening in openings)
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
    agreement: Agreement,
    openings: Iterable[Opening],
    versions: Sequence[AgreementVersion],
    *,
    balances: Iterable[Balance],
    owed: Iterable[Commitment],
    day: date,
) -> list[dict[str, Any]]:
    """For each strand open that day: since when, what its introductions became, and its commitments.

    As `pages/parts/strand_cards.html` takes them.
    """
    since = _since(versions)
    results = {balance.strand.pk: _results(balance) for balance in balances}
    commitments: dict[int, list[Commitment]] = defaultdict(list)
    for row in owed:
        commitments[row.opening_id].append(row)
    parties = {party.pk: party.name for party in agreement.parties.all()}
    return [
        {
            "id": anchor_of(opening.strand),
            "name": str(opening.strand),
            "since": _("Depuis %(year)s") % {"year": since[opening.strand_id]},
            "results": results.get(opening.strand_id, ""),
            "commitments": [
                _commitment(agreement, row, parties, day) for row in _first(commitments[opening.pk])
            ],
        }
        for opening in openings
    ]


def _first(rows: Iterable[Commitment]) -> list[Commitment]:
    """The first to come due, those still owed before the rest."""
    return sorted(rows, key=lambda row: row.state not in OPEN_COMMITMENTS)[:MOST_COMMITMENTS]


def _commitment(
    agreement: Agreement, row: Commitment, parties: Mapping[int, str], day: date
) -> dict[str, Any]:
    state = CommitmentState(row.state)
    told = [parties[row.party_id] if row.party_id else _("Toutes les parties"), str(state.label)]
    if is_late(row, day):
        told.append(_("en retard"))
    return {
        "title": row.text,
        "url": reverse("agreements:commitment", args=[agreement.slug, row.pk]),
        "when": plain_day(row.due_on, spoken()) if row.due_on else _("sans échéance"),
        "note": ", ".join(told),
        "state": POINTS[state],
    }


def _since(versions: Sequence[AgreementVersion]) -> dict[int, int]:
    """For each strand: the year of the first signed version that opened it."""
    years: dict[int, int] = {}
    for version in versions:  # the first comes first
        if version.signed_on:
            for opening in version.openings.all():
                years.setdefault(opening.strand_id, version.starts_on.year)
    return years


def _results(balance: Balance) -> str:
    """« 5 mises en relation demandées, 4 acceptées, 2 réglées », both shores together."""
    asked, helped, solved = (
        told_in_all(getattr(side, name) for side in balance.sides.values())
        for name in ("asked", "helped", "solved")
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
