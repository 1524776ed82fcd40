"""Why a round falls short of its floor, and what to relax, in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from maillage.activities.rules.meetings import Key


class Short(NamedTuple):
    """Who lacks how many meetings, for which cause; `alone`: the most she could have if nobody else had any."""

    key: Key
    missing: int
    cause: str
    alone: int
    slots: int
    partners: int


class Extra(NamedTuple):
    """Tables (or links) to add in a slot."""

    slot: int
    number: int
    is_link: bool


class Freed(NamedTuple):
    key: Key
    slot: int


class Taker(NamedTuple):
    key: Key
    number: int


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why the floor is not met, and what would do: a floor that is possible, tables, meetings taken, slots freed."""

    short: list[Short]
    floor: int
    tables: list[Extra]
    takers: list[Taker]
    slots: list[Freed]


def stored(why: Why, slots: Sequence[int]) -> dict[str, Any]:
    """What a row keeps, its slots by key."""
    keys = replace(
        why,
        tables=[extra._replace(slot=slots[extra.slot]) for extra in why.tables],
        slots=[freed._replace(slot=slots[freed.slot]) for freed in why.slots],
    )
    return asdict(keys)


def read(kept: Mapping[str, Any]) -> Why:
    return Why(
        short=[Short(*row) for row in kept["short"]],
        floor=kept["floor"],
        tables=[Extra(*row) for row in kept["tables"]],
        takers=[Taker(*row) for row in kept["takers"]],
        slots=[Freed(*row) for row in kept["slots"]],
    )


def causes(why: Why, names: Mapping[Key, str]) -> list[str]:
    """One sentence for each person who is short."""
    return [_cause(short) % {"name": names[short.key], **short._asdict()} for short in why.short]


def _cause(short: Short) -> str:
    """The causes of `engines.scheduling.Cause`."""
    return {
        "slots": ngettext(
            "%(name)s : libre à %(slots)s créneau seulement.",
            "%(name)s : libre à %(slots)s créneaux seulement.",
            short.slots,
        ),
        "partners": ngettext(
            "%(name)s : %(partners)s personne possible seulement.",
            "%(name)s : %(partners)s personnes possibles seulement.",
            short.partners,
        ),
        "moments": _(
            "%(name)s : ses heures et celles des personnes possibles ne se croisent que %(alone)s fois."
        ),
        "tables": _("%(name)s : les tables manquent."),
        "taken": _("%(name)s : les personnes possibles ont déjà toutes les rencontres qu’elles prennent."),
        "together": _("%(name)s : possible pour cette personne seule, pas pour tout le monde à la fois."),
    }[short.cause]


def ways_out(why: Why, names: Mapping[Key, str], slot_name: Callable[[int], str]) -> list[str]:
    """What would do, the plainest first."""
    return [
        *_floor(why),
        *_tables(why.tables, slot_name),
        *_takers(why.takers, names),
        *_slots(why.slots, names, slot_name),
    ]


def _floor(why: Why) -> list[str]:
    if not why.floor:
        return [_("Aucun plancher commun n’est possible : retirez du compte les personnes ci-dessus.")]
    return [_("Un plancher de %(floor)s est possible pour tout le monde.") % {"floor": why.floor}]


def _tables(extras: Sequence[Extra], slot_name: Callable[[int], str]) -> list[str]:
    return [
        (
            ngettext(
                "Ajouter %(number)s rencontre à distance à la fois : %(slot)s.",
                "Ajouter %(number)s rencontres à distance à la fois : %(slot)s.",
                extra.number,
            )
            if extra.is_link
            else ngettext(
                "Ajouter %(number)s table : %(slot)s.", "Ajouter %(number)s tables : %(slot)s.", extra.number
            )
        )
        % {"number": extra.number, "slot": slot_name(extra.slot)}
        for extra in extras
    ]


def _takers(takers: Sequence[Taker], names: Mapping[Key, str]) -> list[str]:
    return [
        ngettext(
            "Demander à %(name)s de prendre %(number)s rencontre de plus.",
            "Demander à %(name)s de prendre %(number)s rencontres de plus.",
            taker.number,
        )
        % {"name": names[taker.key], "number": taker.number}
        for taker in takers
    ]


def _slots(freed: Sequence[Freed], names: Mapping[Key, str], slot_name: Callable[[int], str]) -> list[str]:
    return [
        _("Libérer %(name)s : %(slot)s.") % {"name": names[one.key], "slot": slot_name(one.slot)}
        for one in freed
    ]
