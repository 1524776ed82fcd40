"""Who told us what we know of a firm, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.common.zones import day_of
from maillage.matching.enums import AnsweredAs, ToldIn
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.matching.models import FirmAnswer
    from maillage.matching.queries.eligible import Reading


def with_source(reading: Reading) -> str:
    """A condition, and whose answer settles it, to somebody of the firm."""
    if reading.said is None:
        return reading.text
    return _("%(condition)s – %(source)s") % {"condition": reading.text, "source": said_by(reading.said)}


def said_by(answer: FirmAnswer, *, to_firm: bool = True) -> str:
    """Who said so, and when. `to_firm`: to somebody who speaks for the firm."""
    told = {
        "day": plain_day(day_of(answer.answered_at), spoken()),
        "name": answer.answered_by.full_name if answer.answered_by else "",
    }
    if answer.role == AnsweredAs.ADVISOR and told["name"]:
        return _("d’après %(name)s, du conseil aux entreprises, le %(day)s") % told
    if answer.role == AnsweredAs.ADVISOR:
        return _("d’après le conseil aux entreprises, le %(day)s") % told
    if answer.told_in == ToldIn.DIAGNOSIS:
        return _("d’après le diagnostic du %(day)s") % told
    return (
        _("d’après votre réponse du %(day)s") if to_firm else _("d’après l’entreprise, le %(day)s")
    ) % told
