"""An agreement through its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from maillage.agreements.models import AgreementVersion, Strand


def label_of(version: AgreementVersion) -> str:
    return str(version.signed_on.year) if version.signed_on else _("Projet")


def state_of(version: AgreementVersion, day: date) -> str:
    if version.is_in_force(day):
        return _("en vigueur")
    if version.signed_on is None:
        return _("pas signée")
    return _("à venir") if day < version.starts_on else _("terminée")


def strand_rows(versions: Sequence[AgreementVersion]) -> list[dict[str, Any]]:
    """For each strand there ever was, in the order of strands: whether each version opened, renewed or dropped it."""
    opened = [{row.strand_id: row.strand for row in version.openings.all()} for version in versions]
    ever = {pk: strand for strands in opened for pk, strand in strands.items()}
    return [
        _strand_row(strand, [strand.pk in strands for strands in opened])
        for strand in sorted(ever.values(), key=lambda strand: strand.position)
    ]


def _strand_row(strand: Strand, presence: Sequence[bool]) -> dict[str, Any]:
    cells = []
    was_there = ever_there = False
    for is_there in presence:
        if is_there:
            state = ("renewed", _("renouvelé")) if was_there else ("opened", _("ouvert"))
        else:
            state = ("dropped", _("retiré")) if ever_there else ("absent", _("absent"))
        cells.append({"state": state[0], "text": state[1]})
        was_there, ever_there = is_there, ever_there or is_there
    return {"name": str(strand), "cells": cells}


def history(versions: Sequence[AgreementVersion], day: date) -> list[dict[str, Any]]:
    """What happened, newest first."""
    items: list[dict[str, Any]] = []
    for version in versions:
        if version.signed_on:
            items.append(_signature(version, day))
        if version.withdrawn_on:
            items.append(_withdrawal(version))
        if version.ended_on:
            items.append({"title": _("Terminée avant terme"), "day": version.ended_on, "state": "gap"})
    return list(reversed(items))


def _withdrawal(version: AgreementVersion) -> dict[str, Any]:
    """Read by those who run the agreement alone: nobody else is given its drafts."""
    title = _("Projet de version %(number)s retiré") % {"number": version.number}
    return {"title": title, "day": version.withdrawn_on, "url": version.get_absolute_url(), "state": "gap"}


def _signature(version: AgreementVersion, day: date) -> dict[str, Any]:
    shores = {party.pk: party.shore for party in version.agreement.parties.all()}
    signatories = sorted(version.signatories.all(), key=lambda row: (shores[row.party_id], row.pk))
    signed = [str(signatory) for signatory in signatories]
    if version.dates_are_fictitious:
        signed.append(_("jour fictif"))
    return {
        "title": _("Version %(number)s signée") % {"number": version.number},
        "day": version.signed_on,
        "note": " – ".join(signed),
        "state": "now" if version.is_in_force(day) else "done",
    }
