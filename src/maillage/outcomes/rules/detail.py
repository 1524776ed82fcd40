"""A figure told apart, by sector or by pay: each outcome stands whole in one line, so that lines sum to the figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.assessments.models import FEWEST
from maillage.outcomes.enums import PayBand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maillage.outcomes.models import Indicator

NOTHING = Decimal(0)
SECTOR, PAY_BAND = "sector", "pay_band"
CUTS = {SECTOR: gettext_lazy("par secteur"), PAY_BAND: gettext_lazy("par salaire")}  # codes of indicators
TOGETHER, SEVERAL, UNSAID = (
    "together",
    "several",
    "",
)  # lines that are no sector and no pay, in this order, last
LAST = (TOGETHER, SEVERAL, UNSAID)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Outcomes that have this in common. key: a section's code, a pay band, or one of LAST. alone: outcomes that no firm holds."""

    key: str
    outcomes: int
    value: Decimal
    firms: frozenset[int]
    alone: int

    @classmethod
    def of(cls, key: str, lines: Iterable[Line]) -> Line:
        """The same outcomes in one line. A firm that stands in two is one firm."""
        several = list(lines)
        return cls(
            key=key,
            outcomes=sum(line.outcomes for line in several),
            value=sum((line.value for line in several), NOTHING),
            firms=frozenset[int]().union(*(line.firms for line in several)),
            alone=sum(line.alone for line in several),
        )

    @property
    def sources(self) -> int:
        """Firms, and outcomes that no firm holds, each of somebody else."""
        return len(self.firms) + self.alone

    @property
    def is_of_few(self) -> bool:
        return self.sources < FEWEST


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One indicator, in one currency, by one cut. names: of the sections. is_whole: lines of few are told, to who keeps the book."""

    indicator: Indicator
    cut: str
    currency: str
    lines: list[Line]
    names: Mapping[str, str]
    is_whole: bool

    @property
    def total(self) -> Line:
        return Line.of(UNSAID, self.lines)

    def title(self) -> str:
        """« Emplois créés, par salaire »."""
        return _("%(indicator)s, %(cut)s") % {"indicator": self.indicator, "cut": CUTS[self.cut]}

    def label(self, line: Line) -> str:
        if line.key == TOGETHER:
            return _("autres, regroupés")
        if line.key == SEVERAL:
            return _("plusieurs secteurs")
        if line.key == UNSAID:
            return _("non précisé")
        return str(PayBand(line.key).label) if self.cut == PAY_BAND else self.names[line.key]


def lines_told(found: Iterable[Line], *, to_who_keeps_the_book: bool) -> list[Line]:
    """Pay from the lowest, sectors from the greatest, those that are neither last. Nothing when all would be put together.

    Lines of few firms are put together, and with the smallest of the others until they are of enough: nobody finds one
    of them by subtracting. Not to specify says nothing of anybody: that line stays alone, however small.
    """
    lines = list(found)
    small = [line for line in lines if line.key != UNSAID and line.is_of_few]
    if to_who_keeps_the_book or not small:
        return sorted(lines, key=_place)
    others = sorted(
        (line for line in lines if line not in small), key=lambda line: (line.key == UNSAID, line.sources)
    )
    while others and Line.of(TOGETHER, small).is_of_few:
        small.append(others.pop(0))
    return sorted([*others, Line.of(TOGETHER, small)], key=_place) if others else []


def _place(line: Line) -> tuple[int, int, Decimal, str]:
    last = LAST.index(line.key) + 1 if line.key in LAST else 0
    pay = PayBand.values.index(line.key) if line.key in PayBand.values else 0
    return last, pay, -line.value, line.key
