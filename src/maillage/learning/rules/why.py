"""Why a path is impossible by its date, and the smallest changes that would do, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class Beyond(NamedTuple):
    """A target out of reach, the highest level within reach, and what no module gives: a level, modules, or nothing."""

    competence: str
    wanted: int
    reach: int
    root: tuple[str, int] | frozenset[str] | None


class Lacking(NamedTuple):
    """A session and how many seats it lacks."""

    module: str
    start: str
    seats: int


@dataclass(frozen=True, kw_only=True)
class Why:
    """`cause`: one of `engines.pathways.Cause`; `hours`: a week; `finish`: the day on which it can be over."""

    cause: str
    beyond: Sequence[Beyond]
    back: Sequence[str]
    lacking: Sequence[Lacking]
    hours: float | None
    finish: date | None


def causes(why: Why, names: Mapping[str, str]) -> list[str]:
    """What stops it, then the targets that are out of reach even alone."""
    first = {
        "level": _("Aucun module ne mène au niveau demandé."),
        "withdrawn": _("Un module qui y menait est retiré."),
        "seats": _("Les séances qu’il faudrait n’ont plus assez de places."),
        "hours": _("Les heures de la semaine sont trop peu nombreuses pour cette date."),
        "sessions": _("Aucune séance ne vient à temps, dans l’ordre qu’il faudrait."),
    }[why.cause]
    return [first, *(_beyond(one, names) for one in why.beyond)]


def _beyond(one: Beyond, names: Mapping[str, str]) -> str:
    said = (
        _("%(competence)s : le niveau %(wanted)s est hors d’atteinte ; %(reach)s est possible.")
        if one.reach
        else _("%(competence)s : le niveau %(wanted)s est hors d’atteinte.")
    ) % one._asdict()
    if isinstance(one.root, tuple):
        root = _("%(competence)s, niveau %(level)s") % {"competence": one.root[0], "level": one.root[1]}
    elif one.root:
        root = ", ".join(names[key] for key in sorted(one.root))
    else:
        return said
    return f"{said} {_('Rien n’y mène : %(root)s.') % {'root': root}}"


def _lacking(one: Lacking, names: Mapping[str, str]) -> str:
    return ngettext(
        "Ouvrir %(seats)s place : %(module)s, %(start)s.",
        "Ouvrir %(seats)s places : %(module)s, %(start)s.",
        one.seats,
    ) % {"seats": one.seats, "module": names[one.module], "start": one.start}


def ways_out(why: Why, names: Mapping[str, str]) -> list[str]:
    """What would do: places all together, the rest each alone."""
    ways = []
    if why.back:
        modules = ", ".join(names[key] for key in why.back)
        ways.append(_("Redonner : %(modules)s.") % {"modules": modules})
    if why.lacking:
        ways += [_lacking(one, names) for one in why.lacking]
    if why.hours:
        ways.append(
            _("Y mettre %(hours)s heures par semaine.")
            % {"hours": number_format(why.hours, 1 if why.hours % 1 else 0)}
        )
    if why.finish:
        ways.append(_("Finir le %(day)s au plus tôt.") % {"day": why.finish.isoformat()})
    return ways
