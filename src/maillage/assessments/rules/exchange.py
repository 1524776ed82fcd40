"""A file of questions from elsewhere, read whole or refused."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from maillage.assessments.errors import UnreadableQuestions
from maillage.assessments.rules.foreign import Conversion, Foreign
from maillage.assessments.rules.gift import questions_of_gift
from maillage.assessments.rules.moodle_xml import questions_of_moodle

LARGEST, MOST = 5_000_000, 2_000  # bytes, questions
XML_STARTS = b"<", b"\xff\xfe", b"\xfe\xff"  # GIFT is never in UTF-16


class Form(StrEnum):
    GIFT = "gift"
    MOODLE = "moodle"


def converted(data: bytes, *, form: Form | None, language: str) -> Conversion:
    """What it holds, in the form of content/items. form: None to tell by what it begins with. Raises UnreadableQuestions."""
    if len(data) > LARGEST:
        reason = _("le fichier passe %(most)s millions d’octets") % {"most": LARGEST // 1_000_000}
        raise UnreadableQuestions(line=1, reason=reason)
    if form is None:
        start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
        form = Form.MOODLE if start.startswith(XML_STARTS) else Form.GIFT
    found = Conversion()
    for one in questions_of_moodle(data) if form == Form.MOODLE else questions_of_gift(_text(data)):
        if isinstance(one, Foreign):
            found.take(one, language)
        else:
            found.left_out.append(one)
        if len(found.items) + len(found.left_out) > MOST:
            raise UnreadableQuestions(line=one.line, reason=_("plus de %(most)s questions") % {"most": MOST})
    return found


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise UnreadableQuestions(line=line, reason=_("le texte n’est pas en UTF-8")) from None
