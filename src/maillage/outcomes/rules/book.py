"""What one reader may read of an initiative: whatever is exported of it is made of these rows and of no other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from maillage.initiatives.enums import ContributionKind
from maillage.outcomes.enums import MONEY_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from maillage.directory.models import Network, Organisation, Territory
    from maillage.initiatives.models import (
        Allocation,
        BudgetLine,
        Contribution,
        Initiative,
        Instalment,
        Partnership,
    )
    from maillage.outcomes.models import Outcome, Share, Statement, Target

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a contribution gives to the initiative. instalments: of the whole contribution."""

    allocation: Allocation
    instalments: tuple[Instalment, ...]

    @property
    def contribution(self) -> Contribution:
        return self.allocation.contribution

    @property
    def is_money(self) -> bool:
        return self.contribution.kind == ContributionKind.MONEY

    @property
    def is_whole(self) -> bool:
        """All of the contribution goes to the initiative: its instalments are the initiative's."""
        return self.allocation.amount == self.contribution.total

    @property
    def received(self) -> Decimal | None:
        """None when a part only goes to the initiative: nothing says which part of an instalment is its own."""
        if not self.is_whole:
            return None
        return sum((one.amount for one in self.instalments if one.received_on), NOTHING)


@dataclass(frozen=True, kw_only=True)
class Book:
    """networks: that hold the initiative, the one that leads first. statements: what is said today, one an outcome."""

    initiative: Initiative
    networks: tuple[Network, ...]
    partnerships: tuple[Partnership, ...]
    places: tuple[Territory, ...]
    budget: tuple[BudgetLine, ...]
    given: tuple[Given, ...]
    statements: tuple[Statement, ...]
    shares: tuple[Share, ...]
    targets: tuple[Target, ...]
    site: str
    known_at: datetime

    @property
    def day(self) -> date:
        return self.known_at.date()

    @property
    def leader(self) -> Network:
        return self.networks[0]

    @property
    def money(self) -> list[Given]:
        return [one for one in self.given if one.is_money]

    @property
    def is_open(self) -> bool:
        """All that it holds is published: anybody reads the same."""
        return (
            self.initiative.is_published
            and all(one.contribution.is_published for one in self.given)
            and all(statement.outcome.is_published for statement in self.statements)
        )

    @property
    def identifier(self) -> str:
        """Of the initiative, for the world: made of its publisher's, as the standards want."""
        return f"{self.publisher}-{self.initiative.slug}"

    @property
    def publisher(self) -> str:
        return self.network_ref(self.leader)

    def network_ref(self, network: Network) -> str:
        """The name of the site and the network's own, as no register numbers networks."""
        return f"{urlsplit(self.site).hostname}-net-{network.slug}"

    def organisation_ref(self, organisation: Organisation) -> str:
        return f"{urlsplit(self.site).hostname}-org-{organisation.slug}"

    def sums(self) -> dict[tuple[str, str], tuple[int, Decimal]]:
        """By kind of outcome and currency, in alphabetical order: how many outcomes, and what they add up to."""
        found: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
        for statement in self.statements:
            found[statement.outcome.kind, statement.currency].append(statement.value)
        return {key: (len(values), sum(values, NOTHING)) for key, values in sorted(found.items())}


def counted_by(target: Target, statements: Iterable[Statement]) -> list[Statement]:
    """Those that a target counts: its indicator's kind, its currency if it has one, in its territory, by its day."""
    indicator = target.indicator
    wanted = target.currency if indicator.kind in MONEY_KINDS else ""
    return [
        statement
        for statement in statements
        if statement.outcome.kind == indicator.kind
        and statement.currency == wanted
        and _since(target) <= statement.happened_on <= target.by_day
        and _lies_in(statement.outcome, target.territory)
    ]


def _since(target: Target) -> date:
    return target.baseline_on or target.initiative.starts_on


def _lies_in(outcome: Outcome, territory: Territory | None) -> bool:
    """A place that is not known lies in no territory."""
    if territory is None:
        return True
    path = outcome.territory.path if outcome.territory else ""
    return path == territory.path or path.startswith(f"{territory.path}/")
