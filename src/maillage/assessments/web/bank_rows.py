"""What the pages of the authors' desk show, in the shapes that the parts of ui take."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assessments.enums import ItemFlag, ItemState
from maillage.assessments.models.instruments import in_language
from maillage.ui.choices import Choice as Select
from maillage.ui.choices import Group, Option
from maillage.ui.formats import number, share
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from maillage.assessments.models import Instrument, Item
    from maillage.assessments.queries import Question, Tally
    from maillage.assessments.queries.bank import Neighbours

Row = dict[str, Any]
NONE, LONGEST_STEM = "–", 70
DIMENSION, STATE, FLAG = "dimension", "etat", "signe"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which questions are wanted; empty: all."""

    dimension: str = ""
    state: str = ""
    flag: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Choice:
        return cls(dimension=sent.get(DIMENSION, ""), state=sent.get(STATE, ""), flag=sent.get(FLAG, ""))

    def keeps(self, question: Question) -> bool:
        is_there = self.dimension in {"", question.item.dimension} and self.state in {"", question.state}
        return is_there and self.flag in {"", *question.flags}

    @property
    def query(self) -> str:
        """With its last « & », ready for one thing more."""
        sent = ((DIMENSION, self.dimension), (STATE, self.state), (FLAG, self.flag))
        chosen = [(name, value) for name, value in sent if value]
        return f"{urlencode(chosen)}&" if chosen else ""


def crumbs(instrument: Instrument, *, here: str = "") -> list[Row]:
    own = {
        "label": instrument.said("title"),
        "url": reverse("assessments:bank", args=[instrument.code]) if here else None,
    }
    root = {"label": _("Banques de questions"), "url": reverse("assessments:banks")}
    return [root, own, *([{"label": here, "url": None}] if here else [])]


def asked_told(asked: int) -> str:
    return ngettext("%(number)s question posée", "%(number)s questions posées", asked) % {"number": asked}


def dimension_names(instrument: Instrument) -> dict[str, str]:
    return {name: label for _area, names in _areas(instrument) for name, label in names}


def choices_of(instrument: Instrument, questions: Iterable[Question], choice: Choice) -> list[Select]:
    used = {question.item.dimension for question in questions}
    dimensions = [
        Group(
            label=area,
            options=[
                Option(value=name, label=label, is_chosen=name == choice.dimension)
                for name, label in names
                if name in used
            ],
        )
        for area, names in _areas(instrument)
    ]
    states, flags = (
        [Option(value=value, label=str(label), is_chosen=value == chosen) for value, label in words]
        for words, chosen in ((ItemState.choices, choice.state), (ItemFlag.choices, choice.flag))
    )
    return [
        Select(name=DIMENSION, label=_("Dimension"), anything=_("Toutes"), groups=dimensions),
        Select(name=STATE, label=_("État"), anything=_("Tous"), groups=[Group(label="", options=states)]),
        Select(
            name=FLAG, label=_("Signe"), anything=_("Avec ou sans"), groups=[Group(label="", options=flags)]
        ),
    ]


def question_table(questions: Iterable[Question], instrument: Instrument) -> Row:
    names = dimension_names(instrument)
    labels = [
        _("Question"),
        _("Dimension"),
        _("Niveau") if instrument.is_of_people else _("Seuils"),
        _("État"),
        _("Réponses"),
        _("Vue par"),
        _("Juste") if instrument.is_of_people else _("De la plus basse à la plus haute"),
        _("« Je ne sais pas »"),
        _("Signes"),
    ]
    return {
        "columns": [{"label": label, "number": place in {4, 5, 7}} for place, label in enumerate(labels)],
        "rows": [_question_cells(one, names, labels) for one in questions],
    }


def _question_cells(question: Question, names: Mapping[str, str], labels: Sequence[str]) -> list[Row]:
    item = question.item
    stem = Truncator(item.said("stem")).chars(LONGEST_STEM)
    told = [
        names.get(item.dimension, item.dimension),
        place_told(question),
        question.state.label,
        number(question.tally.seen, spoken()),
        share_told(question.exposure),
        shares_told(question.shares, of_people=item.instrument.is_of_people),
        share_told(question.tally.dont_know_share),
        flags_told(question),
    ]
    first = {
        "text": f"{item.code} – {stem}",
        "url": reverse("assessments:bank_item", args=[item.instrument.code, item.code]),
    }
    rest = [
        {"text": text, "label": _("%(name)s :") % {"name": label}, "number": place in {4, 5, 7}}
        for place, (text, label) in enumerate(zip(told, labels[1:], strict=True), start=1)
    ]
    return [first, *rest]


