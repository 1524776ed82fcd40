"""Questions that another platform wrote, on their way to the form of content/items. What has no equal here is told, never bent."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.assessments.enums import ItemKind
from maillage.common.text import free_name

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = 100.0  # the weight of a right answer
FEWEST_OPTIONS, MOST_OPTIONS = 2, 20
LONGEST_NAME = 40
TRUTH = {"true": {"fr": "Vrai", "en": "True"}, "false": {"fr": "Faux", "en": "False"}}
# what may go without a word lost; any other mark says something that a plain text does not
PLAIN_MARKS = {
    "a", "abbr", "b", "big", "blockquote", "body", "br", "cite", "code", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "hr", "html", "i", "li", "meta", "ol", "p", "pre", "q", "small", "span", "strong", "tt", "u", "ul", "wbr",
}  # fmt: skip
BREAKING = {"blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre"}
MARKED_SECTION = re.compile(r"<(!\[[^<>]{0,20})")  # html.parser gives up on those that it does not know
UNFINISHED_MARK = re.compile(r"<[a-zA-Z/!?][^>]*\Z")
SPACES, BREAKS = re.compile(r"[ \t\r\f\v]+"), re.compile(r" ?\n[ \n]*")


class NoEqualError(ValueError):
    """Why a question cannot be taken as it is, in words."""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One answer. weight: in per cent of the points, below 0 when it takes some away."""

    text: str
    weight: float
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """One question read whole. line: where it begins. is_truth: its answers are « true » and « false », to be said in our words."""

    line: int
    name: str
    category: str
    stem: str
    options: list[Offered]
    is_multiple: bool
    keeps_order: bool = False
    is_truth: bool = False
    feedback: str = ""
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Note:
    """What an author should know of one question: where it is, its name, and what was left out of it."""

    line: int
    name: str
    text: str

    @classmethod
    def of(cls, question: Foreign, text: str) -> Note:
        return cls(line=question.line, name=question.name, text=text)

    def __str__(self) -> str:
        told = {"line": self.line, "name": self.name or "?", "text": self.text}
        return _("ligne %(line)s, « %(name)s » : %(text)s") % told


@dataclass(kw_only=True)
class Conversion:
    """items: as content/items writes them. left_out: questions that are not among them. lost: parts of those that are.

    categories: how many questions in each, which helps an author to name their competence.
    """

    items: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[Note] = field(default_factory=list)
    lost: list[Note] = field(default_factory=list)
    categories: Counter[str] = field(default_factory=Counter)

    def take(self, question: Foreign, language: str) -> None:
        """Among the items, with what it loses on the way; or left out, with the reason."""
        try:
            keys = keys_of(question)
        except NoEqualError as reason:
            self.left_out.append(Note.of(question, str(reason)))
            return
        self.categories[question.category] += 1
        taken = {item["id"] for item in self.items}
        self.items.append(
            _item(
                question,
                keys,
                language,
                free_name(question.name, taken, longest=LONGEST_NAME, otherwise="question"),
            )
        )
        self.lost += [Note.of(question, text) for text in [*question.lost, *_lost(question, keys)]]


def keys_of(question: Foreign) -> list[bool]:
    """Which answers are right. Raises NoEqualError when it is not a matter of right or wrong."""
    weights = [option.weight for option in question.options]
    if not FEWEST_OPTIONS <= len(weights) <= MOST_OPTIONS:
        told = {"least": FEWEST_OPTIONS, "most": MOST_OPTIONS}
        raise NoEqualError(_("une question offre de %(least)s à %(most)s réponses") % told)
    if question.is_multiple:
        keys = [weight > 0 for weight in weights]
    else:
        keys = [weight >= WHOLE for weight in weights]
        if any(0 < weight < WHOLE for weight in weights):
            raise NoEqualError(_("une réponse y est juste en partie"))
        if sum(keys) > 1:
            raise NoEqualError(_("plusieurs réponses y sont justes, et une seule est demandée"))
    if not any(keys):
        raise NoEqualError(_("aucune réponse n’y est juste"))
    return keys


def plain(text: str) -> str:
    """Without its marks. Raises NoEqualError when one of them says what a plain text cannot: a picture, a table, an exponent."""
    if UNFINISHED_MARK.search(text):
        raise NoEqualError(_("une balise n’y est pas fermée"))
    if section := MARKED_SECTION.search(text):
        raise _strange(section[1])
    reader = _Marks()
    reader.feed(text)
    reader.close()
    if reader.strange:
        raise _strange(reader.strange)
    return tidy("".join(reader.told))


def _strange(tag: str) -> NoEqualError:
    return NoEqualError(_("le texte seul ne dirait pas ce que dit « <%(tag)s> »") % {"tag": tag})


def tidy(text: str) -> str:
    """The same words; spaces are single, and so are line breaks."""
    return BREAKS.sub("\n", SPACES.sub(" ", text)).strip(" \n")


class _Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self.strange = ""

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in PLAIN_MARKS:
            self.strange = self.strange or tag
        elif tag in BREAKING:
            self.told.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKING:
            self.told.append("\n")

    def handle_data(self, data: str) -> None:
        self.told.append(data)

    def handle_decl(self, decl: str) -> None:
        self.strange = self.strange or f"!{decl[:20]}"

    def handle_pi(self, data: str) -> None:
        self.strange = self.strange or f"?{data[:20]}"


def _lost(question: Foreign, keys: list[bool]) -> list[str]:
    lost = []
    if any(weight not in {0.0, WHOLE} for weight in (option.weight for option in question.options)):
        lost.append(_("les points de chaque réponse : ici, la question est juste ou fausse"))
    if any(option.feedback and not key for option, key in zip(question.options, keys, strict=True)):
        lost.append(_("les commentaires des mauvaises réponses"))
    return lost


def _item(question: Foreign, keys: list[bool], language: str, name: str) -> dict[str, Any]:
    """Every field of content/items, in its order; empty where an author must still write."""
    comments = [option.feedback for option, key in zip(question.options, keys, strict=True) if key]
    rationale = "\n".join(text for text in dict.fromkeys([question.feedback, *comments]) if text)
    options = [
        _said(option.text, language, is_truth=question.is_truth) | {"correct": key}
        for option, key in zip(question.options, keys, strict=True)
    ]
    said = {
        "id": name,
        "competence": "",
        "level": "",
        "kind": str(ItemKind.MULTIPLE if question.is_multiple else ItemKind.SINGLE),
        "context": "both",
        "stem_fr": "",
        "stem_en": "",
        "options": options,
        "keeps_order": question.keeps_order,
        "rationale_fr": "",
        "rationale_en": "",
        "source": "",
        "ai": False,
        "excludes": [],
    }
    return said | {f"stem_{language}": question.stem, f"rationale_{language}": rationale}


def _said(text: str, language: str, *, is_truth: bool) -> dict[str, Any]:
    """By language; empty in the one that an author must still write."""
    if is_truth and text.lower() in TRUTH:
        return dict(TRUTH[text.lower()])
    return {"fr": "", "en": ""} | {language: text}
