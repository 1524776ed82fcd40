"""Questions in Moodle XML."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.assessments.errors import UnreadableQuestions
from maillage.assessments.rules.foreign import Foreign, NoEqualError, Note, Offered, plain, tidy
from maillage.common.xml_files import XmlFaultError, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maillage.common.xml_files import Element

PLAIN, YES = "plain_text", {"1", "true"}


def questions_of_moodle(data: bytes) -> Iterator[Foreign | Note]:
    """Each question, or why it has no equal here. Raises UnreadableQuestions when the file cannot be read whole."""
    try:
        root = read_xml(data)
    except XmlFaultError as fault:
        forbidden = _("un type de document, une entité ou trop d’éléments : ce fichier n’est pas lu")
        reason = forbidden if fault.is_forbidden else _("le XML est mal formé")
        raise UnreadableQuestions(line=fault.line, reason=reason) from None
    if root.tag != "quiz":
        raise UnreadableQuestions(line=root.line, reason=_("un fichier Moodle XML commence par « <quiz> »"))
    category = ""
    for element in root.each("question"):
        kind = element.attributes.get("type", "")
        if kind == "category":
            category = _raw(element.first("category"))
            continue
        name = tidy(_raw(element.first("name")))
        try:
            yield _question(element, kind, name, category)
        except NoEqualError as reason:
            yield Note(line=element.line, name=name, text=str(reason))


def _question(element: Element, kind: str, name: str, category: str) -> Foreign:
    if kind not in {"multichoice", "truefalse"}:
        raise NoEqualError(_reason(kind))
    options = [_offered(answer) for answer in element.each("answer")]
    is_truth = kind == "truefalse"
    stem = _said(element.first("questiontext"))
    if not stem:
        raise UnreadableQuestions(line=element.line, reason=_("la question n’a pas de texte"))
    lost = [_("les indices")] if element.first("hint") else []
    if any(
        _raw(element.first(f"{one}feedback")).strip() for one in ("correct", "partiallycorrect", "incorrect")
    ):
        lost.append(_("les commentaires donnés à toutes les réponses justes, ou fausses"))
    return Foreign(
        line=element.line,
        name=name,
        category=category,
        stem=stem,
        options=options,
        is_multiple=not is_truth and not _says_yes(element.first("single"), default=True),
        keeps_order=is_truth or not _says_yes(element.first("shuffleanswers"), default=True),
        feedback=_said(element.first("generalfeedback")),
        is_truth=is_truth,
        lost=lost,
    )


def _reason(kind: str) -> str:
    gaps, number = _("c’est un texte à trous"), _("c’est un nombre à donner")
    reasons = {
        "calculated": number,
        "cloze": gaps,
        "ddwtos": gaps,
        "description": _("c’est un texte, sans question"),
        "essay": _("c’est un texte à écrire"),
        "gapselect": gaps,
        "matching": _("ce sont des paires à former"),
        "numerical": number,
        "shortanswer": _("c’est une réponse courte à écrire"),
    }
    return reasons.get(kind) or _("cette forme, « %(kind)s », n’a pas d’égale ici") % {"kind": kind[:40]}


def _offered(answer: Element) -> Offered:
    told = answer.attributes.get("fraction", "0")
    try:
        weight = float(told)
    except ValueError:
        weight = math.nan
    if not math.isfinite(weight):
        reason = _("« fraction » est un nombre : %(told)s") % {"told": told[:20]}
        raise UnreadableQuestions(line=answer.line, reason=reason)
    text = _said(answer)
    if not text:
        raise UnreadableQuestions(line=answer.line, reason=_("une réponse est vide"))
    return Offered(text=text, weight=weight, feedback=_said(answer.first("feedback")))


def _said(element: Element | None) -> str:
    """What its <text> says, without marks. Raises NoEqualError: for a picture, or a text that is not one."""
    if element is None:
        return ""
    text = element.first("text")
    if element.first("file") or (text and text.children):
        raise NoEqualError(_("un fichier ou des balises y tiennent lieu de texte"))
    told = _raw(element)
    return tidy(told) if element.attributes.get("format") == PLAIN else plain(told)


def _raw(element: Element | None) -> str:
    text = element.first("text") if element else None
    return text.text if text else ""


def _says_yes(element: Element | None, *, default: bool) -> bool:
    return element.text.strip().lower() in YES if element else default
