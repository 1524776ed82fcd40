"""What a question page sends back, and how a question is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.assessments.enums import ItemKind, Unsaid
from maillage.assessments.models.instruments import in_language
from maillage.assessments.rules.conditions import may_not_apply
from maillage.assessments.rules.sittings import order_shown
from maillage.ui.choices import Choice, Group, Option
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from maillage.assessments.models import Answer, Item
    from maillage.assessments.rules.scoring import Response

TICKED, PLACE = "reponse", "rang-{rank}"  # names of inputs
LONGEST_RANK = 2  # digits


class UnfinishedAnswerError(ValueError):
    """What is missing, in words."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was ticked, and the place given to each option, as they were sent."""

    ticked: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: QueryDict, item: Item) -> Sent:
        ranks = range(len(item.body["options"]))
        return cls(
            ticked=frozenset(data.getlist(TICKED)),
            places=tuple(data.get(PLACE.format(rank=rank), "") for rank in ranks),
        )

    def response(self, item: Item) -> Response:
        """Raises UnfinishedAnswerError."""
        unsaid = self.ticked & set(Unsaid.values)
        if unsaid and len(self.ticked) > 1:
            raise UnfinishedAnswerError(
                _("Cochez vos réponses, ou dites que vous ne savez pas : pas les deux.")
            )
        if unsaid:
            return next(iter(unsaid))
        if item.kind == ItemKind.ORDER:
            return self._in_order()
        ranks = sorted(int(one) for one in self.ticked if one.isdecimal() and len(one) <= LONGEST_RANK)
        if not ranks or len(ranks) < len(self.ticked):
            raise UnfinishedAnswerError(_("Choisissez une réponse ; « Je ne sais pas » en est une."))
        return ranks

    def _in_order(self) -> Response:
        places = [str(place) for place in range(1, len(self.places) + 1)]
        if sorted(self.places) != sorted(places):
            raise UnfinishedAnswerError(
                _("Donnez à chaque ligne un rang différent, ou dites que vous ne savez pas.")
            )
        return [self.places.index(place) for place in places]


def question_told(item: Item, sent: Sent, *, seed: int, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What `assessments/parts/question.html` takes: the question, with what was ticked before.

    seed: of the order of its answers. facts: of the firm that it is about; none about a person.
    """
    order = order_shown(item, seed=seed)
    is_order = item.kind == ItemKind.ORDER
    offered = [] if is_order else [(str(rank), option_said(item, rank)) for rank in order]
    unsaid = [Unsaid.DONT_KNOW, *([Unsaid.NOT_APPLICABLE] if may_not_apply(item.body, facts) else [])]
    offered += [(str(one.value), str(one.label)) for one in unsaid]
    return {
        "stem": item.said("stem"),
        "hint": _hint(item),
        "document": document_of(item),
        "places": [_place(item, rank, sent) for rank in order] if is_order else [],
        "name": TICKED,
        "kind": "checkbox" if item.kind in {ItemKind.MULTIPLE, ItemKind.ORDER} else "radio",
        "options": [
            {"value": value, "label": label, "note": "", "checked": value in sent.ticked}
            for value, label in offered
        ],
        "why": item.said("why"),
    }


def read_again(given: Answer) -> dict[str, Any]:
    """What `assessments/parts/answered.html` takes: an answer, the right one, and why."""
    item = given.item
    options = item.body["options"]
    if item.kind == ItemKind.ORDER:
        right = sorted(range(len(options)), key=lambda rank: options[rank]["position"])
    else:
        right = [rank for rank, option in enumerate(options) if option["correct"]]
    unsaid = str(Unsaid(given.response).label) if isinstance(given.response, str) else ""
    return {
        "number": given.position,
        "stem": item.said("stem"),
        "document": document_of(item),
        "in_order": item.kind == ItemKind.ORDER,
        "unsaid": unsaid,
        "said": [] if unsaid else [option_said(item, rank) for rank in given.response],
        "right": [option_said(item, rank) for rank in right],
        "is_right": bool(given.category),
        "rationale": item.said("rationale"),
        "source": item.body.get("source"),
    }


def option_said(item: Item, rank: int) -> str:
    return in_language(item.body["options"][rank], "")


def document_of(item: Item) -> dict[str, Any] | None:
    """The document that a question is read on: a caption with a text, or with the columns and rows of a table."""
    language = "en" if spoken().startswith("en") else "fr"
    told = item.body.get(f"document_{language}") or item.body.get("document_fr")
    if told is None:
        return None
    return {
        "caption": told["caption"],
        "text": told.get("text", ""),
        "columns": [{"label": label} for label in told.get("columns", ())],
        "rows": [[{"text": text} for text in row] for row in told.get("rows", ())],
    }


def _hint(item: Item) -> str:
    if item.kind == ItemKind.MULTIPLE:
        return _("Plusieurs réponses à cocher.")
    return _("Donnez son rang à chaque ligne, 1 pour la première.") if item.kind == ItemKind.ORDER else ""


def _place(item: Item, rank: int, sent: Sent) -> Choice:
    name = PLACE.format(rank=rank)
    chosen = sent.places[rank] if sent.places else ""
    places = [str(place) for place in range(1, len(item.body["options"]) + 1)]
    options = [Option(value=place, label=place, is_chosen=place == chosen) for place in places]
    return Choice(
        name=name,
        label=option_said(item, rank),
        anything=_("Son rang"),
        groups=[Group(label="", options=options)],
    )
