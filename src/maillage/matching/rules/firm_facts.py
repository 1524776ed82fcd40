"""The facts of a firm, as a file of firms tells them, in the terms of conditions. A fact left out is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.directory.enums import Scheme
from maillage.directory.rules.classes import holders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FactValue = bool | int | date | frozenset[str]

NAF = "NAF:"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A number or a day known between two others, both counted. `high` None: no end."""

    low: int | date
    high: int | date | None


class FirmIsWrong(ValueError):  # noqa: N818 - the data is at fault, not the program
    """The facts cannot be read; its message says which, to a person."""


def facts_told(told: Mapping[str, Any], sections: Mapping[str, str]) -> dict[str, FactValue]:
    """Facts by the names that conditions use. `sections` gives the NAF section of a division.

    Raises FirmIsWrong for a fact that no condition knows, or that has not the right shape.
    """
    facts: dict[str, FactValue] = {}
    for name, value in told.items():
        if name not in READERS:
            raise FirmIsWrong(_("fait inconnu : « %(fact)s »") % {"fact": name})
        try:
            fact, read = READERS[name]
            facts[fact] = read(value, sections)
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            raise FirmIsWrong(
                _("« %(fact)s » mal formé : « %(value)s »") % {"fact": name, "value": value}
            ) from fault
    return facts


def _place(codes: list[str], _sections: Mapping[str, str]) -> frozenset[str]:
    """The path that the codes make, from the country down: FR, INSEE-REG:84 → FR/84."""
    return frozenset({"/".join(code.rpartition(":")[2] for code in codes)})


def _sector(code: str, sections: Mapping[str, str]) -> frozenset[str]:
    """« NAF:10.51C » → its whole path; a path of the directory is kept as it is."""
    if not code.startswith(NAF):
        return frozenset({code})
    bare = code.removeprefix(NAF)
    above = sorted(holders_of(Scheme.NAF_2, bare), key=len)
    section = sections[bare[:2]]
    return frozenset({"/".join(["naf2", section, *above, bare])})


def _number(value: Any, _sections: Mapping[str, str]) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError
    return value


def _flag(value: Any, _sections: Mapping[str, str]) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _day(value: str, _sections: Mapping[str, str]) -> date:
    return date.fromisoformat(value)


def _labels(value: str | list[str], _sections: Mapping[str, str]) -> frozenset[str]:
    return frozenset({value} if isinstance(value, str) else value)


READERS: dict[str, tuple[str, Any]] = {
    "territories": ("territory", _place),
    "sector": ("industry", _sector),
    "employees": ("employees", _number),
    "revenue": ("revenue", _number),
    "founded_on": ("founded_on", _day),
    "legal_form": ("legal_form", _labels),
    "themes": ("themes", _labels),
    "micro_entrepreneur": ("micro_entrepreneur", _flag),
    "public_body": ("public_body", _flag),
}


def answers_from_diagnosis(
    facts: Mapping[str, Any], asked: Iterable[Mapping[str, Any]]
) -> dict[str, FactValue | Span]:
    """What a firm told in its diagnosis, by the keys of rules.answers; what it did not tell is left out.

    `asked`: the facts as content asks them, with the range that each choice stands for.
    """
    told: dict[str, FactValue | Span] = {}
    if (employees := facts.get("employees")) is not None:
        told["employees"] = employees
    if (year := facts.get("founded_in")) is not None:
        told["founded_on"] = Span(low=date(year, 1, 1), high=date(year, 12, 31))
    ranges = {
        option["value"]: Span(low=option["min"], high=option["max"])
        for fact in asked
        if fact["fact"] == "revenue"
        for option in fact["options"]
    }
    if (sales := ranges.get(facts.get("revenue"))) is not None:
        told["revenue"] = sales.low if sales.low == sales.high else sales
    return told
