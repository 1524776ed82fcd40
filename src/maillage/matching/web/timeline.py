"""The life of an introduction in words: what happened, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.common.zones import day_of
from maillage.matching.enums import IntroductionState
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.matching.models import FollowUp, Introduction, IntroductionStep

BROKEN = frozenset({IntroductionState.DECLINED, IntroductionState.EXPIRED, IntroductionState.UNSOLVED})


def timeline_of(steps: Iterable[IntroductionStep], follow_ups: Iterable[FollowUp]) -> list[dict[str, Any]]:
    """Newest first: what became of the need, then each change of state; the newest one is where things stand."""
    told = [_follow_up(row) for row in follow_ups if row.answered_at is not None]
    told.sort(key=lambda item: item["at"], reverse=True)
    items = told + [_step(step) for step in steps]
    if items and items[0]["state"] == "done":
        items[0]["state"] = "now"
    return items


def _step(step: IntroductionStep) -> dict[str, Any]:
    state = IntroductionState(step.state)
    return {
        "title": capfirst(str(state.label)),
        "at": step.at,
        "by": str(step.by) if step.by else "",
        "note": step.note,
        "state": "gap" if state in BROKEN else "done",
    }


def _follow_up(row: FollowUp) -> dict[str, Any]:
    title = _("%(days)s jours après : %(result)s") % {
        "days": row.days,
        "result": row.get_result_display().lower(),
    }
    return {"title": title, "at": row.answered_at, "by": "", "note": row.words, "state": "done"}


def next_step(
    introduction: Introduction, *, holds: bool, follow_ups: Iterable[FollowUp], following: Introduction | None
) -> str:
    """Who is awaited, and until when, said to the side that reads."""
    match introduction.state:
        case IntroductionState.ASKED:
            return _awaiting_an_answer(introduction, holds=holds)
        case IntroductionState.ACCEPTED:
            return _(
                "Prenez contact : les coordonnées sont sur cette page. Notez la rencontre une fois tenue."
            )
        case IntroductionState.MET:
            return _("Quand vous le saurez, dites ici si le besoin est réglé.")
        case IntroductionState.DECLINED | IntroductionState.EXPIRED:
            return _after_no_help(introduction, holds=holds, following=following)
    coming = next((row for row in follow_ups if row.asked_at is None), None)
    if coming is None or holds:
        return _("Rien à faire : c’est terminé.")
    return _("Rien à faire : le %(day)s, nous vous demanderons ce qu’il en est.") % {
        "day": said_day(coming.due_at)
    }


def _awaiting_an_answer(introduction: Introduction, *, holds: bool) -> str:
    if introduction.answer_by is None:
        return _("Une réponse est attendue.")
    facts = {"name": introduction.offer.organisation, "day": said_day(introduction.answer_by)}
    if holds:
        return _("Votre réponse est attendue jusqu’au %(day)s.") % facts
    if introduction.tries_next:
        return _("%(name)s a jusqu’au %(day)s pour répondre ; sinon, nous demanderons à la suivante.") % facts
    return _("Rien à faire : %(name)s a jusqu’au %(day)s pour répondre.") % facts


def _after_no_help(introduction: Introduction, *, holds: bool, following: Introduction | None) -> str:
    if holds:
        return _("Rien à faire : c’est terminé.")
    if following is not None:
        return _("Votre demande est passée à %(name)s.") % {"name": following.offer.organisation}
    if introduction.tries_next:
        return _("Nous cherchons la suivante.")
    return _("Les autres pistes sont sur la page de votre besoin.")


def said_day(moment: datetime) -> str:
    return plain_day(day_of(moment), spoken())
