"""The front door of an agreement: what is in force, what it opens, its history."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from maillage.agreements import permissions
from maillage.matching.queries import what_an_agreement_opens
from maillage.pages.web.reciprocity import reciprocity
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpResponse

    from maillage.agreements.models import AgreementVersion, Strand
    from maillage.common.http import Request
    from maillage.matching.queries import Opened


@require_GET
def detail(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_open_to(request.viewer, slug)
    versions = permissions.versions_open_to(request.viewer, agreement)
    day = request.viewer.day
    current = next((version for version in versions if version.is_in_force(day)), None)
    parties = list(agreement.parties.all())
    strands = sorted(
        {strand for version in versions for strand in version.strands.all()}, key=lambda s: s.position
    )
    opened = what_an_agreement_opens(agreement, request.viewer) if current else []
    context = {
        "agreement": agreement,
        "parties": parties,
        "current": current,
        "is_two_shores": len(parties) == 2,  # noqa: PLR2004 - a loom has two shores
        "threads": _threads(current, opened),
        "strand_versions": [{"label": _label(version), "note": _state(version, day)} for version in versions],
        "strand_rows": [_strand_row(strand, versions) for strand in strands],
        "items": _history(versions, day),
        "reciprocity": reciprocity(agreement, current, request.viewer, opened),
        "may_end": current is not None and permissions.may_end(request.viewer, agreement),
        "is_partner": any(party.network_id in request.viewer.network_ids for party in parties),
    }
    return render(request, "pages/agreement.html", context)


def _threads(current: AgreementVersion | None, opened: Sequence[Opened]) -> list[dict[str, Any]]:
    """One thread per strand in force, with what the viewer sees on it."""
    if current is None:
        return []
    seen = Counter[tuple[int, str]]()
    for told in opened:
        seen[told.strand, told.rows] += told.number
    return [
        {"label": f"{strand} – {_counted(offers=seen[strand.pk, 'offers'], needs=seen[strand.pk, 'needs'])}"}
        for strand in current.strands.all()
    ]


def _counted(*, offers: int, needs: int) -> str:
    told = [ngettext("%(number)s offre", "%(number)s offres", offers) % {"number": offers}]
    told.append(ngettext("%(number)s besoin", "%(number)s besoins", needs) % {"number": needs})
    return ", ".join(told)


def _label(version: AgreementVersion) -> str:
    return str(version.signed_on.year) if version.signed_on else _("Projet")


def _state(version: AgreementVersion, day: date) -> str:
    if version.is_in_force(day):
        return _("en vigueur")
    if version.signed_on is None:
        return _("pas signée")
    return _("à venir") if day < version.starts_on else _("terminée")


def _strand_row(strand: Strand, versions: Sequence[AgreementVersion]) -> dict[str, Any]:
    """Whether each version opened, renewed or dropped the strand."""
    cells = []
    was_there = ever_there = False
    for version in versions:
        is_there = strand in version.strands.all()
        if is_there:
            state = ("renewed", _("renouvelé")) if was_there else ("opened", _("ouvert"))
        else:
            state = ("dropped", _("retiré")) if ever_there else ("absent", _("absent"))
        cells.append({"state": state[0], "text": state[1]})
        was_there, ever_there = is_there, ever_there or is_there
    return {"name": str(strand), "cells": cells}


def _history(versions: Sequence[AgreementVersion], day: date) -> list[dict[str, Any]]:
    """Newest first."""
    items: list[dict[str, Any]] = []
    for version in versions:
        if version.signed_on:
            signed = [str(signatory) for signatory in version.signatories.all()]
            if version.dates_are_fictitious:
                signed.append(_("jour fictif"))
            items.append(
                {
                    "title": _("Version %(number)s signée") % {"number": version.number},
                    "day": version.signed_on,
                    "note": " – ".join(signed),
                    "state": "now" if version.is_in_force(day) else "done",
                }
            )
        if version.ended_on:
            items.append({"title": _("Terminée avant terme"), "day": version.ended_on, "state": "gap"})
    last = versions[-1] if versions else None
    if last and last.is_in_force(day):
        note = _("Date fictive") if last.dates_are_fictitious else ""
        items.append(
            {
                "title": _("Dernier jour"),
                "when": plain_day(last.ends_on, spoken()),
                "note": note,
                "state": "next",
            }
        )
    return list(reversed(items))
