"""What is coming under an agreement: a list of dated facts, and a warning when its last day is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.agreements.rules import stage_of
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from maillage.agreements.models import AgreementVersion


def coming(
    versions: Sequence[AgreementVersion],
    current: AgreementVersion | None,
    day: date,
    *,
    activities: Sequence[dict[str, Any]],
    turn: dict[str, Any] | None,
) -> list[dict[str, Any]]:
    """Dated facts of the days to come, the nearest first, then whose turn it is to receive.

    As `ui/parts/timeline.html` takes them: title, day, and if wanted url, note.
    """
    facts: list[dict[str, Any]] = [
        *activities,
        *(
            {
                "title": _("La version %(number)s entre en vigueur") % {"number": version.number},
                "day": version.starts_on,
            }
            for version in versions
            if version.signed_on is not None and version.ended_on is None and version.starts_on > day
        ),
    ]
    if current is not None:
        last: dict[str, Any] = {"title": _("Dernier jour de la version en vigueur"), "day": current.ends_on}
        if current.dates_are_fictitious:
            last["note"] = _("Date fictive")
        facts.append(last)
    told = [{"state": "next", **fact} for fact in sorted(facts, key=lambda fact: fact["day"])]
    return [*told, turn] if turn else told


def expiry_warning(versions: Sequence[AgreementVersion], current: AgreementVersion | None, day: date) -> str:
    """What to say when few months are left and no signed version follows; nothing otherwise."""
    stage = stage_of(current.ends_on, day) if current else None
    if current is None or stage is None:
        return ""
    if any(v.signed_on and v.ended_on is None and v.starts_on > current.ends_on for v in versions):
        return ""
    told = {"day": plain_day(current.ends_on, spoken()), "months": stage}
    said = _(
        "Elle prend fin le %(day)s : il reste moins de %(months)s mois, et aucune version signée ne lui succède."
    )
    return said % told