def facts_of(question: Question) -> list[Row]:
    """State, place on the scale and what was answered; of a retired question, why."""
    item, own = question.item, question.parameters
    language = spoken()
    rows: list[Row] = [
        {"label": _("État"), "value": question.state.label},
        {
            "label": _("Niveau") if item.instrument.is_of_people else _("Seuils"),
            "value": place_told(question),
        },
    ]
    if own is not None:
        rows += [
            {"label": _("Pente"), "value": with_error(own.slope, own.slope_error)},
            {
                "label": _("Seuils sur l’échelle"),
                "value": thresholds_told(own.thresholds, own.threshold_errors),
            },
            {"label": _("Réponses qui la placent"), "value": number(own.answers, language)},
        ]
    rows += [
        {"label": _("Réponses reçues"), "value": number(question.tally.seen, language)},
        {"label": _("Vue par"), "value": share_told(question.exposure)},
        {"label": _("« Je ne sais pas »"), "value": share_told(question.tally.dont_know_share)},
        {"label": _("Signes"), "value": flags_told(question)},
        {
            "label": _("Écart au dernier étalonnage, en erreurs types"),
            "value": NONE if question.drift is None else number(question.drift, language, decimals=1),
        },
    ]
    if item.retired_at is not None:
        rows += [
            {"label": _("Retirée le"), "day": item.retired_at},
            {"label": _("Par"), "value": str(item.retired_by or _("l’import"))},
            {"label": _("Parce que"), "value": item.retired_reason},
        ]
    return rows


def month_table(question: Question, months: Iterable[tuple[datetime, Tally]]) -> Row:
    of_people = question.item.instrument.is_of_people
    several = len(question.parameters.thresholds) + 1 if question.parameters else 0
    labels = [
        _("Mois"),
        _("Réponses"),
        _("Juste") if of_people else _("De la plus basse à la plus haute"),
        _("« Je ne sais pas »"),
    ]
    rows = [
        [
            {"text": date_format(month, "F Y")},
            {"text": number(tally.seen, spoken()), "number": True, "label": labels[1]},
            {"text": shares_told(tally.shares(several), of_people=of_people), "label": labels[2]},
            {"text": share_told(tally.dont_know_share), "number": True, "label": labels[3]},
        ]
        for month, tally in months
    ]
    return {
        "columns": [{"label": label, "number": place in {1, 3}} for place, label in enumerate(labels)],
        "rows": rows,
    }


def beside(item: Item, found: Neighbours) -> Row:
    """The way through an area: where we are, and the questions beside."""

    def url(code: str | None) -> str | None:
        return code and reverse("assessments:bank_item", args=[item.instrument.code, code])

    return {
        "told": _("Question %(rank)s sur %(number)s de son domaine")
        % {"rank": found.rank, "number": found.number},
        "never_with": [{"label": other, "url": url(other)} for other in item.body.get("excludes", ())],
        "before": url(found.before),
        "after": url(found.after),
    }


def place_told(question: Question) -> str:
    """The author's level; for firms, the thresholds in use."""
    if level := question.item.body.get("level"):
        return str(level)
    return thresholds_told(question.parameters.thresholds, None) if question.parameters else NONE


def flags_told(question: Question) -> str:
    return ", ".join(str(flag.label) for flag in question.flags) or NONE


def share_told(value: float | None) -> str:
    return NONE if value is None else share(value, spoken())


def shares_told(shares: Sequence[float], *, of_people: bool) -> str:
    if not shares:
        return NONE
    return share(shares[-1], spoken()) if of_people else " · ".join(share(one, spoken()) for one in shares)


def with_error(value: float, error: float | None) -> str:
    told = number(value, spoken(), decimals=2)
    return told if error is None else f"{told} ± {number(error, spoken(), decimals=2)}"


def thresholds_told(values: Sequence[float], errors: Sequence[float] | None) -> str:
    known: Sequence[float | None] = errors or [None] * len(values)
    return " · ".join(with_error(value, error) for value, error in zip(values, known, strict=True))


def _areas(instrument: Instrument) -> list[tuple[str, list[tuple[str, str]]]]:
    """Areas, each with its dimensions and their names; for firms, dimensions under no area."""
    if instrument.framework is None:
        return [("", [(one["id"], in_language(one, "title")) for one in instrument.content["dimensions"]])]
    competences = instrument.framework.competences.select_related("area").order_by("position")
    return [
        (area.title, [(one.code, f"{one.code} {one.title}") for one in inside])
        for area, inside in groupby(competences, key=lambda one: one.area)
    ]
