"""From what queries give to what template parts take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.common.zones import day_of
from maillage.matching.enums import Answer, Fit
from maillage.matching.web.capacity import availability_verdict
from maillage.matching.web.sources import with_source
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer
    from maillage.matching.models import Introduction, Need, Offer
    from maillage.matching.queries import Help, Suggestion
    from maillage.matching.queries.eligible import Eligibility

VERDICT_OF_FIT = {Fit.STRONG: "yes", Fit.PARTIAL: "yes", Fit.WEAK: "unknown"}


def answer_context(
    answer: Help, viewer: Viewer, *, need: Need | None = None, live: dict[int, Introduction] | None = None
) -> dict[str, Any]:
    """What `matching/parts/answers.html` takes: groups of match rows, how many there are, what was understood."""
    live = live or {}
    groups: list[dict[str, Any]] = [
        {"id": kind.value, "label": kind.label, "rows": [_row(s, need, live) for s in suggestions]}
        for kind, suggestions in answer.groups
    ]
    number = len(answer.fitting)
    headline = ngettext("%(number)s piste pour votre besoin", "%(number)s pistes pour votre besoin", number)
    return {
        "groups": groups,
        "doubtful": [_row(s, need, live) for s in answer.doubtful],
        "excluded": [_row(s, need, live) for s in answer.excluded],
        "words_only": answer.words_only,
        "understood": [kind.label(spoken()) for kind in answer.understood],
        "is_visitor": not viewer.is_known,
        "headline": headline % {"number": number} if number else _("Aucune piste sûre pour l’instant"),
    }


def _row(suggestion: Suggestion, need: Need | None, live: dict[int, Introduction]) -> dict[str, Any]:
    offer = suggestion.offer
    availability = availability_verdict(suggestion.availability)
    row = {
        "title": offer.title,
        "url": offer.get_absolute_url(),
        "by": held_by(offer),
        "tag": fictitious_tag(offer),
        "via": suggestion.agreement.name if suggestion.agreement else "",
        "verdicts": [
            {"kind": VERDICT_OF_FIT[suggestion.fit], "text": suggestion.fit.label},
            *_verdicts(suggestion.eligibility),
            *([availability] if availability else []),
        ],
        "conditions": _conditions(suggestion.eligibility),
        "reasons": suggestion.reasons,
        "source": _("Offre mise à jour le %(day)s par qui la tient")
        % {"day": plain_day(day_of(offer.updated_at), spoken())},
        "summary": offer.text,
        "similar": [{"label": other.title, "url": other.get_absolute_url()} for other in suggestion.similar],
        "why_url": reverse("matching:why", args=[need.pk, offer.pk]) if need else "",
        "action_note": "",
        "main": suggestion.rank == 1,
    }
    return row | _action(suggestion, need, live)


def _verdicts(eligibility: Eligibility | None) -> list[dict[str, str]]:
    """Whether the firm may have the programme; a refusal says for which condition."""
    if eligibility is None:
        return []
    text = str(eligibility.answer.label)
    if eligibility.answer == Answer.NO:
        whys = " ; ".join(reading.text for reading in eligibility.refusals)
        text = _("%(verdict)s : %(whys)s") % {"verdict": text, "whys": whys}
    return [{"kind": eligibility.answer.value, "text": text}]


def _conditions(eligibility: Eligibility | None) -> list[dict[str, str]]:
    readings = eligibility.readings if eligibility else []
    return [{"kind": reading.answer.value, "text": with_source(reading)} for reading in readings]


def _action(suggestion: Suggestion, need: Need | None, live: dict[int, Introduction]) -> dict[str, Any]:
    offer = suggestion.offer
    if offer.pk in live:
        introduction = live[offer.pk]
        return {
            "action_url": introduction.get_absolute_url(),
            "action_label": _("Voir où en est la demande"),
            "main": False,
        }
    refused = suggestion.eligibility is not None and suggestion.eligibility.answer == Answer.NO
    if need is None or refused:
        return {"action_url": offer.get_absolute_url(), "action_label": _("Lire l’offre"), "main": False}
    return {
        "action_url": reverse("matching:ask", args=[need.pk, offer.pk]),
        "action_label": _("Me mettre en relation"),
        "action_note": _("Vous relirez le message avant l’envoi."),
    }


def held_by(row: Offer | Need) -> str:
    """« Concept Numérique, Shawinigan »."""
    territory = row.organisation.territory
    return f"{row.organisation}, {territory}" if territory else str(row.organisation)


def fictitious_tag(row: Offer | Need) -> str:
    if row.organisation.is_fictitious:
        return _("fictif")
    return _("texte fictif") if row.text_is_fictitious else ""
