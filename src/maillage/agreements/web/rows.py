"""Versions, their life and their commitments, as the parts of a page take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.agreements.enums import CommitmentState, Language, VersionState
from maillage.agreements.rules import Mover, is_late, state_of
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from maillage.agreements.models import AgreementVersion, Commitment, Opening
    from maillage.agreements.rules import Passage, VersionText

STILL_TO_COME = (VersionState.DRAFT, VersionState.AGREED, VersionState.SIGNED)


def version_label(version: AgreementVersion) -> str:
    """« Version 3 (2021) »: its number, and the year of its signature."""
    if version.withdrawn_on is not None:
        return _("Version %(number)s (retirée)") % {"number": version.number}
    if version.signed_on is None:
        return _("Version %(number)s (projet)") % {"number": version.number}
    return _("Version %(number)s (%(year)s)") % {"number": version.number, "year": version.signed_on.year}


def state_row(version: AgreementVersion, versions: Iterable[AgreementVersion], day: date) -> dict[str, str]:
    """The word for its state, and the colour that goes with it."""
    state = state_of(version, versions, day)
    kind = "yes" if state == VersionState.IN_FORCE else "unknown" if state in STILL_TO_COME else "no"
    return {"text": capfirst(str(state.label)), "kind": kind, "state": state.value}


def passage_items(passages: Iterable[Passage], day: date, *, is_inside: bool) -> list[dict[str, Any]]:
    """Newest first. Who decided and why are told to members of the parties."""
    return [
        {
            "title": capfirst(VersionState(passage.state).label),
            "day": passage.on,
            "by": _decider(passage) if is_inside else "",
            "note": passage.reason if is_inside else "",
            "state": "next" if passage.on > day else "done",
        }
        for passage in reversed(list(passages))
    ]


def _decider(passage: Passage) -> str:
    if passage.mover == Mover.CALENDAR:
        return _("par le calendrier")
    who = str(passage.by) if passage.by else ""
    if passage.party is not None and who:
        return _("%(who)s, pour %(party)s") % {"who": who, "party": passage.party.name}
    return who


def opening_row(opening: Opening, slug: str, day: date) -> dict[str, Any]:
    """A strand of a version: its days when it has its own, its objectives, what is owed on it."""
    return {
        "name": str(opening.strand),
        "id": f"volet-{opening.strand.slug}",
        "days": _own_days(opening),
        "objectives": opening.objectives,
        "commitments": [commitment_row(row, slug, day) for row in opening.commitments.all()],
    }


def _own_days(opening: Opening) -> str:
    days = {
        "start": opening.starts_on and plain_day(opening.starts_on, spoken()),
        "end": opening.ends_on and plain_day(opening.ends_on, spoken()),
    }
    if opening.starts_on and opening.ends_on:
        return _("Du %(start)s au %(end)s seulement") % days
    if opening.starts_on:
        return _("À partir du %(start)s") % days
    return _("Jusqu’au %(end)s seulement") % days if opening.ends_on else ""


def commitment_row(row: Commitment, slug: str, day: date) -> dict[str, Any]:
    """Who owes what by when, how far it is, and what shows it. It carries its party and steps."""
    last = next(reversed(row.steps.all()), None)
    is_signed = row.opening.version.signed_on is not None  # what is still a draft is followed nowhere
    return {
        "text": row.text,
        "url": reverse("agreements:commitment", args=[slug, row.pk]) if is_signed else "",
        "who": who_owes(row),
        "due_on": row.due_on,
        "is_late": is_late(row, day),
        "state": capfirst(CommitmentState(row.state).label),
        "kind": kind_of(row),
        "note": last.note if last else "",
        "evidence": last.url if last else "",
    }


def who_owes(row: Commitment) -> str:
    party = row.party.name if row.party else _("Toutes les parties")
    return f"{party} – {row.body}" if row.body else party


def kind_of(row: Commitment) -> str:
    """Kept is a yes; missed or given up a no; the rest is not known yet."""
    if row.state == CommitmentState.KEPT:
        return "yes"
    return "no" if row.state in {CommitmentState.MISSED, CommitmentState.DROPPED} else "unknown"


def version_facts(version: AgreementVersion) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [
        {"label": _("Premier jour"), "day": version.starts_on},
        {"label": _("Dernier jour"), "day": version.ends_on},
    ]
    if version.signed_on:
        facts.insert(0, {"label": _("Signée le"), "day": version.signed_on})
    if version.ended_on:
        facts.append({"label": _("Terminée avant terme le"), "day": version.ended_on})
    if version.withdrawn_on:
        facts.append({"label": _("Retirée le"), "day": version.withdrawn_on})
    if version.languages:
        facts.append({"label": _("Langues"), "value": _languages(version.languages)})
    return facts


def _languages(codes: Iterable[str]) -> str:
    return ", ".join(str(Language(code).label) for code in codes if code in Language.values)


def differences(mine: VersionText, stored: VersionText) -> list[dict[str, Any]]:
    """What two texts of one draft do not say alike: `before`, what is stored; `after`, what was typed here."""
    typed, kept = _lines(mine), _lines(stored)
    return [
        {"label": label, "before": kept.get(label, []), "after": typed.get(label, [])}
        for label in {**kept, **typed}
        if kept.get(label, []) != typed.get(label, [])
    ]


def _lines(text: VersionText) -> dict[str, list[str]]:
    told = {
        _("Premier jour"): [plain_day(text.starts_on, spoken())],
        _("Dernier jour"): [plain_day(text.ends_on, spoken())],
        _("Langues"): [_languages(text.languages)],
        _("Signataires"): [f"{row.office}, {row.body}" for row in text.signatories],
    }
    for strand in text.strands:
        days = " – ".join(plain_day(day, spoken()) for day in (strand.starts_on, strand.ends_on) if day)
        owed = [_owed_line(row) for row in strand.commitments]
        told[str(strand.strand)] = [_("ouvert"), *filter(None, [days, strand.objectives]), *owed]
    return told


def _owed_line(row: Any) -> str:
    who = row.body or (row.party.name if row.party else _("Toutes les parties"))
    due = f" ({plain_day(row.due_on, spoken())})" if row.due_on else ""
    return f"{row.text} – {who}{due}"


def choices_of(versions: Sequence[AgreementVersion], chosen: AgreementVersion) -> list[dict[str, Any]]:
    return [
        {"value": version.number, "label": version_label(version), "selected": version.pk == chosen.pk}
        for version in versions
    ]
