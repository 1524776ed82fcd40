"""An agreement through its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from maillage.agreements.models import AgreementVersion


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
    words = {"opened": _("ouvert"), "renewed": _("renouvelé"), "dropped": _("retiré"), "absent": _("absent")}
    cells = {state: {"state": state, "text": text} for state, text in words.items()}
    return [
        {"name": str(strand), "cells": [cells[state] for state in _life(strand.pk in own for own in opened)]}
        for strand in sorted(ever.values(), key=lambda strand: strand.position)
    ]


def _life(presence: Iterable[bool]) -> Iterator[str]:
    """What each version made of a strand, from whether it is there."""
    was_there = ever_there = False
    for is_there in presence:
        if is_there:
            yield "renewed" if was_there else "opened"
        else:
            yield "dropped" if ever_there else "absent"
        was_there, ever_there = is_there, ever_there or is_there


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
    signed = [str(signatory) for signatory in version.signatories.all()]
    if version.dates_are_fictitious:
        signed.append(_("jour fictif"))
    return {
        "title": _("Version %(number)s signée") % {"number": version.number},
        "day": version.signed_on,
        "note": " – ".join(signed),
        "state": "now" if version.is_in_force(day) else "done",
    }
