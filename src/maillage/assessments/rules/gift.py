"""Questions in GIFT, the plain text form of Moodle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.assessments.errors import UnreadableQuestions
from maillage.assessments.rules.foreign import WHOLE, Foreign, NoEqualError, Note, Offered, plain, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMENT, CATEGORY, NAME, GAP, PLAIN = "//", "$CATEGORY:", "::", "_____", "plain"
# a sign with a backslash before it is itself, and no part of the form: it waits under another name
ESCAPED = {f"\\{sign}": chr(0x10FF00 + rank) for rank, sign in enumerate("\\~=#{}:n")}
RETURNED = {hidden: "\n" if sign == "\\n" else sign[1] for sign, hidden in ESCAPED.items()}
ESCAPE = re.compile(r"\\[\\~=#{}:n]")
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
TRUTH = re.compile(r"(TRUE|FALSE|T|F)\s*(?:#([^#]*))?(?:#([^#]*))?\Z", re.IGNORECASE)
WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{1,9})?)%")


@dataclass(frozen=True, kw_only=True)
class _Block:
    """One question as it is written. line: of its first sign."""

    line: int
    text: str
    category: str

    def line_at(self, place: int) -> int:
        return self.line + self.text.count("\n", 0, place)


def questions_of_gift(text: str) -> Iterator[Foreign | Note]:
    """Each question, or why it has no equal here. Raises UnreadableQuestions when one cannot be read whole."""
    if any(hidden in text for hidden in RETURNED):
        raise _fault(1, _("le texte porte des signes réservés"))
    hidden = ESCAPE.sub(lambda found: ESCAPED[found[0]], text)
    for block in _blocks(hidden):
        name, rest = _named(block)
        try:
            yield _question(block, name, rest)
        except NoEqualError as reason:
            yield Note(line=block.line, name=name, text=str(reason))


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    category, start = "", 1
    for number, line in enumerate([*text.replace("\r\n", "\n").split("\n"), ""], start=1):
        is_told = line.lstrip().startswith(COMMENT)
        if line.strip() and not line.lstrip().startswith(CATEGORY):
            start = start if lines else number
            if lines or not is_told:
                lines.append("" if is_told else line)
            continue
        if lines:
            yield _Block(line=start, text="\n".join(lines), category=category)
            lines = []
        if line.strip():
            category = _returned(line.lstrip().removeprefix(CATEGORY))


def _named(block: _Block) -> tuple[str, int]:
    """Its name, and where what follows begins."""
    lead = len(block.text) - len(block.text.lstrip())
    if not block.text.startswith(NAME, lead):
        return "", 0
    end = block.text.find(NAME, lead + len(NAME))
    if end < 0:
        raise _fault(block.line, _("le nom de la question n’est pas fermé par « :: »"))
    return _returned(block.text[lead + len(NAME) : end]), end + len(NAME)


def _question(block: _Block, name: str, start: int) -> Foreign:
    text = block.text
    opening, closing = text.find("{", start), text.find("}", start)
    if opening < 0 and closing < 0:
        raise NoEqualError(_("c’est un texte, sans question"))
    if opening < 0 or closing < opening or text.count("{", start) > 1 or text.count("}", start) > 1:
        place = max(opening, closing, start)
        reason = _("les accolades ne se répondent pas, ou une ligne vide coupe la question")
        raise _fault(block.line_at(place), reason)
    before, after = text[start:opening], text[closing + 1 :]
    inside, _mark, general = text[opening + 1 : closing].partition("####")
    options, is_multiple, is_truth = _answers(block, opening, inside)
    stem = _said(f"{before}{GAP}{after}" if after.strip() else before)
    if not stem:
        raise _fault(block.line, _("la question n’a pas de texte"))
    return Foreign(
        line=block.line,
        name=name,
        category=block.category,
        stem=stem,
        options=options,
        is_multiple=is_multiple,
        keeps_order=is_truth,
        is_truth=is_truth,
        feedback=_said(general),
    )


def _answers(block: _Block, opening: int, inside: str) -> tuple[list[Offered], bool, bool]:
    """The answers, whether several are asked, and whether they are « true » and « false »."""
    told = inside.strip()
    if not told:
        raise NoEqualError(_("c’est un texte à écrire"))
    if told.startswith("#"):
        raise NoEqualError(_("c’est un nombre à donner"))
    if truth := TRUTH.match(told):
        return _true_or_false(truth), False, True
    lead, *rest = re.split(r"([=~])", inside)
    if lead.strip() or not rest:
        raise _fault(block.line_at(opening), _("chaque réponse commence par « = » ou « ~ »"))
    signs, texts = rest[::2], rest[1::2]
    if "~" not in signs:
        pairs = any("->" in text for text in texts)
        raise NoEqualError(
            _("ce sont des paires à former") if pairs else _("c’est une réponse courte à écrire")
        )
    line = block.line_at(opening)
    options = [_offered(sign, text, line) for sign, text in zip(signs, texts, strict=True)]
    return options, "=" not in signs, False


def _true_or_false(found: re.Match[str]) -> list[Offered]:
    is_true = found[1].upper().startswith("T")
    wrong, right = _said(found[2] or ""), _said(found[3] or "")
    return [
        Offered(text=text, weight=WHOLE if is_key else 0.0, feedback=right if is_key else wrong)
        for text, is_key in (("true", is_true), ("false", not is_true))
    ]


def _offered(sign: str, told: str, line: int) -> Offered:
    weight = WHOLE if sign == "=" else 0.0
    if found := WEIGHT.match(told):
        weight, told = float(found[1].replace(",", ".")), told[found.end() :]
    text, _mark, feedback = told.partition("#")
    if not (said := _said(text)):
        raise _fault(line, _("une réponse est vide"))
    return Offered(text=said, weight=weight, feedback=_said(feedback))


def _said(text: str) -> str:
    """Without its marks, unless it says that it has none."""
    form = FORMAT.match(text)
    told = _returned(text[form.end() :] if form else text)
    return told if form and form[1].lower() == PLAIN else plain(told)


def _returned(text: str) -> str:
    for hidden, sign in RETURNED.items():
        text = text.replace(hidden, sign)
    return tidy(text)


def _fault(line: int, reason: str) -> UnreadableQuestions:
    return UnreadableQuestions(line=line, reason=reason)
