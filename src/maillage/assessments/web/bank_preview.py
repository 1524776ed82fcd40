"""A question as people see it, and what they see only after: in each language it is written in."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.assessments.enums import ItemKind
from maillage.assessments.models.instruments import in_language
from maillage.assessments.rules.questions import document_of, option_said

if TYPE_CHECKING:
    from maillage.assessments.models import Item

    Told = dict[str, Any]

NAMES = {"fr-ca": "Français", "fr-fr": "Français de France", "en": "English"}


def previews_of(item: Item) -> list[Told]:
    """What `assessments/parts/item.html` takes, once a language; France's own only where a text of it is said."""
    has_france = "fr_FR" in json.dumps(item.body)
    return [_preview(item, language) for language in NAMES if language != "fr-fr" or has_france]


def _preview(item: Item, language: str) -> Told:
    with override(language):
        return {
            "language": language,
            "name": NAMES[language],
            "stem": item.said("stem"),
            "document": document_of(item),
            "kind": "radio"
            if item.kind in {ItemKind.SINGLE, ItemKind.DOCUMENT, ItemKind.GRADED}
            else "checkbox",
            "options": [
                {"value": str(rank), "label": option_said(item, rank)}
                for rank in range(len(item.body["options"]))
            ],
            "answers": _answers(item),
            "answers_label": _("Ce que vaut chaque réponse")
            if item.kind == ItemKind.GRADED
            else _("Ce qui est juste"),
            "rationale": item.said("rationale") or item.said("why"),
            "sources": _sources(item),
            "unchecked": _("à confirmer"),
            "needs": [in_language(need, "") for need in item.body.get("needs", ())],
        }


def _answers(item: Item) -> list[str]:
    options = item.body["options"]
    if item.kind == ItemKind.ORDER:
        return [in_language(one, "") for one in sorted(options, key=lambda one: int(one["position"]))]
    if item.kind == ItemKind.GRADED:
        return [f"{one['grade']} – {in_language(one, '')}" for one in options]
    return [in_language(one, "") for one in options if one["correct"]]


def _sources(item: Item) -> list[Told]:
    told = item.body.get("sources") or [item.body.get("source")]
    return [
        {
            "title": one.get("title") or one["url"],
            "url": one["url"],
            "day": date.fromisoformat(one["checked_on"]) if one.get("checked_on") else None,
        }
        for one in told
        if one
    ]
